public import DraftModel
import Foundation

/// Why a program gave no result.
public struct ProgramFailure: Error, Hashable, Sendable {
  /// What happened.
  public enum Reason: Hashable, Sendable {
    /// There is no such program, or it may not be run.
    case notFound(String)
    /// The system would not start it; the words say why.
    case notStarted(String)
    /// It had not ended after its time, and was killed.
    case timedOut(Milliseconds)
    /// It wrote more than is read, and was killed.
    case flooded(limitBytes: Int)
    /// A signal that was not ours ended it.
    case signal(Int32)
    /// It ended with a status that is not 0.
    case status(Int32)
    /// It ended well and had written nothing.
    case wroteNothing
  }

  /// What happened.
  public let reason: Reason
  /// The last of what it wrote to standard error, as text.
  public let errors: String

  init(_ reason: Reason, errors: String = "") {
    self.reason = reason
    self.errors = errors
  }
}

extension ProgramFailure: CustomStringConvertible {
  /// One sentence: what happened and, where there is something to do, what.
  public var description: String {
    switch reason {
    case .notFound(let program):
      "there is no program \"\(program)\"; a path from the case's folder begins with ./ or ../"
    case .notStarted(let words): "the program cannot be started: \(words)"
    case .timedOut(let time):
      "still running after \(time)s, and killed; give it more with \"timeout\", or mend it"
    case .flooded(let limit):
      "wrote more than \(limit >> 20) MiB to standard output, and was killed"
    case .signal(let number): "killed by \(Self.name(ofSignal: number))"
    case .status(let status): "ended with status \(status)"
    case .wroteNothing: "wrote nothing to standard output; the result is expected there"
    }
  }

  /// `SIGSEGV (segmentation fault)`.
  private static func name(ofSignal number: Int32) -> String {
    let words = strsignal(number).map { String(cString: $0).lowercased() } ?? "unknown signal"
    return "\(signals[number] ?? "signal \(number)") (\(words))"
  }

  private static let signals: [Int32: String] = [
    SIGHUP: "SIGHUP", SIGINT: "SIGINT", SIGQUIT: "SIGQUIT", SIGILL: "SIGILL", SIGTRAP: "SIGTRAP",
    SIGABRT: "SIGABRT", SIGBUS: "SIGBUS", SIGFPE: "SIGFPE", SIGKILL: "SIGKILL",
    SIGSEGV: "SIGSEGV", SIGPIPE: "SIGPIPE", SIGALRM: "SIGALRM", SIGTERM: "SIGTERM",
    SIGUSR1: "SIGUSR1", SIGUSR2: "SIGUSR2", SIGXCPU: "SIGXCPU", SIGXFSZ: "SIGXFSZ",
    SIGSYS: "SIGSYS",
  ]
}
