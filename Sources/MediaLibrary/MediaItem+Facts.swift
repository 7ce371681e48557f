import DraftModel
import LibAV
import RenderPlanning

// What LibAV found, in the plan's terms: the plan knows no FFmpeg.

extension MediaItem.PictureFacts {
  /// The facts of a file's picture; nothing where it has none.
  init?(_ facts: LibAV.MediaFacts) {
    guard let video = facts.video, video.width > 0, video.height > 0 else { return nil }
    self.init(
      width: video.width, height: video.height,
      sampleAspect: video.sampleAspect.isPositive ? DraftModel.Ratio(video.sampleAspect) : .one,
      rotation: video.orientation.clockwiseDegrees, isMirrored: video.orientation.isMirrored,
      isStill: facts.isStillImage, hasAlpha: video.hasAlpha,
      frameRate: video.averageRate.isPositive ? DraftModel.Ratio(video.averageRate) : nil,
      duration: (video.duration ?? facts.duration).map { DraftModel.Ratio($0) })
  }
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
      duration: (audio.measured?.end ?? audio.duration ?? length).map { DraftModel.Ratio($0) },
      statedDuration: audio.measured?.statedEnd.map { DraftModel.Ratio($0) }, name: audio.name)
  }
}

extension DraftModel.Ratio {
  fileprivate init(_ ratio: LibAV.Ratio) {
    self =
      DraftModel.Ratio(Int64(ratio.numerator), Int64(ratio.denominator)) ?? .one
  }

  fileprivate init(_ time: MediaTime) {
    self = DraftModel.Ratio(time.numerator, time.denominator) ?? .zero
  }
}
