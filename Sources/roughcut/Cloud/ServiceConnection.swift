import ArgumentParser
import CloudAPI
import CurlTransport
import DraftModel
import Foundation
import HTTPTransport
import JSONTree
import JobLedger
import RenderPlanning

/// The service as a command meets it: the client, the ledger of what was asked, and a console to tell about both.
struct ServiceConnection: Sendable {
  let client: CloudClient
  let ledger: JobLedger
  let console: Console
  /// The spellings of the draft's keys.
  let keys: KeyTable

  /// Opens the ledger; nothing is sent before the first call.
  ///
  /// - Throws: ``CommandFailure``.
  init(_ service: ServiceSettings, keys: KeyTable, console: Console) throws {
    self.keys = keys
    self.console = console
    do {
      ledger = try JobLedger(path: service.places.ledger)
      let curl = try CurlTransport.ofThisProcess()
      let transport: any Transport =
        console.loudness == .verbose
        ? TracingTransport(inner: curl) { console.note($0) } : curl
      client = CloudClient(
        configuration: service.configuration, transport: transport, tokens: service.tokens,
        waiting: { wait in
          console.note("the service is busy; asking once more in \(wait.inSeconds)")
        })
    } catch let error as JournalError {
      throw CommandFailure("\(error)")
    } catch let error as TransportError {
      throw CommandFailure("\(error)")
    }
  }

  /// Opens what the settings in force name.
  init(_ settings: Configuration, console: Console) throws {
    try self.init(ServiceSettings(settings), keys: settings.keys, console: console)
  }

  // MARK: Running

  /// Runs work that a signal ends in good order; what goes wrong becomes words.
  ///
  /// - Parameter ignored: Signals that mean nothing after the work, until a listener is there again.
  /// - Throws: ``CommandFailure``.
  func running<Result: Sendable>(
    ignoring ignored: [Int32] = [], _ work: @escaping @Sendable () async throws -> Result
  ) async throws -> Result {
    do {
      return try await Interruption.guarding(
        saying: wordsOfInterruption, ignoring: ignored, work)
    } catch let error as CommandFailure {
      throw error
    } catch {
      throw failure(error)
    }
  }

  /// An error in words; what it says of sessions is noted in the ledger.
  func failure(_ error: any Error) -> CommandFailure {
    switch error {
    case let error as CommandFailure: return error
    case let error as CloudError: return failure(of: error)
    case ExportError.cloud(let error): return failure(of: error)
    case ExportError.journal(.heldElsewhere(let id)):
      return CommandFailure(
        "another program is working on the export \(id); `roughcut jobs wait` waits for it")
    case let error as ExportError:
      switch error {
      case .download:
        return CommandFailure("\(error); `roughcut jobs resume` goes on with it")
      case .stillRendering:
        return CommandFailure("\(error); `roughcut jobs resume` goes on waiting")
      case .submissionUnknown:
        return CommandFailure("\(error); `roughcut jobs resume` finds out")
      default: return CommandFailure("\(error)")
      }
    default: return CommandFailure("\(error)")
    }
  }

  private func failure(of error: CloudError) -> CommandFailure {
    guard case .sessionGone(let id, let replacement) = error else {
      return CommandFailure("\(error)")
    }
    // What cannot be noted is noted the next time that the service says so.
    try? ledger.forgetSession(id)
    guard let replacement else { return CommandFailure("\(error): `roughcut session new`") }
    try? ledger.use(replacement)
    return CommandFailure("\(error). What you asked for was not done; ask again there")
  }

  private func wordsOfInterruption() -> String {
    let message = try? ledger.sessions().first.flatMap {
      try ledger.unfinishedMessages(in: $0.sessionID).last
    }
    let export = try? ledger.exports().first { $0.phase.isUnfinished && $0.phase != .planned }
    let parts = [
      message.map { _ in
        "the message was sent and may still be worked on and charged. It is not sent again; "
          + "`roughcut say status` tells what came of it"
      },
      export.map {
        "the export \($0.renderID) goes on at the service, and `roughcut jobs resume` fetches it"
      },
    ].compactMap { $0 }
    return "interrupted; "
      + (parts.isEmpty ? "nothing is half-written" : parts.joined(separator: "; "))
  }

  // MARK: Sessions

  /// The session that a command is about: the one named, else the one used last.
  ///
  /// - Returns: The session; nothing where there has been none.
  func currentSession(named id: String?) throws -> CloudSession? {
    let known = try ledger.sessions()
    guard let id else { return known.first }
    return known.first { $0.sessionID == id } ?? CloudSession(sessionID: id)
  }

  /// The session that a command is about; made where there has been none.
  func session(named id: String?) async throws -> CloudSession {
    guard let session = try currentSession(named: id) else { return try await newSession() }
    try ledger.use(session)
    return session
  }

  /// The session that a command is about.
  ///
  /// - Throws: ``CommandFailure`` where there has been none.
  func existingSession(named id: String?) throws -> CloudSession {
    guard let session = try currentSession(named: id) else {
      throw CommandFailure(
        "there is no session yet; say what you want to see, such as "
          + "`roughcut say \"generate a 10 second city timelapse\"`")
    }
    try ledger.use(session)
    return session
  }

  /// Makes a session and says so.
  func newSession(named name: String = "project") async throws -> CloudSession {
    let session = try await client.createSession(named: name)
    try ledger.use(session)
    console.note("made the session \(session.sessionID)")
    return session
  }

  // MARK: Drafts

  /// The draft that a state holds, in the state as its envelope; nothing while there is none.
  func draft(in state: SessionState?) throws -> Draft? {
    guard let state, state.draft != nil else { return nil }
    do throws(DraftError) {
      return try Draft(parsing: Array(state.state.bytes), keys: keys)
    } catch {
      throw CommandFailure(error, in: "the session's state")
    }
  }

  /// Notes a session's draft as last seen.
  func note(_ draft: Draft, of session: CloudSession) throws {
    try ledger.noteDraft(
      Array(draft.node.bytes), hash: DraftHash(of: draft).hex, of: session.sessionID)
  }

  /// The state of a session; nothing where it has none yet.
  func state(of session: CloudSession) async throws -> SessionState? {
    do {
      return try await client.state(of: session)
    } catch CloudError.refused(_, code: 404, _) {
      return nil
    }
  }
}

extension Duration {
  /// Whole seconds, rounded up: `30 s`.
  var inSeconds: String {
    "\(components.seconds.addingReportingOverflow(components.attoseconds > 0 ? 1 : 0).partialValue) s"
  }
}
