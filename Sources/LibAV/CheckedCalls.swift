internal import CFFmpeg

/// Passes a status through, or throws what it means; every C status goes through here.
@discardableResult
func checked(_ status: CInt, _ operation: StaticString) throws(FFmpegError) -> CInt {
  guard status < 0 else { return status }
  throw FFmpegError(status: status, operation: "\(operation)")
}

/// Passes a pointer that a C function allocated through, or throws that memory ran out.
func allocated<Value>(_ pointer: Value?, _ operation: StaticString) throws(FFmpegError) -> Value {
  guard let pointer else { throw FFmpegError(.outOfMemory, operation: "\(operation)") }
  return pointer
}

/// What `body` gives; an error of it is said to be on `path`.
func onFile<Value: ~Copyable>(
  _ path: String, _ body: () throws(FFmpegError) -> Value
) throws(FFmpegError) -> Value {
  do throws(FFmpegError) {
    return try body()
  } catch {
    throw error.on(path)
  }
}

extension FFmpegError {
  /// The error of a status below zero, with what FFmpeg logged about it.
  init(status: CInt, operation: String) {
    if status == roughcut_AVERROR_ENOMEM {
      self.init(.outOfMemory, operation: operation)
    } else {
      self.init(
        .status(code: status, meaning: Self.meaning(of: status)),
        operation: operation,
        logLine: FFmpegLog.lastLine)
    }
  }

  /// FFmpeg's words for a status.
  private static func meaning(of status: CInt) -> String {
    unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: 128) { buffer in
      guard let start = buffer.baseAddress,
        unsafe av_strerror(status, start, buffer.count) >= 0
      else { return "status \(status)" }
      return unsafe String(cString: start)
    }
  }
}
