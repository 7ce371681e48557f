internal import CFFmpeg

/// A file being written; the corresponding C type is `AVIOContext`.
@safe
struct FileOutput: ~Copyable {
  let native: UnsafeMutablePointer<AVIOContext>

  init(path: String) throws(FFmpegError) {
    var context: UnsafeMutablePointer<AVIOContext>?
    // The prefix makes any path a file name, whatever protocol it would name otherwise.
    try unsafe checked(
      avio_open2(&context, "file:" + path, AVIO_FLAG_WRITE, nil, nil), "avio_open2")
    unsafe native = try unsafe allocated(context, "avio_open2")
  }

  /// Closes the file; what could not be written, such as on a full disk, is told here at the
  /// latest.
  consuming func close() throws(FFmpegError) {
    unsafe avio_flush(native)
    let written = unsafe native.pointee.error
    let closed = unsafe avio_close(native)
    discard self
    try checked(written, "avio_flush")
    try checked(closed, "avio_close")
  }

  deinit { unsafe avio_close(native) }
}
