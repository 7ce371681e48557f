import CloudAPI
import DraftModel
import JobLedger
import RenderPlanning

/// What is on a session's timeline: `roughcut.state/1`.
struct StateReport: ServiceReport {
  static let schema = "roughcut.state/1"

  let session: String
  /// What was told of earlier work before.
  let earlier: [String]
  /// The published one-line summary.
  let summary: String?
  let draftHash: String?
  /// How many files the state lists beside the draft.
  let media: Int
  /// The exports that are not finished.
  let exports: [ExportReport]

  /// Looks a session up.
  init(of session: CloudSession, in service: ServiceConnection) async throws {
    let draft = try service.draft(in: try await service.state(of: session))
    self.session = session.sessionID
    earlier = try await service.catchUp(session, with: draft)
    summary = draft.map { TimelineSummary($0.resolved().timeline).line }
    draftHash = draft.map { DraftHash(of: $0).hex }
    media = draft?.mediaListing.entries.count ?? 0
    exports = try service.ledger.exports().filter { record in
      record.session.sessionID == session.sessionID && record.phase.isUnfinished
    }.map { ExportReport($0) }
  }

  var lines: [String] {
    earlier + [summary ?? "nothing is on the timeline yet"] + exports.map(\.line)
  }
}
