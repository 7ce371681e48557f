import Foundation
import Synchronization

/// Standard output or standard error, written without buffers, and whether a person is at standard input.
///
/// A reader that went away (`roughcut summary … | head -0`) is no failure: the rest goes nowhere. Any other failure, such as
/// a full disk, is kept until the program ends, which then ends with status 2 and says so.
struct StandardStream: Sendable {
  private let descriptor: Int32

  /// The first error number of standard output that was more than a reader gone away.
  private static let failure = Mutex<Int32?>(nil)

  /// Why standard output could not be written to its end, in words; nothing where it could.
  static var outputFailure: CommandFailure? {
    failure.withLock { $0 }.map { number in
      let reason =
        number == ENOSPC ? "the disk is full" : String(cString: strerror(number)).lowercased()
      return CommandFailure("standard output: \(reason); what was printed is not whole")
    }
  }

  /// Results and machine-readable data.
  static let output = StandardStream(descriptor: STDOUT_FILENO)
  /// Progress, warnings and errors.
  static let errors = StandardStream(descriptor: STDERR_FILENO)

  /// What the user types or pipes in; only asked for what it is.
  static let input = StandardStream(descriptor: STDIN_FILENO)

  /// Whether a person is looking at it.
  var isTerminal: Bool { isatty(descriptor) == 1 }

  /// How many characters a line of the terminal has; nil for what isn't a terminal, or doesn't say.
  var columns: Int? {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

  /// Reads a line that a person types; nil at the end of the input.
  ///
  /// - Throws: `CancellationError` if the task is cancelled before the line is complete.
  func typedLine() async throws -> String? {
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    while poll(&request, 1, 0) == 0 { try await Task.sleep(for: .milliseconds(20)) }
    try Task.checkCancellation()
    return readLine()
  }

  /// Makes writing to a closed pipe an error, which ``write(_:)`` passes over, and no signal that
  /// kills.
  static func ignoreBrokenPipes() { signal(SIGPIPE, SIG_IGN) }

  /// Writes text for people.
  func write(_ text: TerminalText) { write(bytes: Array(text.description.utf8)) }

  /// Writes bytes as they are.
  func write(bytes: [UInt8]) {
    bytes.withUnsafeBytes { buffer in
      var done = 0
      while done < buffer.count {
        let count = Foundation.write(
          descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done)
        if count < 0, errno == EINTR { continue }
        if count < 0, errno == EAGAIN {
          waitForRoom()
          continue
        }
        guard count > 0 else {
          note(count < 0 ? errno : EIO)
          return
        }
        done += count
      }
    }
  }

  /// Waits for a pipe that another program, which shares it, has told not to wait.
  private func waitForRoom() {
    var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    _ = poll(&request, 1, -1)
  }

  private func note(_ number: Int32) {
    guard number != EPIPE, descriptor == Self.output.descriptor else { return }
    Self.failure.withLock { $0 = $0 ?? number }
  }
}
