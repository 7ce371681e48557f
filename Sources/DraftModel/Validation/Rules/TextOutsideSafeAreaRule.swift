/// A title reaches beyond the area that every screen shows.
struct TextOutsideSafeAreaRule: Rule {
  let id = RuleID.textOutsideSafeArea
  let severity = Severity.warning
  let summary = "A title reaches beyond the safe area"
  let reason = """
    Players, phones and televisions cover the edges; titles belong into the middle 90% of each side \
    (SMPTE ST 2046-1). The room a title takes is estimated without its font.
    """
  let good = RuleExample(
    #"{"t":[{"tt":7,"sg":[{"d":3000,"m":{"text":"Urban Dreams","y":0.85}}]}]}"#)
  let bad = RuleExample(
    #"{"t":[{"tt":7,"sg":[{"d":3000,"m":{"text":"Urban Dreams","y":0.99}}]}]}"#)

  /// The share of each side that is kept free.
  private static let margin = 0.05
  /// How far the estimate may be off.
  private static let tolerance = 0.02

  func findings(in context: ValidationContext) -> [Finding] {
    let canvas = context.canvas
    let width = 1080 * Double(canvas.width) / Double(canvas.height)
    return context.timeline.shown(.text).compactMap { _, segment in
      // A title that turns or moves is seen to leave on purpose.
      guard let use = segment.textUse, segment.picture.rotation == 0,
        !segment.keyframes.contains(where: { $0.x != nil || $0.y != nil || $0.rotation != nil })
      else { return nil }
      let extent = TextExtent(of: use, wrappingAt: width * use.maxWidth)
      let scale = segment.picture.scale
      let sides = [
        ("left", segment.picture.x - extent.width * scale / width / 2),
        ("top", segment.picture.y - extent.height * scale / 1080 / 2),
        ("right", 1 - segment.picture.x - extent.width * scale / width / 2),
        ("bottom", 1 - segment.picture.y - extent.height * scale / 1080 / 2),
      ]
      let beyond = sides.filter { $0.1 < Self.margin - Self.tolerance }.map(\.0)
      guard !beyond.isEmpty else { return nil }
      return finding(
        at: context.node(.text, of: segment),
        "the title reaches beyond the safe area (\(beyond.joined(separator: ", ")))",
        advice: "move it inwards, make it smaller, or break its lines")
    }
  }
}
