/// A title names a font that is not installed on this machine.
struct FontNotInstalledRule: Rule {
  let id = RuleID.fontNotInstalled
  let severity = Severity.warning
  let summary = "A title names a font that is not installed on this machine"
  let reason = """
    Another font is drawn in its place, with other shapes and widths, so that lines can break elsewhere. \
    Of a list, the names before the first that is installed are reported. So is one that is installed, \
    if the machine's fontconfig rules draw another in its place.
    """
  let good = RuleExample(
    #"{"t":[{"tt":7,"sg":[{"d":3000,"m":{"text":"Hi","style":{"font":"Noto Sans"}}}]}]}"#,
    in: Self.notoOnly)
  let bad = RuleExample(
    #"{"t":[{"tt":7,"sg":[{"d":3000,"m":{"text":"Hi","style":{"font":"Montserrat"}}}]}]}"#,
    in: Self.notoOnly)

  private static let notoOnly = ValidationEnvironment(fonts: { use in
    guard let font = use.style.font, font != "Noto Sans" else { return [] }
    return [.missingFamilies([font], drawn: "Noto Sans")]
  })

  func findings(in context: ValidationContext) -> [Finding] {
    context.fontFindings(of: self, at: .font) {
      switch $0 {
      case .missingFamilies, .replaced: true
      default: false
      }
    }
  }
}
