internal import CFFmpeg

/// A decoder of one stream; the corresponding C type is `AVCodecContext`.
@safe
struct StreamDecoder: ~Copyable {
  let native: UnsafeMutablePointer<AVCodecContext>

  /// What a decoder answers when asked for a frame.
  enum Answer {
    /// The frame was filled.
    case frame
    /// A packet must be sent first.
    case needsInput
    /// Everything has been given.
    case ended
    /// What was sent could not be decoded.
    case corrupt
  }

  /// Opens the decoder of a stream.
  ///
  /// - Parameters:
  ///   - stream: The stream, of an open demuxer.
  ///   - name: FFmpeg's name of a decoder to prefer to the usual one, used where this build has it.
  ///   - threads: Threads that decode, from 1.
  ///   - configure: Sets what must be set before opening.
  init(
    stream: UnsafeMutablePointer<AVStream>,
    preferring name: String? = nil,
    threads: Int,
    maximumPixels: Int64 = ReadLimits.standard.pixels,
    configure: (UnsafeMutablePointer<AVCodecContext>) -> Void = { _ in }
  ) throws(FFmpegError) {
    let parameters = unsafe stream.pointee.codecpar
    guard let parameters = unsafe parameters else {
      throw FFmpegError(.nothingDecodes, operation: "avcodec_find_decoder")
    }
    let tick = unsafe stream.pointee.time_base
    unsafe try self.init(
      parameters: parameters, tick: tick, preferring: name, threads: threads,
      maximumPixels: maximumPixels, configure: configure)
  }

  /// Opens a decoder for what parameters describe, on a clock of `tick` seconds a tick.
  init(
    parameters: UnsafePointer<AVCodecParameters>, tick: AVRational,
    preferring name: String? = nil, threads: Int,
    maximumPixels: Int64 = ReadLimits.standard.pixels,
    configure: (UnsafeMutablePointer<AVCodecContext>) -> Void = { _ in }
  ) throws(FFmpegError) {
    let preferred = unsafe name.flatMap { unsafe avcodec_find_decoder_by_name($0) }
    guard let codec = unsafe preferred ?? avcodec_find_decoder(parameters.pointee.codec_id) else {
      let name = unsafe String(cString: avcodec_get_name(parameters.pointee.codec_id))
      throw FFmpegError(.codecMissing(name: name), operation: "avcodec_find_decoder")
    }
    let context = try unsafe allocated(avcodec_alloc_context3(codec), "avcodec_alloc_context3")
    do throws(FFmpegError) {
      try unsafe checked(
        avcodec_parameters_to_context(context, parameters), "avcodec_parameters_to_context")
      unsafe context.pointee.pkt_timebase = tick
      unsafe context.pointee.thread_count = CInt(clamping: max(1, threads))
      unsafe context.pointee.max_pixels = maximumPixels
      unsafe configure(context)
      try unsafe checked(avcodec_open2(context, codec, nil), "avcodec_open2")
    } catch {
      var failed: UnsafeMutablePointer<AVCodecContext>? = unsafe context
      unsafe avcodec_free_context(&failed)
      throw error
    }
    unsafe native = unsafe context
  }

  /// Hands a packet over; `false` when the decoder could make nothing of it.
  ///
  /// To be called only after `receive` said that it needs input.
  func send(_ packet: borrowing Packet) throws(FFmpegError) -> Bool {
    let status = unsafe avcodec_send_packet(native, packet.native)
    if status == roughcut_AVERROR_ENOMEM { try checked(status, "avcodec_send_packet") }
    return status >= 0
  }

  /// Says that no packet follows; the decoder then gives what it still holds.
  func sendEnd() { unsafe avcodec_send_packet(native, nil) }

  func receive(into frame: borrowing Frame) throws(FFmpegError) -> Answer {
    let status = unsafe avcodec_receive_frame(native, frame.native)
    if status >= 0 { return .frame }
    if status == roughcut_AVERROR_EAGAIN { return .needsInput }
    if status == roughcut_AVERROR_EOF { return .ended }
    if status == roughcut_AVERROR_ENOMEM { try checked(status, "avcodec_receive_frame") }
    return .corrupt
  }

  /// Whether pictures that no other is made from are dropped instead of decoded.
  var passesOverNonReference: Bool {
    get { unsafe native.pointee.skip_frame == AVDISCARD_NONREF }
    nonmutating set {
      unsafe native.pointee.skip_frame = newValue ? AVDISCARD_NONREF : AVDISCARD_DEFAULT
    }
  }

  /// Forgets everything sent, to go on from another place.
  func flush() { unsafe avcodec_flush_buffers(native) }

  deinit {
    var context: UnsafeMutablePointer<AVCodecContext>? = unsafe native
    unsafe avcodec_free_context(&context)
  }
}
