/// A title is too small to read on a phone.
struct TextTooSmallRule: Rule {
  let id = RuleID.textTooSmall
  let severity = Severity.warning
  let summary = "A title is too small to read on a phone"
  let reason = """
    Type below 24 pixels of a 1080-high canvas is less than 8 pixels high in a 360p preview and blurs in \
    the export's H.264.
    """
  let good = RuleExample(
    #"{"t":[{"tt":7,"sg":[{"d":3000,"m":{"text":"Urban Dreams","style":{"size":64}}}]}]}"#)
  let bad = RuleExample(
    #"{"t":[{"tt":7,"sg":[{"d":3000,"m":{"text":"Urban Dreams","style":{"size":12}}}]}]}"#)

  /// The least legible size, in pixels of a 1080-high canvas.
  private static let leastSize = 24.0

  func findings(in context: ValidationContext) -> [Finding] {
    context.timeline.shown(.text).compactMap { _, segment in
      guard let use = segment.textUse, !use.text.isEmpty else { return nil }
      let scales = segment.keyframes.compactMap(\.scale)
      let size = use.style.size * (scales.max() ?? segment.picture.scale)
      guard size > 0, size < Self.leastSize else { return nil }
      let shown = (size * 10).rounded() / 10
      return finding(
        at: context.node(.style, of: segment),
        "the type is \(shown) pixels high on a 1080-high canvas, less than \(Int(Self.leastSize))",
        advice: "make it larger")
    }
  }
}
