/// What a media file holds: the answer of a probe, as plain values.
public struct MediaFacts: Hashable, Sendable, Codable {
  /// FFmpeg's names of the container, such as `mov,mp4,m4a,3gp,3g2,mj2`.
  public let containerNames: String
  /// The time from the file's origin to the end of its longest stream.
  public let duration: MediaTime?
  /// The instant of the container's clock that is time zero of everything read from the file.
  public let startTime: MediaTime
  /// Bits per second of the whole file.
  public let bitRate: Int64?
  /// The file is a picture that stands still.
  public let isStillImage: Bool
  /// The file is of an image format and moves: GIF, APNG, animated WebP.
  public let isAnimatedImage: Bool
  /// The main video stream; cover art is none.
  public let video: VideoFacts?
  /// All audio streams, in the file's order.
  public internal(set) var sounds: [AudioFacts]
  /// The place of the main audio stream among ``sounds``: the file's default, or else its first.
  public let mainSound: Int?

  /// The main audio stream.
  public var audio: AudioFacts? {
    mainSound.flatMap { sounds.indices.contains($0) ? sounds[$0] : nil }
  }
}

/// What is known of a video stream before it is decoded.
public struct VideoFacts: Hashable, Sendable, Codable {
  /// How the lines of a picture were taken.
  public enum FieldOrder: String, Hashable, Sendable, Codable {
    /// All at one instant.
    case progressive
    /// Two fields, the upper line first.
    case topFirst
    /// Two fields, the lower line first.
    case bottomFirst
    /// The stream doesn't say.
    case unknown
  }

  /// FFmpeg's name of the codec, such as `h264`.
  public let codec: String
  /// Width of the decoded picture in pixels, before orientation and pixel shape.
  public let width: Int
  /// Height of the decoded picture in pixels, before orientation.
  public let height: Int
  /// The width of a pixel over its height.
  public let sampleAspect: Ratio
  /// How the decoded picture must be turned to stand upright.
  public let orientation: Orientation
  /// Frames per second on average; the denominator is 0 when unknown.
  public let averageRate: Ratio
  /// The lowest rate that all of its times fall on; the denominator is 0 when unknown.
  public let realRate: Ratio
  /// The seconds of one tick of the stream's clock.
  public let timeBase: Ratio
  /// Frames, where the container says.
  public let frameCount: Int64?
  /// The stream's own length, where the container says.
  public let duration: MediaTime?
  /// The first picture's time after the file's origin.
  public let startTime: MediaTime
  /// FFmpeg's name of the pixel format, such as `yuv420p`.
  public let pixelFormat: String
  /// Bits of the first component.
  public let bitsPerComponent: Int
  /// Pixels have an opacity, in the pixel format or in WebM's second layer.
  public let hasAlpha: Bool
  /// Chroma samples are this many times halved in width.
  public let chromaLog2Width: Int
  /// Chroma samples are this many times halved in height.
  public let chromaLog2Height: Int
  /// The colour of the signal, by FFmpeg's names.
  public let color: ColorFacts
  /// How the lines were taken.
  public let fieldOrder: FieldOrder
  /// Every frame is a key frame.
  public let isKeyframeOnly: Bool

  /// The width and height upright and with square pixels, in pixels of the decoded height or width.
  public var displaySize: (width: Double, height: Double) {
    let wide = Double(width) * (sampleAspect.isPositive ? sampleAspect.value : 1)
    return orientation.swapsSides ? (Double(height), wide) : (wide, Double(height))
  }

  /// The fields of a picture were taken at two instants.
  public var isInterlaced: Bool { fieldOrder == .topFirst || fieldOrder == .bottomFirst }
}

/// The colour description of a signal by FFmpeg's names, `unknown` where it says nothing.
public struct ColorFacts: Hashable, Sendable, Codable {
  /// The primaries, such as `bt709`, `bt2020`.
  public let primaries: String
  /// The transfer curve, such as `bt709`, `smpte2084` (PQ), `arib-std-b67` (HLG).
  public let transfer: String
  /// The matrix, such as `bt709`, `smpte170m`, `gbr`.
  public let matrix: String
  /// `tv` for limited range, `pc` for full.
  public let range: String

  /// A description by FFmpeg's names.
  package init(primaries: String, transfer: String, matrix: String, range: String) {
    self.primaries = primaries
    self.transfer = transfer
    self.matrix = matrix
    self.range = range
  }

  /// The transfer curve is of high dynamic range, and tone mapping is needed for BT.709.
  public var isHighDynamicRange: Bool { transfer == "smpte2084" || transfer == "arib-std-b67" }
}

/// What is known of an audio stream before it is decoded.
public struct AudioFacts: Hashable, Sendable, Codable {
  /// FFmpeg's name of the codec, such as `aac`.
  public let codec: String
  /// Samples per second as the container says.
  public let sampleRate: Int
  /// Channels as the container says.
  public let channels: Int
  /// FFmpeg's name of the channel layout, such as `stereo`, `5.1`.
  public let layout: String
  /// The stream's own length, where the container says.
  public let duration: MediaTime?
  /// The first sample's time after the file's origin.
  public let startTime: MediaTime
  /// What the file calls the stream: its language, its title.
  public let name: String?
  /// What reading the whole stream showed, where that was done (``SoundMeasure``).
  public internal(set) var measured: SoundMeasure?
  /// Samples at the start that the codec needs and nobody hears, where known.
  public let initialPadding: Int?
}
