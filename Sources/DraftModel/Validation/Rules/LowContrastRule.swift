/// A title can hardly be told from what is behind it.
struct LowContrastRule: Rule {
  let id = RuleID.lowContrast
  let severity = Severity.warning
  let summary = "A title can hardly be told from its background"
  let reason = """
    Large type needs a contrast of at least 3:1 (WCAG 2.1, 1.4.3). Judged where the background is known: \
    the title's own box, or the bare canvas where no picture lies beneath.
    """
  let good = RuleExample(
    #"""
    {"t":[{"tt":7,"sg":[{"d":3000,"m":{"text":"Urban Dreams",
      "style":{"color":"#ffffff","background":"#202020"}}}]}]}
    """#)
  let bad = RuleExample(
    #"""
    {"t":[{"tt":7,"sg":[{"d":3000,"m":{"text":"Urban Dreams",
      "style":{"color":"#ffffff","background":"#ffee88"}}}]}]}
    """#)

  private static let leastContrast = 3.0

  func findings(in context: ValidationContext) -> [Finding] {
    let pictures = CoveredTime(context.timeline.shown(.video).map(\.segment.span))
    return context.timeline.shown(.text).compactMap { _, segment in
      guard let use = segment.textUse, !use.text.isEmpty,
        let behind = background(of: use.style, segment.span, over: pictures, in: context)
      else { return nil }
      let outline = use.style.stroke.map { $0.width >= 1 ? $0.color : behind } ?? behind
      let best = max(use.style.color.contrast(with: behind), outline.contrast(with: behind))
      guard best < Self.leastContrast else { return nil }
      return finding(
        at: context.node(.style, of: segment),
        "\(use.style.color) on \(behind) has a contrast of \((best * 10).rounded() / 10):1",
        advice: "choose colours with at least 3:1, or give the type an outline")
    }
  }

  /// The colour behind a title; nothing where a picture may lie there.
  private func background(
    of style: Timeline.TextStyle, _ span: TimeSpan, over pictures: CoveredTime,
    in context: ValidationContext
  ) -> Color? {
    if let box = style.background, box.alpha >= 128 { return box }
    return pictures.touches(span) ? nil : context.timeline.background
  }
}
