import CloudAPI
import DraftModel
import JobLedger

extension ServiceConnection {
  /// How long another program that talks in the same session is waited for.
  static let patience = Duration.seconds(10)

  /// Takes a session's conversation in hand, and waits a little while another program has it.
  ///
  /// - Throws: ``JournalError/sessionHeldElsewhere(sessionID:)`` if it still has it after `patience`.
  func hold(
    _ session: CloudSession, patience: Duration = Self.patience
  ) async throws -> LedgerHold {
    let start = ContinuousClock.now
    var isReported = false
    while true {
      do throws(JournalError) {
        return try ledger.hold(sessionID: session.sessionID)
      } catch {
        let waited = ContinuousClock.now - start
        guard case .sessionHeldElsewhere = error, waited < patience else { throw error }
        if !isReported, waited > .seconds(1) {
          isReported = true
          console.note(
            "another program is talking in this session; waiting up to \(patience.inSeconds) for it"
          )
        }
      }
      try await Task.sleep(for: .milliseconds(20))
    }
  }

  /// Finds out what has become of a session since it was last seen, and notes its draft as seen now.
  ///
  /// A message that was under way when its program ended is told with what came of it; it's never sent again.
  ///
  /// - Parameters:
  ///   - draft: The session's draft as it is now.
  ///   - isHeld: Whether the conversation is in this program's hands already.
  /// - Returns: What there is to tell, one line each.
  func catchUp(
    _ session: CloudSession, with draft: Draft?, isHeld: Bool = false
  ) async throws -> [String] {
    var hold: LedgerHold?
    if !isHeld {
      do {
        hold = try await self.hold(session, patience: .seconds(1))
      } catch JournalError.sessionHeldElsewhere {
        // Another program is telling it right now.
        return []
      }
    }
    defer { withExtendedLifetime(hold) {} }
    let messages = try ledger.unfinishedMessages(in: session.sessionID)
    var told: [String] = []
    if let first = messages.first {
      // All that changed since the first of them is theirs.
      let changes = DraftChanges.lines(
        from: try first.draftHash.flatMap { try kept($0) }, to: draft, keys: keys)
      for message in messages {
        told.append("a message was under way when its program ended: \"\(message.text)\"")
        try ledger.finish(message, ending: "broken off")
      }
      told.append(
        changes.isEmpty
          ? "it was not sent again, and nothing has changed on the timeline so far"
          : "it was not sent again; its result:")
      told += changes
    } else if let last = try ledger.lastDraft(of: session.sessionID) {
      let seen = try? Draft(parsing: last, keys: keys)
      let changes = DraftChanges.lines(from: seen, to: draft, keys: keys)
      if !changes.isEmpty { told = ["since you last looked, the timeline has changed:"] + changes }
    }
    if let draft { try note(draft, of: session) }
    return told
  }

  private func kept(_ hash: String) throws -> Draft? {
    try ledger.draft(hash: hash).flatMap { try? Draft(parsing: $0, keys: keys) }
  }
}
