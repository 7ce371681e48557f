import Foundation

/// Standard output or standard error, written without buffers.
///
/// A reader that went away (`roughcut summary … | head -0`) is no failure: the rest goes nowhere.
struct StandardStream: Sendable {
  private let descriptor: Int32

  /// Results and machine-readable data.
  static let output = StandardStream(descriptor: STDOUT_FILENO)
  /// Progress, warnings and errors.
  static let errors = StandardStream(descriptor: STDERR_FILENO)

  /// Whether a person is looking at it.
  var isTerminal: Bool { isatty(descriptor) == 1 }

  /// Makes writing to a closed pipe an error, which ``write(_:)`` swallows, and no signal that
  /// kills.
  static func ignoreBrokenPipes() { signal(SIGPIPE, SIG_IGN) }

  /// Writes text as it is.
  func write(_ text: String) { write(bytes: Array(text.utf8)) }

  /// Writes bytes as they are.
  func write(bytes: [UInt8]) {
    bytes.withUnsafeBytes { buffer in
      var done = 0
      while done < buffer.count {
        let count = Foundation.write(
          descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return }
        done += count
      }
    }
  }
}
