import ArgumentParser

/// How the program ends; the table of the manual.
///
/// | status | meaning |
/// |---|---|
/// | 0 | done and clean |
/// | 1 | done, and there is something to see: a finding, a difference |
/// | 2 | could not be done: bad input, a missing file, refused |
/// | 64 | wrong use; the argument parser's own |
/// | 130, 143 | interrupted by SIGINT or SIGTERM; nothing is half-written |
enum ExitStatus: Hashable, Sendable {
  case clean
  case somethingToSee
  case notDone
  case interrupted(signal: Int32)

  /// The code for the argument parser to end with.
  var code: ExitCode {
    switch self {
    case .clean: ExitCode(0)
    case .somethingToSee: ExitCode(1)
    case .notDone: ExitCode(2)
    case .interrupted(let signal): ExitCode(128 + signal)
    }
  }

  /// Ends the command here, unless all is clean.
  func end() throws {
    if self != .clean { throw code }
  }
}
