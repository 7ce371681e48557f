import DraftModel
import MediaLibrary
import PreviewRendering
import RenderPlanning

/// A draft and what a render of it would do.
struct PlannedDraft: Sendable {
  let plan: RenderPlan
  private let resolution: Resolution
  private let shelf: MediaShelf
  private let fonts: FontCatalog
  private let request: RenderRequest
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
    self.resolution = resolution
    self.shelf = shelf
    self.request = request
    let media = shelf.catalog(for: resolution.timeline)
    self.fonts = fonts.catalog(for: resolution.timeline, media: media)
    plan = RenderPlan(
      resolution.timeline, media: media, fonts: self.fonts, request: request,
      findings: resolution.findings)
    hash = DraftHash(of: draft)
  }

  /// What is drawn otherwise than the draft says, with what decoding its media has shown meanwhile.
  func fidelityNow() -> FidelityReport {
    RenderPlan(
      resolution.timeline, media: shelf.catalog(for: resolution.timeline), fonts: fonts,
      request: request, findings: resolution.findings
    ).fidelity
  }

  /// Reports what rendering showed to be drawn otherwise than the draft says, beyond what was reported before.
  ///
  /// - Throws: ``CommandFailure`` if `strict` is asked for and something was left out.
  func report(
    _ found: FidelityReport, on console: Console, in file: String, strict: Bool = false
  ) throws {
    let known = Set(plan.fidelity.entries)
    let new = FidelityReport(entries: found.entries.filter { !known.contains($0) })
    let limit = console.loudness == .verbose ? .max : Self.toldDepartures
    new.departures.prefix(limit).forEach { console.note($0.line) }
    guard strict, new.leavesSomethingOut else { return }
    throw CommandFailure(
      """
      \(file): rendered, and yet refused, because --strict was given and decoding showed that something is left out; \
      replace the media named above, or leave --strict away
      """)
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
