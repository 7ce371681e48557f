/// No font on this machine has some letters of a title.
struct TextWithoutFontRule: Rule {
  let id = RuleID.textWithoutFont
  let severity = Severity.warning
  let summary = "No font on this machine has some letters of a title"
  let reason = """
    The preview shows empty boxes for letters that no font has, whatever the export would show.
    """
  let good = RuleExample(
    #"{"t":[{"tt":7,"sg":[{"d":3000,"m":{"text":"Urban Dreams"}}]}]}"#, in: Self.latinOnly)
  let bad = RuleExample(
    #"{"t":[{"tt":7,"sg":[{"d":3000,"m":{"text":"都市之梦"}}]}]}"#, in: Self.latinOnly)

  private static let latinOnly = ValidationEnvironment(fonts: { use in
    let missing = Array(use.text.unicodeScalars.filter { !$0.isASCII })
    return missing.isEmpty ? [] : [.missingLetters(missing)]
  })

  func findings(in context: ValidationContext) -> [Finding] {
    context.fontFindings(of: self, at: .text) {
      if case .missingLetters = $0 { true } else { false }
    }
  }
}
