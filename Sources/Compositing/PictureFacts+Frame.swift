import DraftModel
import LibAV
import RenderPlanning

extension MediaItem.PictureFacts {
  /// The facts of one picture of a file: its own size and shape, if those change within the file.
  func fitted(to frame: VideoFrame) -> MediaItem.PictureFacts {
    guard !frame.isReduced, frame.width > 0, frame.height > 0,
      let aspect = DraftModel.Ratio(
        Int64(frame.sampleAspect.numerator), Int64(frame.sampleAspect.denominator)),
      (frame.width, frame.height) != (width, height) || aspect != sampleAspect
    else { return self }
    var facts = self
    (facts.width, facts.height, facts.sampleAspect) = (frame.width, frame.height, aspect)
    return facts
  }

  /// Degrees clockwise by which a picture is turned within its place, after its quarter turns and a segment's flip.
  func tilt(under flip: Timeline.Flip?) -> Double {
    switch flip {
    // Mirrored, a turn goes the other way.
    case .horizontal, .vertical: -Double(tilt)
    case .both, .none: Double(tilt)
    }
  }
}
