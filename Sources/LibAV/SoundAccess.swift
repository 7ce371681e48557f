internal import CFFmpeg

/// How a place in a sound stream is come to.
enum SoundAccess {
  /// By a jump to a little before it: the decoder has settled by then, and packets are timed well enough to be
  /// placed to the sample.
  case jump
  /// By decoding everything before it, once: what a decoder gives depends on all it was given, or times after a jump
  /// are not exact.
  case fromStart

  /// The way for a codec in a container.
  ///
  /// - Parameters:
  ///   - isCoarse: Whether the ticks of the stream's clock are longer than a sample.
  ///   - rate: Samples per second.
  init(of codec: AVCodecID, in container: String, isCoarse: Bool, rate: Int) {
    let fits = !isCoarse || Self.griddedCodecs.contains(codec.rawValue)
    let isExact = fits && !Self.jumpsAstray(codec, in: container, rate: rate)
    self = Self.settles(codec) && isExact ? .jump : .fromStart
  }

  /// Codecs whose frames lie on a grid that is known, so that rounded times can be put right (``SoundPosition``).
  private static let griddedCodecs: Set<UInt32> = [
    AV_CODEC_ID_AAC.rawValue, AV_CODEC_ID_MP3.rawValue, AV_CODEC_ID_MP2.rawValue,
    AV_CODEC_ID_VORBIS.rawValue, AV_CODEC_ID_OPUS.rawValue,
  ]

  /// Whether half a second of what comes before is enough for a decoder to give what it would have given after
  /// decoding everything.
  private static func settles(_ codec: AVCodecID) -> Bool {
    isPCM(codec) || settlingCodecs.contains(codec.rawValue)
  }

  /// FFmpeg numbers all forms of PCM in one row.
  private static func isPCM(_ codec: AVCodecID) -> Bool {
    (AV_CODEC_ID_PCM_S16LE.rawValue..<AV_CODEC_ID_ADPCM_IMA_QT.rawValue).contains(codec.rawValue)
  }

  private static let settlingCodecs: Set<UInt32> = [
    AV_CODEC_ID_AAC.rawValue, AV_CODEC_ID_MP3.rawValue, AV_CODEC_ID_MP2.rawValue,
    AV_CODEC_ID_MP1.rawValue, AV_CODEC_ID_AC3.rawValue, AV_CODEC_ID_EAC3.rawValue,
    AV_CODEC_ID_DTS.rawValue, AV_CODEC_ID_VORBIS.rawValue, AV_CODEC_ID_OPUS.rawValue,
    AV_CODEC_ID_FLAC.rawValue, AV_CODEC_ID_ALAC.rawValue, AV_CODEC_ID_TTA.rawValue,
    AV_CODEC_ID_WAVPACK.rawValue,
  ]

  /// Whether packets are timed otherwise after a jump than when read from the start, by FFmpeg 5.1 on the forms that
  /// it can write itself.
  private static func jumpsAstray(
    _ codec: AVCodecID, in container: String, rate: Int
  ) -> Bool {
    switch container {
    // A page tells when its last packet ends; FFmpeg counts backwards from there, and only for Opus rightly.
    case "ogg": codec != AV_CODEC_ID_OPUS
    // Jumps land within a frame, of which the rest is taken for one; packets of PCM begin within a group of samples,
    // whose rest the decoder keeps for the next packet.
    case "mpeg": true
    case "rm": true
    // Of the frames in one packet of the container only the first has a time, and the others a rounded one.
    case "mpegts":
      rate != 48_000 && [AV_CODEC_ID_AC3, AV_CODEC_ID_EAC3, AV_CODEC_ID_DTS].contains(codec)
    // Jumps are to blocks of a size that says nothing of packets, unless a parser finds these.
    case "wav", "w64": !isPCM(codec) && !parsedInWave.contains(codec.rawValue)
    default: false
    }
  }

  private static let parsedInWave: Set<UInt32> = [
    AV_CODEC_ID_MP3.rawValue, AV_CODEC_ID_MP2.rawValue, AV_CODEC_ID_AC3.rawValue,
    AV_CODEC_ID_DTS.rawValue,
  ]
}
