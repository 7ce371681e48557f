internal import CFFmpeg

/// Encodes stereo sound at 48 kHz to AAC.
///
/// The same samples give the same bytes. Not for use by two tasks at once.
public final class AudioEncoder {
  /// Samples of each channel in a packet.
  public static let frameSize = 1024
  /// Samples per second.
  public static let sampleRate = Resampler.rate

  /// The codec's header (AudioSpecificConfig).
  public let parameterSets: [UInt8]
  /// Samples that the first packets hold before the first sample encoded.
  public let initialPadding: Int

  private let context: EncoderContext
  private let frame: Frame
  /// Interleaved samples that don't fill a packet yet.
  private var waiting: [Float] = []
  private var encoded: Int64 = 0

  /// Opens FFmpeg's own AAC encoder.
  ///
  /// At a quality no part of the spectrum is replaced by noise: what that decodes to differs from player to player,
  /// and so would its peaks. At a bit rate the search is the worse for it: tones that have a residual of −60 dB come
  /// out with one of −35.
  ///
  /// - Throws: ``FFmpegError`` for a quality outside 0.1 through 10 or a bit rate outside 32,000 through 512,000.
  public init(_ coding: SoundCoding = .thorough(bitRate: 128_000)) throws(FFmpegError) {
    try Self.check(coding)
    let search = if case .quick = coding { "fast" } else { "twoloop" }
    let noise = if case .quick = coding { "0" } else { "1" }
    context = try unsafe EncoderContext(
      "aac", options: [("aac_coder", search), ("aac_pns", noise)]
    ) { context in
      switch coding {
      case .quick(let quality):
        unsafe context.pointee.global_quality = CInt((quality * Double(FF_QP2LAMBDA)).rounded())
        unsafe context.pointee.flags |= AV_CODEC_FLAG_QSCALE
      case .thorough(let bitRate):
        unsafe context.pointee.bit_rate = bitRate
      }
      unsafe context.pointee.sample_fmt = AV_SAMPLE_FMT_FLTP
      unsafe context.pointee.sample_rate = CInt(Self.sampleRate)
      unsafe av_channel_layout_default(&context.pointee.ch_layout, 2)
      unsafe context.pointee.time_base = AVRational(num: 1, den: CInt(Self.sampleRate))
      unsafe context.pointee.flags |= AV_CODEC_FLAG_GLOBAL_HEADER
    }
    guard unsafe context.native.pointee.frame_size == CInt(Self.frameSize) else {
      throw FFmpegError(
        .badSetting(
          unsafe "an encoder with packets of \(context.native.pointee.frame_size) samples"),
        operation: "avcodec_open2")
    }
    frame = try Frame()
    unsafe frame.native.pointee.format = AV_SAMPLE_FMT_FLTP.rawValue
    unsafe frame.native.pointee.sample_rate = CInt(Self.sampleRate)
    unsafe frame.native.pointee.nb_samples = CInt(Self.frameSize)
    unsafe av_channel_layout_default(&frame.native.pointee.ch_layout, 2)
    try unsafe checked(av_frame_get_buffer(frame.native, 0), "av_frame_get_buffer")
    parameterSets = context.parameterSets
    initialPadding = unsafe Int(context.native.pointee.initial_padding)
  }

  private static func check(_ coding: SoundCoding) throws(FFmpegError) {
    switch coding {
    case .quick(let quality) where !(0.1...10).contains(quality):
      throw FFmpegError(
        .badSetting("a quality of \(quality) is outside 0.1 through 10"), operation: "AudioEncoder")
    case .thorough(let bitRate) where !(32_000...512_000).contains(bitRate):
      throw FFmpegError(
        .badSetting("a bit rate of \(bitRate) is outside 32000 through 512000"),
        operation: "AudioEncoder")
    default: return
    }
  }

  /// Encodes samples, left and right in turn, and gives the packets that are ready.
  ///
  /// Packets are timed in samples from the first one; the first packets, of padding, lie before
  /// zero.
  public func encode(_ samples: UnsafeBufferPointer<Float>) throws(FFmpegError) -> [EncodedPacket] {
    unsafe waiting.append(contentsOf: samples)
    var packets: [EncodedPacket] = []
    var start = 0
    while waiting.count - start >= 2 * Self.frameSize {
      packets += try encode(from: start, count: Self.frameSize)
      start += 2 * Self.frameSize
    }
    waiting.removeFirst(start)
    return packets
  }

  /// Encodes samples, left and right in turn, and gives the packets that are ready.
  public func encode(_ samples: [Float]) throws(FFmpegError) -> [EncodedPacket] {
    let outcome = unsafe samples.withUnsafeBufferPointer { buffer in
      Result { () throws(FFmpegError) in try unsafe encode(buffer) }
    }
    return try outcome.get()
  }

  /// Gives the packets still held, the last one cut to the sound's end; nothing can be encoded
  /// after it.
  public func finish() throws(FFmpegError) -> [EncodedPacket] {
    var packets: [EncodedPacket] = []
    if waiting.count >= 2 {
      packets += try encode(from: 0, count: waiting.count / 2)
      waiting = []
    }
    return try unsafe packets + context.encode(nil)
  }

  private func encode(from start: Int, count: Int) throws(FFmpegError) -> [EncodedPacket] {
    try unsafe checked(av_frame_make_writable(frame.native), "av_frame_make_writable")
    let native = unsafe frame.native
    guard
      let left = unsafe UnsafeMutableRawPointer(native.pointee.data.0)?.assumingMemoryBound(
        to: Float.self),
      let right = unsafe UnsafeMutableRawPointer(native.pointee.data.1)?.assumingMemoryBound(
        to: Float.self)
    else { throw FFmpegError(.outOfMemory, operation: "av_frame_make_writable") }
    for index in 0..<count {
      unsafe left[index] = waiting[start + 2 * index]
      unsafe right[index] = waiting[start + 2 * index + 1]
    }
    unsafe native.pointee.nb_samples = CInt(count)
    unsafe native.pointee.pts = encoded
    encoded += Int64(count)
    return try unsafe context.encode(native)
  }
}
