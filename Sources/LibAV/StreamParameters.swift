/// What a file's header says of an H.264 stream.
public struct VideoStreamParameters: Hashable, Sendable {
  /// Width in pixels.
  public var width: Int
  /// Height in pixels.
  public var height: Int
  /// Frames per second; packets are timed in frames.
  public var rate: Ratio
  /// The decoder's configuration (ISO/IEC 14496-15, 5.3.3.1).
  public var parameterSets: [UInt8]
  /// Frames by which decoding runs ahead of showing.
  public var bFrames = 0

  /// The parameters of an encoder's packets.
  public init(of encoder: VideoEncoder) {
    self.init(settings: encoder.settings, parameterSets: encoder.parameterSets)
  }

  /// The parameters of packets that an encoder with these settings gave at another time.
  public init(settings: VideoEncoderSettings, parameterSets: [UInt8]) {
    width = settings.width
    height = settings.height
    rate = settings.rate
    bFrames = settings.bFrames
    self.parameterSets = parameterSets
  }
}

/// What a file's header says of an AAC stream at 48 kHz in stereo.
public struct AudioStreamParameters: Hashable, Sendable {
  /// The codec's header (AudioSpecificConfig).
  public var parameterSets: [UInt8]
  /// Samples before the first that is heard; packets are timed in samples, from minus this number.
  public var initialPadding: Int

  /// The parameters of an encoder's packets.
  public init(of encoder: AudioEncoder) {
    self.init(parameterSets: encoder.parameterSets, initialPadding: encoder.initialPadding)
  }

  /// The parameters of packets that such an encoder gave at another time.
  public init(parameterSets: [UInt8], initialPadding: Int) {
    self.parameterSets = parameterSets
    self.initialPadding = initialPadding
  }
}
