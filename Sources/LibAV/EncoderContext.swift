internal import CFFmpeg

/// An encoder of one stream; the corresponding C type is `AVCodecContext`.
@safe
struct EncoderContext: ~Copyable {
  let native: UnsafeMutablePointer<AVCodecContext>
  private let packet: Packet

  /// Opens an encoder by FFmpeg's name of it.
  ///
  /// - Parameters:
  ///   - options: Private options of the encoder; one that it doesn't know is an error.
  ///   - configure: Sets the fields that every encoder has.
  init(
    _ name: String, options: [(String, String)] = [],
    configure: (UnsafeMutablePointer<AVCodecContext>) -> Void
  ) throws(FFmpegError) {
    FFmpegLog.begin()
    guard let codec = unsafe avcodec_find_encoder_by_name(name) else {
      throw FFmpegError(.codecMissing(name: name), operation: "avcodec_find_encoder_by_name")
    }
    let context = try unsafe allocated(avcodec_alloc_context3(codec), "avcodec_alloc_context3")
    do throws(FFmpegError) {
      unsafe context.pointee.thread_count = 1
      unsafe context.pointee.flags |= AV_CODEC_FLAG_BITEXACT
      unsafe configure(context)
      var dictionary = try OptionDictionary(options)
      try unsafe checked(avcodec_open2(context, codec, &dictionary.native), "avcodec_open2")
      try dictionary.requireAllUsed(by: "avcodec_open2")
      packet = try Packet()
    } catch {
      var failed: UnsafeMutablePointer<AVCodecContext>? = unsafe context
      unsafe avcodec_free_context(&failed)
      throw error
    }
    unsafe native = unsafe context
  }

  /// Encodes a frame, or with `nil` what is still held, and gives all packets that are ready.
  func encode(_ frame: UnsafePointer<AVFrame>?) throws(FFmpegError) -> [EncodedPacket] {
    FFmpegLog.begin()
    try unsafe checked(avcodec_send_frame(native, frame), "avcodec_send_frame")
    var packets: [EncodedPacket] = []
    while true {
      let status = unsafe avcodec_receive_packet(native, packet.native)
      if status == roughcut_AVERROR_EAGAIN || status == roughcut_AVERROR_EOF { return packets }
      try checked(status, "avcodec_receive_packet")
      packets.append(EncodedPacket(packet))
      packet.clear()
    }
  }

  /// The codec's header: what a decoder needs before the first packet.
  var parameterSets: [UInt8] {
    unsafe Array(
      UnsafeBufferPointer(
        start: native.pointee.extradata, count: max(0, Int(native.pointee.extradata_size))))
  }

  deinit {
    var context: UnsafeMutablePointer<AVCodecContext>? = unsafe native
    unsafe avcodec_free_context(&context)
  }
}
