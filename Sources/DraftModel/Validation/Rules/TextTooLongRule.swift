/// A title is longer than what is drawn of one.
struct TextTooLongRule: Rule {
  let id = RuleID.textTooLong
  let severity = Severity.warning
  let summary = "A title is longer than what is drawn of one"
  let reason = """
    A text is laid out whole before it is drawn, so its length is bounded; the end of a longer one, or of a \
    longer paragraph, is left out.
    """
  let good = RuleExample(
    #"{"t":[{"tt":7,"sg":[{"d":3000,"m":{"text":"Urban"}}]}]}"#, in: Self.fiveLetters)
  let bad = RuleExample(
    #"{"t":[{"tt":7,"sg":[{"d":3000,"m":{"text":"Urban Dreams"}}]}]}"#, in: Self.fiveLetters)

  private static let fiveLetters = ValidationEnvironment(fonts: { use in
    use.text.count > 5 ? [.cut(drawn: 5)] : []
  })

  func findings(in context: ValidationContext) -> [Finding] {
    context.fontFindings(of: self, at: .text) { if case .cut = $0 { true } else { false } }
  }
}
