internal import CFFmpeg

/// Turns decoded samples of one format into stereo `Float` samples at 48 kHz; the corresponding C
/// type is `SwrContext`.
///
/// A single channel goes to both sides at full level, as in players and browsers. More channels are mixed as FFmpeg
/// mixes them by default: the centre and the surrounds of 5.1 go to both sides at −3 dB, without scaling the mix
/// down; sums above 1 stay above 1.
@safe
struct Resampler: ~Copyable {
  let native: OpaquePointer
  let format: SampleFormat

  /// The output rate, in samples per second.
  static let rate = 48_000

  init(from format: SampleFormat, like frame: borrowing Frame) throws(FFmpegError) {
    var stereo = unsafe AVChannelLayout()
    unsafe av_channel_layout_default(&stereo, 2)
    var context: OpaquePointer?
    // A stream that doesn't say which channel is which gets the usual order of that many.
    var source = unsafe AVChannelLayout()
    unsafe av_channel_layout_default(&source, CInt(format.channels))
    if format.isOrdered {
      try unsafe checked(
        av_channel_layout_copy(&source, &frame.native.pointee.ch_layout), "av_channel_layout_copy")
    }
    defer { unsafe av_channel_layout_uninit(&source) }
    try unsafe checked(
      swr_alloc_set_opts2(
        &context, &stereo, AV_SAMPLE_FMT_FLT, CInt(Self.rate), &source,
        AVSampleFormat(format.sampleFormat), CInt(format.rate), 0, nil),
      "swr_alloc_set_opts2")
    do throws(FFmpegError) {
      if format.channels == 1 {
        // FFmpeg's own way to two channels takes 3 dB off.
        try unsafe checked(swr_set_matrix(context, [1, 1], 1), "swr_set_matrix")
      }
      try unsafe checked(swr_init(context), "swr_init")
    } catch {
      unsafe swr_free(&context)
      throw error
    }
    unsafe native = try unsafe allocated(context, "swr_alloc_set_opts2")
    self.format = format
  }

  /// Hands over a frame's samples from `first` on, `count` of them, and appends what comes out.
  func convert(
    _ frame: borrowing Frame, from first: Int, count: Int, into output: inout [Float]
  ) throws(FFmpegError) {
    let planes = format.isPlanar ? format.channels : 1
    let stride = format.bytesPerSample * (format.isPlanar ? 1 : format.channels)
    guard let data = unsafe frame.native.pointee.extended_data else { return }
    let status = unsafe withUnsafeTemporaryAllocation(
      of: UnsafePointer<UInt8>?.self, capacity: planes
    ) { pointers -> CInt in
      for plane in 0..<planes {
        unsafe pointers.initializeElement(
          at: plane, to: data[plane].map { unsafe UnsafePointer($0 + first * stride) })
      }
      return unsafe convert(pointers.baseAddress, count: count, into: &output)
    }
    try checked(status, "swr_convert")
  }

  /// Hands over `count` samples of silence.
  func convertSilence(count: Int, into output: inout [Float]) throws(FFmpegError) {
    let silence = [UInt8](
      repeating: format.silentByte,
      count: count * format.bytesPerSample * (format.isPlanar ? 1 : format.channels))
    let status = unsafe silence.withUnsafeBufferPointer { bytes in
      unsafe withUnsafeTemporaryAllocation(
        of: UnsafePointer<UInt8>?.self, capacity: format.isPlanar ? format.channels : 1
      ) { pointers -> CInt in
        unsafe pointers.initialize(repeating: bytes.baseAddress)
        return unsafe convert(pointers.baseAddress, count: count, into: &output)
      }
    }
    try checked(status, "swr_convert")
  }

  /// Appends what the filter still holds.
  func drain(into output: inout [Float]) throws(FFmpegError) {
    try unsafe checked(convert(nil, count: 0, into: &output), "swr_convert")
  }

  private func convert(
    _ planes: UnsafeMutablePointer<UnsafePointer<UInt8>?>?, count: Int, into output: inout [Float]
  ) -> CInt {
    let room = unsafe Int(swr_get_out_samples(native, CInt(count)))
    guard room > 0 else { return CInt(room) }
    var status: CInt = 0
    let made = unsafe [Float](unsafeUninitializedCapacity: 2 * room) { buffer, initialized in
      var target = unsafe UnsafeMutableRawPointer(buffer.baseAddress)?.assumingMemoryBound(
        to: UInt8.self)
      status = unsafe swr_convert(native, &target, CInt(room), planes, CInt(count))
      initialized = 2 * max(0, Int(status))
    }
    output.append(contentsOf: made)
    return status
  }

  deinit {
    var context: OpaquePointer? = unsafe native
    unsafe swr_free(&context)
  }
}

/// The form of decoded samples, so far as it decides how they are resampled.
struct SampleFormat: Hashable {
  let sampleFormat: Int32
  let rate: Int
  let channels: Int
  let isPlanar: Bool
  let bytesPerSample: Int
  /// The stream says which channel is which.
  let isOrdered: Bool
  /// The speakers, as a bit set, where they are ordered the usual way.
  private let speakers: UInt64

  /// The byte of which silence is made: unsigned 8-bit samples have their middle at 128.
  var silentByte: UInt8 {
    let packed = av_get_packed_sample_fmt(AVSampleFormat(sampleFormat))
    return packed == AV_SAMPLE_FMT_U8 ? 128 : 0
  }

  /// The form of a frame's samples; `nil` for what no sound has.
  init?(of frame: borrowing Frame) {
    let native = unsafe frame.native.pointee
    let format = unsafe AVSampleFormat(native.format)
    sampleFormat = unsafe native.format
    rate = unsafe Int(native.sample_rate)
    channels = unsafe Int(native.ch_layout.nb_channels)
    isPlanar = av_sample_fmt_is_planar(format) != 0
    bytesPerSample = Int(av_get_bytes_per_sample(format))
    isOrdered = unsafe native.ch_layout.order != AV_CHANNEL_ORDER_UNSPEC
    speakers =
      unsafe native.ch_layout.order == AV_CHANNEL_ORDER_NATIVE ? native.ch_layout.u.mask : 0
    guard (1...64).contains(channels), (1...1_536_000).contains(rate), bytesPerSample > 0 else {
      return nil
    }
  }
}
