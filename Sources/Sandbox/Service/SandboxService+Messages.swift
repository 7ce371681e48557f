import CloudAPI
import DraftModel
import Foundation
import MediaLibrary

extension SandboxService {
  /// The longest message, in bytes.
  private static let longestMessage = 64 << 10

  /// `POST /run_sse`: takes a message, which will then be done whatever becomes of the connection.
  ///
  /// - Returns: The events of its run.
  /// - Throws: 2001 where it costs more than there is.
  func accept(
    message text: String, session id: String, user: String, delivery: EventDelivery
  ) throws(Refusal) -> AsyncStream<[UInt8]> {
    var session = try session(id, of: user)
    guard !text.allSatisfy(\.isWhitespace), text.utf8.count <= Self.longestMessage else {
      throw .unusable("no text, or too much of it")
    }
    let request = AgentRequest(reading: text)
    let cost = cost(of: request, in: session)
    guard accounts.available(user) >= cost else { throw .outOfCredits }
    session.messages += 1
    let message = PendingMessage(
      number: session.messages, text: text, cost: cost,
      isForEditing: request.map { !$0.isGeneration && !$0.isRefused } ?? false)
    session.pending.append(message)
    accounts.take(cost, from: user)
    try save(session)
    try saveAccounts()
    count { $0.messages[id, default: 0] += 1 }
    return run(message, of: id, delivery).events
  }

  /// What a request costs, as published: a clip by itself, editing once for a session.
  private func cost(of request: AgentRequest?, in session: SessionRecord) -> Double {
    switch request {
    case nil: 0
    case let request? where request.isRefused: 0
    case .generate?: PublishedCost.generation
    default:
      session.hasPaidForEditing || session.pending.contains { $0.isForEditing }
        ? 0 : PublishedCost.editing
    }
  }

  /// Has a message done after those that came before it in its session.
  @discardableResult
  func run(
    _ message: PendingMessage, of session: String, _ delivery: EventDelivery = EventDelivery()
  ) -> EventChannel {
    let isFramework =
      switch configuration.eventForm {
      case .plain: false
      case .framework: true
      case .mixed: message.number.isMultiple(of: 2)
      }
    let channel = EventChannel(
      writer: EventWriter(isFramework: isFramework, prefix: "\(message.number)"),
      delivery: delivery)
    enqueue(on: .messages(session)) {
      await MessageRun(service: self, session: session, message: message, channel: channel).run()
    }
    return channel
  }

  // MARK: For the run

  /// A session of a message that was accepted.
  func session(_ id: String) throws(Refusal) -> SessionRecord {
    guard let session = sessions[id] else { throw .noSession }
    return session
  }

  /// Makes a draft the session's newest version, and a stage of the message done.
  func commit(_ draft: [UInt8], stage: Int, of message: Int, in id: String) throws(Refusal) {
    var session = try session(id)
    session.authors.append(message)
    do throws(FileError) {
      try WholeFile.write(
        draft, to: folder.session(id) + "/" + session.draftName)
    } catch {
      throw .storage(error)
    }
    note(stage, of: message, in: &session)
    try save(session)
  }

  /// Takes back all that the last message which changed anything did; false where nothing would be left.
  func undo(of message: Int, in id: String) throws(Refusal) -> Bool {
    var session = try session(id)
    let kept = session.authors.prefix { $0 != session.authors.last }
    guard !kept.isEmpty else { return false }
    session.authors = Array(kept)
    note(1, of: message, in: &session)
    try save(session)
    return true
  }

  private func note(_ stage: Int, of message: Int, in session: inout SessionRecord) {
    guard let place = session.pending.firstIndex(where: { $0.number == message }) else { return }
    session.pending[place].stage = stage
  }

  /// Settles a message: what was frozen for it is spent, or given back.
  func settle(_ message: PendingMessage, in id: String, isSpent: Bool) throws(Refusal) {
    var session = try session(id)
    guard session.pending.contains(where: { $0.number == message.number }) else { return }
    session.pending.removeAll { $0.number == message.number }
    if isSpent, message.isForEditing { session.hasPaidForEditing = true }
    try save(session)
    guard !isSpent, message.cost > 0 else { return }
    accounts.take(-message.cost, from: session.userID)
    try saveAccounts()
  }
}
