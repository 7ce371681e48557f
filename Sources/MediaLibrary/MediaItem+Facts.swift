import DraftModel
import LibAV
import RenderPlanning

// What LibAV found, in the plan's terms: the plan knows no FFmpeg.

extension MediaItem.PictureFacts {
  /// The facts of a file's picture; nothing where it has none.
  init?(_ facts: LibAV.MediaFacts) {
    guard let video = facts.video, (1...Self.longestSide).contains(video.width),
      (1...Self.longestSide).contains(video.height)
    else { return nil }
    self.init(
      width: video.width, height: video.height,
      sampleAspect: video.sampleAspect.isPlausiblePixel
        ? DraftModel.Ratio(video.sampleAspect) : .one,
      rotation: video.orientation.clockwiseDegrees, isMirrored: video.orientation.isMirrored,
      isStill: facts.isStillImage, hasAlpha: video.hasAlpha,
      frameRate: video.averageRate.isPositive ? DraftModel.Ratio(video.averageRate) : nil,
      duration: (video.duration ?? facts.duration).flatMap { DraftModel.Ratio(plausible: $0) })
  }

  /// The longest side that is believed, in pixels: pictures of so many in one line are still opened.
  private static let longestSide = 1 << 28
}

extension MediaItem.SoundFacts {
  /// The facts of a file's sound; nothing where it has none.
  init?(_ facts: LibAV.MediaFacts) {
    guard let audio = facts.audio else { return nil }
    self.init(
      duration: (audio.duration ?? facts.duration).flatMap { DraftModel.Ratio(plausible: $0) })
  }
}

extension DraftModel.Ratio {
  fileprivate init(_ ratio: LibAV.Ratio) {
    self =
      DraftModel.Ratio(Int64(ratio.numerator), Int64(ratio.denominator)) ?? .one
  }

  /// A length of time; nil for one that no file is believed to last.
  ///
  /// What was remembered of a file is a file itself, and may hold anything.
  fileprivate init?(plausible time: MediaTime) {
    guard time.isPlausible else { return nil }
    self = DraftModel.Ratio(time.numerator, time.denominator) ?? .zero
  }
}
