internal import CFFmpeg

/// An owner of one decoded picture or run of samples; the corresponding C type is `AVFrame`.
@safe
struct Frame: ~Copyable {
  let native: UnsafeMutablePointer<AVFrame>

  init() throws(FFmpegError) {
    unsafe native = try unsafe allocated(av_frame_alloc(), "av_frame_alloc")
  }

  /// Takes over what `other` refers to, and leaves it empty.
  init(moving other: borrowing Frame) throws(FFmpegError) {
    try self.init()
    unsafe av_frame_move_ref(native, other.native)
  }

  /// Drops what it refers to; the frame can be used again.
  func clear() { unsafe av_frame_unref(native) }

  deinit {
    var frame: UnsafeMutablePointer<AVFrame>? = unsafe native
    unsafe av_frame_free(&frame)
  }
}
