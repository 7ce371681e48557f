import DraftModel
import MediaLibrary
import PreviewRendering
import RenderPlanning

/// A draft and what a render of it would do.
struct PlannedDraft: Sendable {
  let plan: RenderPlan
  let hash: DraftHash

  /// How many departures are told one by one unless all are asked for.
  private static let toldDepartures = 8

  init(
    _ draft: Draft, shelf: MediaShelf, fonts: FontShelf, request: RenderRequest,
    part: PartOptions? = nil
  ) throws {
    let resolution = draft.resolved()
    var request = request
    request.span = try part?.span(in: resolution.timeline.duration)
    let media = shelf.catalog(for: resolution.timeline)
    plan = RenderPlan(
      resolution.timeline, media: media,
      fonts: fonts.catalog(for: resolution.timeline, media: media), request: request,
      findings: resolution.findings)
    hash = DraftHash(of: draft)
  }

  /// Says what is not drawn as the draft says.
  ///
  /// - Throws: ``CommandFailure`` if `strict` is asked for and something would be left out, or a title drawn in
  ///   another font than its own.
  func report(on console: Console, in file: String, strict: Bool = false) throws {
    let limit = console.loudness == .verbose ? .max : Self.toldDepartures
    plan.fidelity.lines(over: plan.span, limit: limit).forEach { console.note($0) }
    if strict { try Self.refuse(plan.fidelity, in: file) }
  }

  /// Refuses what `--strict` refuses.
  static func refuse(_ fidelity: FidelityReport, in file: String) throws(CommandFailure) {
    guard fidelity.isRefusedWhenStrict else { return }
    let what =
      fidelity.leavesSomethingOut ? "the preview would leave something out" : "fonts are lacking"
    throw CommandFailure(
      """
      \(file): refused, because --strict was given and \(what); correct the draft, install what is \
      missing, or leave out --strict
      """)
  }
}
