import DraftModel
import MediaLibrary
import RenderPlanning

/// A draft and what a render of it would do.
struct PlannedDraft: Sendable {
  let plan: RenderPlan
  let hash: DraftHash

  /// How many departures are told one by one unless all are asked for.
  private static let toldDepartures = 8

  init(_ draft: Draft, shelf: MediaShelf, request: RenderRequest, part: PartOptions? = nil) throws {
    let resolution = draft.resolved()
    var request = request
    request.span = try part?.span(in: resolution.timeline.duration)
    plan = RenderPlan(
      resolution.timeline, media: shelf.catalog(for: resolution.timeline), request: request,
      findings: resolution.findings)
    hash = DraftHash(of: draft)
  }

  /// Says what is not drawn as the draft says.
  ///
  /// - Throws: ``CommandFailure`` where `strict` is asked for and something would be left out.
  func report(on console: Console, in file: String, strict: Bool = false) throws {
    let limit = console.loudness == .verbose ? .max : Self.toldDepartures
    plan.fidelity.lines(over: plan.span, limit: limit).forEach { console.note($0) }
    if strict, plan.fidelity.leavesSomethingOut {
      throw CommandFailure(
        """
        \(file): refused, because --strict was given and the preview would leave something out; \
        mend the draft, or leave --strict away
        """)
    }
  }
}
