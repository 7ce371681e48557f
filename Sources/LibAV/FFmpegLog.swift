internal import CFFmpeg

/// FFmpeg's log, kept line by line for each thread instead of written to standard error.
enum FFmpegLog {
  /// Installed once in a process, by whoever first opens something.
  private static let isCaptured: Bool = {
    roughcut_log_capture()
    return true
  }()

  /// Begins an operation: from here on, the log line is about it.
  static func begin() {
    if isCaptured { roughcut_log_clear() }
  }

  /// An error was logged on the calling thread since the operation began.
  static var hasError: Bool { roughcut_log_has_error() != 0 }

  /// The same, or a warning from a demuxer that only warns when it loses packets.
  static func hasComplaint(of containerName: String) -> Bool {
    hasError || containerName == "flv" && lastLine != nil
  }

  /// The last error line, or else the last warning, of the calling thread.
  static var lastLine: String? {
    guard let text = unsafe roughcut_log_line() else { return nil }
    let line = unsafe String(cString: text)
    return line.isEmpty ? nil : line
  }
}
