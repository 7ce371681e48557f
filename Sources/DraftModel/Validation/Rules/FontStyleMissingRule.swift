/// The font of a title has not the weight or the slant that its style asks for.
struct FontStyleMissingRule: Rule {
  let id = RuleID.fontStyleMissing
  let severity = Severity.warning
  let summary = "The font of a title lacks the weight or the slant that its style asks for"
  let reason = """
    The nearest weight is drawn, or letters are thickened or slanted artificially, which looks unlike the \
    font's own bold or italic.
    """
  let good = RuleExample(
    #"{"t":[{"tt":7,"sg":[{"d":3000,"m":{"text":"Hi","style":{"weight":700}}}]}]}"#,
    in: Self.twoWeights)
  let bad = RuleExample(
    #"{"t":[{"tt":7,"sg":[{"d":3000,"m":{"text":"Hi","style":{"weight":900}}}]}]}"#,
    in: Self.twoWeights)

  private static let twoWeights = ValidationEnvironment(fonts: { use in
    let asked = use.style.weight
    return [400, 700].contains(asked)
      ? [] : [.weight(asked: asked, drawn: asked < 550 ? 400 : 700, family: "Noto Sans")]
  })

  func findings(in context: ValidationContext) -> [Finding] {
    context.fontFindings(of: self, at: .style) {
      switch $0 {
      case .weight, .thickened, .sheared, .upright: true
      case .missingFamilies, .replaced, .missingLetters, .cut: false
      }
    }
  }
}
