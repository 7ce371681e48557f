internal import CFFmpeg

/// An owner of one piece of encoded media; the corresponding C type is `AVPacket`.
@safe
struct Packet: ~Copyable {
  let native: UnsafeMutablePointer<AVPacket>

  init() throws(FFmpegError) {
    unsafe native = try unsafe allocated(av_packet_alloc(), "av_packet_alloc")
  }

  /// Drops the bytes; the packet can be used again.
  func clear() { unsafe av_packet_unref(native) }

  deinit {
    var packet: UnsafeMutablePointer<AVPacket>? = unsafe native
    unsafe av_packet_free(&packet)
  }
}
