import CloudAPI
import CurlTransport
import DraftModel
import Foundation
import HTTPTransport
import JSONTree
import Sandbox
import Synchronization
import TestSupport

/// A sandbox that waits for nothing, in a folder of its own, and clients that speak to it over libcurl.
final class Stage: Sendable {
  let folder: TemporaryFolder
  let sandbox: SandboxServer
  let url: String
  let port: UInt16
  let transport: CurlTransport

  init(
    folder: TemporaryFolder? = nil, clock: any SandboxClock = SystemSandboxClock(),
    _ configure: (inout SandboxConfiguration) -> Void = { _ in }
  ) async throws {
    let folder = try folder ?? TemporaryFolder()
    let transport = try CurlTransport()
    var configuration = SandboxConfiguration(folder: folder.url.path)
    configuration.timeScale = 0
    configuration.credits = 1000
    configuration.silence = .never
    configuration.clipShortSide = 36
    configuration.exportShortSide = 180
    configuration.transport = transport
    configure(&configuration)
    self.folder = folder
    self.transport = transport
    sandbox = SandboxServer(configuration: configuration, clock: clock)
    port = try await sandbox.start()
    url = "http://127.0.0.1:\(port)"
  }

  /// Runs a test on a stage, and stops the sandbox whatever comes of it.
  static func run(
    folder: TemporaryFolder? = nil, clock: any SandboxClock = SystemSandboxClock(),
    _ configure: (inout SandboxConfiguration) -> Void = { _ in },
    _ body: (Stage) async throws -> Void
  ) async throws {
    let stage = try await Stage(folder: folder, clock: clock, configure)
    do {
      try await body(stage)
    } catch {
      await stage.sandbox.stop()
      throw error
    }
    await stage.sandbox.stop()
  }

  /// A client with a token of its own.
  func client(
    _ clientID: String = UUID().uuidString, clock: (any CloudClock)? = nil,
    tokens: (any TokenKeeping)? = nil, uploadLimitBytes: Int64 = 500_000_000
  ) -> CloudClient {
    let identity = SkillIdentity(
      source: "video-generation-free", version: "1.0.0", uploadLimitBytes: uploadLimitBytes)
    return CloudClient(
      configuration: CloudConfiguration(identity: identity, apiURL: url), transport: transport,
      tokens: tokens ?? MemoryTokens(clientID), clock: clock ?? IdleClock(sandbox))
  }

  /// What was counted.
  var counts: Counts {
    get throws {
      try JSONDecoder().decode(Counts.self, from: Data(contentsOf: folder.file("counts.json")))
    }
  }
}

/// The read-out of the state folder.
struct Counts: Decodable {
  let calls: [String: Int]
  let messages: [String: Int]
  let submissions: [String: Int]
  let renders: [String: Int]
  let uploads: [String: Int]
  let faults: [String: Int]
}

/// A clock that waits until the sandbox has done its work; its time goes on by what is waited alone.
final class IdleClock: CloudClock {
  private let sandbox: SandboxServer
  private let time = Mutex(Duration.zero)

  init(_ sandbox: SandboxServer) { self.sandbox = sandbox }

  func now() -> Duration { time.withLock { $0 } }

  func sleep(for duration: Duration) async throws(CancellationError) {
    time.withLock { $0 += duration }
    await sandbox.idle()
  }
}

/// A clock on which ten minutes pass whenever somebody looks.
final class HastyClock: CloudClock {
  private let time = Mutex(Duration.zero)

  func now() -> Duration {
    time.withLock { time in
      time += .seconds(600)
      return time
    }
  }

  func sleep(for duration: Duration) async throws(CancellationError) {}
}

/// A sandbox's clock that a test sets; nothing waits for it.
final class SetClock: SandboxClock {
  private let time = Mutex(Date(timeIntervalSince1970: 1_700_000_000))

  func now() -> Date { time.withLock { $0 } }
  func pass(_ seconds: Double) { time.withLock { $0 += seconds } }
  func sleep(seconds: Double) async throws { try Task.checkCancellation() }
}

/// Keeps a token as long as the test lasts.
final class MemoryTokens: TokenKeeping {
  private let kept = Mutex<StoredToken?>(nil)
  private let id: String

  init(_ id: String) { self.id = id }

  func token() -> StoredToken? { kept.withLock { $0 } }
  func keep(_ token: StoredToken?) { kept.withLock { $0 = token } }
  func clientID() -> String { id }
  func renewedClientID() -> String { id + "-renewed" }
}

extension CloudClient {
  /// Says something and gives what came of it; differences are told as the product tells them.
  func say(_ text: String, in session: CloudSession) async throws -> MessageOutcome {
    try await send(
      text, to: session,
      describe: { before, after in
        guard let before, let after, let old = try? Draft(parsing: Array(before.bytes)),
          let new = try? Draft(parsing: Array(after.bytes))
        else { return after == nil ? [] : ["there is a draft"] }
        return DraftDifference(from: old, to: new).text().split(separator: "\n").map(String.init)
      })
  }

  /// The published line of the session's draft.
  func summary(of session: CloudSession) async throws -> String {
    try await draft(of: session).summaryLine
  }

  /// The session's draft, in its state.
  func draft(of session: CloudSession) async throws -> Draft {
    try Draft(parsing: Array(try await state(of: session).state.bytes))
  }
}

extension Draft {
  /// The published line.
  var summaryLine: String { TimelineSummary(resolved().timeline).line }
}
