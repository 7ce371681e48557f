public import Foundation

/// Runs other programs, which tests take as oracles, with their arguments passed on as they are.
public enum Shell {
  /// What a program left behind.
  public struct Outcome: Sendable {
    /// The exit status; 128 and the signal's number where a signal ended it.
    public let status: Int32
    /// What it wrote to standard output.
    public let output: Data
    /// What it wrote to standard error.
    public let errors: String

    /// The output as text, without white space at either end.
    public var text: String {
      String(decoding: output, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }
  }

  /// A program that had to succeed and did not.
  public struct Failure: Error, CustomStringConvertible {
    /// The program and its arguments.
    public let command: [String]
    /// What it left behind.
    public let outcome: Outcome

    /// The command, its status and its complaint.
    public var description: String {
      "\(command.joined(separator: " ")): status \(outcome.status)\n\(outcome.errors)"
    }
  }

  /// Runs `program`, found on `PATH` unless it is a path, to its end.
  ///
  /// - Parameters:
  ///   - input: Given to it as standard input; empty when nil.
  ///   - environment: Variables to set or, where nil, to take away from this process's own.
  public static func run(
    _ program: String, _ arguments: [String], input: Data? = nil,
    environment: [String: String?] = [:], in folder: URL? = nil
  ) throws -> Outcome {
    // Files, not pipes: a program that fills two pipes cannot be read from one thread.
    let streams = try TemporaryFolder()
    try streams.write(input ?? Data(), to: "input")
    try streams.write([], to: "output")
    try streams.write([], to: "errors")
    let process = Process()
    let program = program == "python3" ? python.path : program
    process.executableURL = URL(filePath: program.contains("/") ? program : "/usr/bin/env")
    process.arguments = program.contains("/") ? arguments : [program] + arguments
    process.environment = ProcessInfo.processInfo.environment.merging(
      environment.compactMapValues { $0 }, uniquingKeysWith: { $1 }
    ).filter { environment[$0.key] != .some(nil) }
    process.currentDirectoryURL = folder
    process.standardInput = try FileHandle(forReadingFrom: streams.file("input"))
    process.standardOutput = try FileHandle(forWritingTo: streams.file("output"))
    process.standardError = try FileHandle(forWritingTo: streams.file("errors"))
    try process.run()
    process.waitUntilExit()
    let status = process.terminationStatus
    return Outcome(
      status: process.terminationReason == .uncaughtSignal ? 128 + status : status,
      output: try Data(contentsOf: streams.file("output")),
      errors: String(decoding: try Data(contentsOf: streams.file("errors")), as: UTF8.self))
  }

  /// The interpreter that `python3` on `PATH` ends in.
  ///
  /// Managers of versions put a script of the shell in front of it, which costs several times what Python's own start
  /// does.
  public static let python: URL = {
    let script = "import sys; print(sys.executable)"
    let outcome = try? run("/usr/bin/env", ["python3", "-c", script])
    let path = outcome.flatMap { $0.status == 0 && !$0.text.isEmpty ? $0.text : nil }
    return URL(filePath: path ?? "/usr/bin/python3")
  }()

  /// Runs `program` and gives its standard output; throws ``Failure`` where its status is not 0.
  public static func output(of program: String, _ arguments: [String], input: Data? = nil) throws
    -> Data
  {
    let outcome = try run(program, arguments, input: input)
    guard outcome.status == 0 else {
      throw Failure(command: [program] + arguments, outcome: outcome)
    }
    return outcome.output
  }
}
