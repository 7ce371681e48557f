public import DraftModel
public import LibAV
public import RenderPlanning
public import TextPainting

/// Why a picture or a sound could not be made.
///
/// Media that fails to decode is no such error: it draws a slate and is silent. This is for what leaves
/// nothing to draw on: no memory, no encoder, a plan that names what it does not hold.
public enum CompositingError: Error, Sendable {
  /// FFmpeg refused something of ours, not of the media.
  case ffmpeg(FFmpegError)
  /// A title could not be painted.
  case text(TextPaintingError)
  /// The plan names a file that it does not list.
  case unlistedMedia(ContentHash)
  /// The frame lies outside the plan.
  case noSuchFrame(FrameIndex)
}

extension CompositingError: CustomStringConvertible {
  /// One sentence.
  public var description: String {
    switch self {
    case .ffmpeg(let error): "\(error)"
    case .text(let error): "\(error)"
    case .unlistedMedia(let hash):
      "the plan names media \(hash.hex.prefix(12)) and does not list it"
    case .noSuchFrame(let frame): "frame \(frame.rawValue) lies outside the plan"
    }
  }
}
