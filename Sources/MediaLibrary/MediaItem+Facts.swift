import DraftModel
import LibAV
import RenderPlanning

// What LibAV found, in the plan's terms: the plan knows no FFmpeg.

extension MediaItem.PictureFacts {
  /// The facts of a file's picture, and what reading it has shown; `nil` if it has none.
  ///
  /// A length that was measured outweighs the header's.
  init?(_ facts: LibAV.MediaFacts, _ findings: PictureFindings = PictureFindings()) {
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
      duration: (findings.end ?? video.duration ?? facts.duration)
        .flatMap { DraftModel.Ratio(plausible: $0) })
    promisedDuration = findings.promisedEnd.flatMap { DraftModel.Ratio(plausible: $0) }
    remarks = findings.faults.map { PictureRemark($0) }
  }

  /// The longest side that is believed, in pixels: pictures of so many in one line are still opened.
  private static let longestSide = 1 << 28
}

extension MediaItem.SoundFacts {
  /// The facts of a file's sound; nothing where it has none.
  init?(_ facts: LibAV.MediaFacts) {
    guard let main = facts.mainSound else { return nil }
    self.init(
      streams: facts.sounds.map { MediaItem.SoundStreamFacts($0, lasting: facts.duration) },
      main: main)
  }
}

extension MediaItem.SoundStreamFacts {
  /// The facts of a stream; `length` is that of its file, for a stream that could not be measured and says nothing.
  fileprivate init(_ audio: AudioFacts, lasting length: MediaTime?) {
    self.init(
      duration: (audio.measured?.end ?? audio.duration ?? length)
        .flatMap { DraftModel.Ratio(plausible: $0) },
      statedDuration: audio.measured?.statedEnd.flatMap { DraftModel.Ratio(plausible: $0) },
      name: audio.name, channels: audio.channels > 0 ? audio.channels : nil)
  }
}

extension DraftModel.Ratio {
  fileprivate init(_ ratio: LibAV.Ratio) {
    self =
      DraftModel.Ratio(Int64(ratio.numerator), Int64(ratio.denominator)) ?? .one
  }

  /// A time in the plan's terms.
  init(_ time: MediaTime) {
    self = DraftModel.Ratio(time.numerator, time.denominator) ?? .zero
  }

  /// A length of time; nil for one that no file is believed to last.
  ///
  /// What was remembered of a file is a file itself, and may hold anything.
  fileprivate init?(plausible time: MediaTime) {
    guard time.isPlausible else { return nil }
    self = DraftModel.Ratio(time.numerator, time.denominator) ?? .zero
  }
}
