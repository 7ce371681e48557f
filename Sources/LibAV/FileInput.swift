internal import CFFmpeg

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// An open regular file that FFmpeg reads through our own callbacks.
///
/// No protocol of FFmpeg takes part, so that a name such as `concat:x` or `http://x` is only ever a
/// file name.
@safe
struct FileInput: ~Copyable {
  let context: UnsafeMutablePointer<AVIOContext>
  private let descriptor: CInt

  /// The size of FFmpeg's read buffer: large enough that reading is no cost, small beside a
  /// picture.
  private static let bufferBytes = 1 << 16

  init(path: String) throws(FFmpegError) {
    // The kind is asked for before opening, because opening some devices acts on them, and again
    // after, because the name may have changed hands in between.
    try unsafe Self.requireRegular(roughcut_is_regular_file(path), "stat")
    let status = unsafe roughcut_open_for_reading(path)
    guard status >= 0 else {
      throw FFmpegError(status: roughcut_averror(-status), operation: "open")
    }
    do throws(FFmpegError) {
      try Self.requireRegular(roughcut_is_regular_descriptor(status), "fstat")
      unsafe context = try unsafe Self.context(reading: status)
    } catch {
      close(status)
      throw error
    }
    descriptor = status
  }

  private static func requireRegular(_ answer: CInt, _ operation: String) throws(FFmpegError) {
    if answer < 0 { throw FFmpegError(status: roughcut_averror(-answer), operation: operation) }
    if answer == 0 { throw FFmpegError(.notARegularFile, operation: operation) }
  }

  private static func context(
    reading descriptor: CInt
  ) throws(FFmpegError) -> UnsafeMutablePointer<AVIOContext> {
    let buffer = try unsafe allocated(av_malloc(bufferBytes), "av_malloc")
    // The callbacks get the descriptor itself in place of a pointer; one more, since zero is null.
    let opaque = unsafe UnsafeMutableRawPointer(bitPattern: Int(descriptor) + 1)
    let context = unsafe avio_alloc_context(
      buffer.assumingMemoryBound(to: UInt8.self), CInt(bufferBytes), 0, opaque,
      { opaque, buffer, count in
        let descriptor = CInt(Int(bitPattern: opaque) - 1)
        while true {
          let received = unsafe read(descriptor, buffer, Int(count))
          if received > 0 { return CInt(received) }
          if received == 0 { return roughcut_AVERROR_EOF }
          if errno != EINTR { return roughcut_averror(errno) }
        }
      },
      nil,
      { opaque, offset, whence in
        let descriptor = CInt(Int(bitPattern: opaque) - 1)
        if whence & AVSEEK_SIZE != 0 {
          let place = lseek(descriptor, 0, SEEK_CUR)
          let size = lseek(descriptor, 0, SEEK_END)
          lseek(descriptor, place, SEEK_SET)
          return Int64(size)
        }
        let place = lseek(descriptor, off_t(offset), whence & ~AVSEEK_FORCE)
        return place >= 0 ? Int64(place) : Int64(roughcut_averror(errno))
      })
    guard let context = unsafe context else {
      unsafe av_free(buffer)
      throw FFmpegError(.outOfMemory, operation: "avio_alloc_context")
    }
    return unsafe context
  }

  deinit {
    // FFmpeg may have exchanged the buffer for a larger one.
    unsafe av_freep(&context.pointee.buffer)
    var freed: UnsafeMutablePointer<AVIOContext>? = unsafe context
    unsafe avio_context_free(&freed)
    close(descriptor)
  }
}
