import CloudAPI
import DraftModel
import HTTPTransport
import JobLedger
import RenderPlanning
import Synchronization

/// One message to the service's agent: written down, sent once, and followed to the last thing that comes of it.
struct MessageJob: Sendable {
  let service: ServiceConnection
  let session: CloudSession
  let limit: SpendingLimit
  /// Told what is for people, as soon as it is known.
  let tell: @Sendable (String) -> Void

  private var client: CloudClient { service.client }
  private var ledger: JobLedger { service.ledger }

  /// What is known of the session at one moment.
  private struct Moment {
    var draft: Draft?
    var balance: CreditBalance?

    var videoCount: Int {
      draft?.tracks.filter { $0.kind == .video }.reduce(0) { $0 + $1.segments.count } ?? 0
    }
  }

  /// Says it.
  func run(_ text: String) async throws -> MessageReport {
    let hold = try await service.hold(session)
    defer { withExtendedLifetime(hold) {} }
    let state = try await service.state(of: session)
    let before = Moment(
      draft: try service.draft(in: state), balance: try? await client.credits())
    let earlier = try await service.catchUp(session, with: before.draft, isHeld: true)
    earlier.forEach(tell)
    let isEmpty = before.draft?.tracks.allSatisfy { $0.segments.isEmpty } ?? true
    try limit.check(
      MessageCost().estimate(of: text, isEmpty: isEmpty), for: "this message",
      balance: before.balance)
    let record = try ledger.begin(
      message: text, in: session.sessionID,
      draftHash: before.draft.map { DraftHash(of: $0).hex }, creditsBefore: before.balance?.total)
    let outcome = try await send(text, after: state, record)

    var now = before
    let seen = try await seen(outcome)
    now.draft = try service.draft(in: seen) ?? before.draft
    now.balance = try? await client.credits()
    try ledger.finish(record, ending: outcome.ending.word, creditsAfter: now.balance?.total)
    let changes = try told(from: before, to: now)
    if !outcome.text.isEmpty { tell(outcome.text) }
    outcome.ending.words(hasChanged: seen.map { _ in !changes.isEmpty }, client.waits).map(tell)
    changes.forEach(tell)
    let later = try await laterChanges(since: before, &now)
    let credits = CreditsSpent(before: before.balance?.total, after: now.balance)
    limit.note(credits)
    let summary = now.draft.map { TimelineSummary($0.resolved().timeline).line }
    if let summary, !(changes + later).isEmpty { tell(summary) }
    if let sentence = credits.sentence { service.console.note(sentence) }
    var report = MessageReport(
      session: session.sessionID, message: text, ending: outcome.ending.word,
      answer: outcome.text, earlier: earlier, changes: changes, laterChanges: later,
      summary: summary, draftHash: now.draft.map { DraftHash(of: $0).hex }, credits: credits)
    report.actions = outcome.actions
    return report
  }

  private func send(
    _ text: String, after state: SessionState?, _ record: MessageRecord
  ) async throws -> MessageOutcome {
    let isAccepted = Flag()
    if service.console.loudness == .verbose { service.console.note("sending the message") }
    do throws(CloudError) {
      return try await client.send(
        text, to: session, before: state,
        describe: { [keys = service.keys] in DraftChanges.lines(from: $0, to: $1, keys: keys) },
        report: { notice in
          switch notice {
          case .begun, .disconnected: isAccepted.raise()
          case .piece, .tool, .stillWorking: break
          }
          notice.words(isVerbose: service.console.loudness == .verbose)
            .map { service.console.note($0) }
        })
    } catch {
      // If it may have been accepted the row stays open, and the next command reports what came of it.
      if error == .transport(.cancelled) { throw error }
      guard isAccepted.isRaised else {
        try ledger.finish(record, ending: "refused")
        throw error
      }
      throw CommandFailure(
        "\(service.failure(error)). The message was sent, may be charged, and is not sent again: "
          + "`roughcut say status` reports what came of it")
    }
  }

  /// The state after the message; nothing where it cannot be looked up.
  private func seen(_ outcome: MessageOutcome) async throws -> SessionState? {
    guard outcome.state == nil, outcome.ending == .answered else { return outcome.state }
    return try? await client.state(of: session)
  }

  private func told(from before: Moment, to now: Moment) throws -> [String] {
    if let draft = now.draft { try service.note(draft, of: session) }
    return DraftChanges.lines(from: before.draft, to: now.draft, keys: service.keys)
  }

  /// What changes once more: raw video comes first, and music, titles and effects a moment later.
  ///
  /// Looked for only where video has come, or where credits are reserved for work that still goes on.
  private func laterChanges(since before: Moment, _ now: inout Moment) async throws -> [String] {
    func isAtWork() -> Bool { (now.balance?.frozen ?? 0) > (before.balance?.frozen ?? 0) }
    guard isAtWork() || now.videoCount > before.videoCount else { return [] }
    service.console.note("music, titles and effects may follow; looking once more")
    var lines: [String] = []
    var looks = 0
    repeat {
      try await Task.sleep(
        for: looks == 0 ? client.waits.recoveryStart : client.waits.recoveryInterval)
      looks += 1
      // The message has been answered: a look that fails is no failure of its.
      guard let state = try? await client.state(of: session) else { continue }
      var next = now
      next.draft = try service.draft(in: state) ?? now.draft
      next.balance = try? await client.credits()
      let changes = try told(from: now, to: next)
      if !changes.isEmpty { tell("then:") }
      changes.forEach(tell)
      lines += changes
      now = next
    } while isAtWork() && looks <= client.waits.recoveryLooks
    return lines
  }

  /// Whether something has happened; told by one task and read by another.
  private final class Flag: Sendable {
    private let value = Mutex(false)

    var isRaised: Bool { value.withLock { $0 } }

    func raise() { value.withLock { $0 = true } }
  }
}

extension MessageNotice {
  /// What is said beside the results; nothing for what is internal.
  fileprivate func words(isVerbose: Bool) -> String? {
    switch self {
    case .piece, .begun: nil
    case .tool: isVerbose ? "the service is using a tool" : nil
    case .stillWorking: "⏳ Still working..."
    case .disconnected(let wait):
      "the answer did not arrive whole; the message is not sent again, and the state is looked up in "
        + wait.inSeconds
    }
  }
}
