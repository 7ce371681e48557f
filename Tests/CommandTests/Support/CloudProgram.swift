import Foundation
import TestSupport
import Testing

/// The built program beside a service that was not written with it, in a world of its own.
struct CloudProgram {
  let program: Program
  let service: SecondService
  /// What every run finds in its environment.
  var environment: [String: String?]

  /// A service with further arguments, and a program that asks it; the published waits pass at once.
  init(_ arguments: [String] = [], timeScale: String = "0.001") throws {
    program = try Program()
    service = try SecondService(arguments)
    environment = [
      "NEMO_API_URL": service.origin, "NEMO_TOKEN": nil, "NEMO_CLIENT_ID": nil, "NEMO_WEB_URL": nil,
      "SKILL_SOURCE": nil, "ROUGHCUT_SKILL": nil, "ROUGHCUT_MAX_CREDITS": nil,
      "ROUGHCUT_TIME_SCALE": timeScale, "XDG_STATE_HOME": nil, "LC_ALL": "C",
    ]
  }

  /// Where the program keeps what belongs to a service on this machine.
  static let state = ".local/state/roughcut/services/loopback"

  /// Where its token is.
  var tokenFile: URL { program.folder.file("\(Self.state)/token.json") }

  /// Runs to the end.
  func run(
    _ arguments: String..., input: String? = nil, adding more: [String: String?] = [:]
  ) throws -> Shell.Outcome {
    try program.run(
      arguments, input: input.map { Data($0.utf8) },
      environment: environment.merging(more) { $1 })
  }

  /// Runs to the end, which must be a good one, and gives the outcome.
  @discardableResult
  func done(_ arguments: String..., sourceLocation: SourceLocation = #_sourceLocation) throws
    -> Shell.Outcome
  {
    let outcome = try program.run(arguments, environment: environment)
    try #require(
      outcome.status == 0, "\(arguments)\n\(outcome.errors)", sourceLocation: sourceLocation)
    return outcome
  }

  /// Has the service make the usual clip, music and title.
  func generate() throws {
    try done(
      "say", "generate a 10 second city timelapse with lo-fi music and the title Urban Dreams",
      "--no-export")
  }

  /// Writes the session's draft to `cut.json`.
  func pull() throws { try done("pull", "-o", "cut.json") }

  /// Runs until standard error has a line with `words`, then sends a signal and waits for the end.
  ///
  /// - Returns: The exit status, 128 and the signal where one ended it, and all of standard error.
  func run(
    _ arguments: String..., until words: String, then signal: Int32
  ) throws -> (status: Int32, errors: String) {
    let process = Process()
    let errors = Pipe()
    process.executableURL = Repository.product("roughcut")
    process.arguments = arguments
    process.currentDirectoryURL = program.folder.url
    let variables = try program.environment.merging(environment) { $1 }
    process.environment = ProcessInfo.processInfo.environment.merging(
      variables.compactMapValues { $0 }, uniquingKeysWith: { $1 }
    ).filter { variables[$0.key] != .some(nil) }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = errors
    try process.run()
    var told = Data()
    var isSent = false
    while let byte = try errors.fileHandleForReading.read(upToCount: 1), !byte.isEmpty {
      told += byte
      guard !isSent, byte.first == UInt8(ascii: "\n"),
        String(decoding: told, as: UTF8.self).contains(words)
      else { continue }
      isSent = true
      kill(process.processIdentifier, signal)
    }
    process.waitUntilExit()
    let status = process.terminationStatus
    return (
      process.terminationReason == .uncaughtSignal ? 128 + status : status,
      String(decoding: told, as: UTF8.self)
    )
  }

  /// The names of all files in the program's folder that are not yet whole, at any depth.
  var unfinishedFiles: [String] {
    (FileManager.default.enumerator(atPath: program.folder.url.path)?.compactMap { $0 as? String }
      ?? []).filter { $0.contains(".part") || $0.contains(".roughcut-") }
  }
}
