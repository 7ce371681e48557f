/// No font on this machine has the letters of a title.
struct TextWithoutFontRule: Rule {
  let id = RuleID.textWithoutFont
  let severity = Severity.warning
  let summary = "No font on this machine has the letters of a title"
  let reason = """
    The preview shows empty boxes for letters that no font has, whatever the export would show.
    """
  let good = RuleExample(
    #"{"t":[{"tt":7,"sg":[{"d":3000,"m":{"text":"Urban Dreams"}}]}]}"#, in: Self.latinOnly)
  let bad = RuleExample(
    #"{"t":[{"tt":7,"sg":[{"d":3000,"m":{"text":"都市之梦"}}]}]}"#, in: Self.latinOnly)

  private static let latinOnly = ValidationEnvironment(canWrite: { $0 == .latin })

  func findings(in context: ValidationContext) -> [Finding] {
    guard let canWrite = context.environment.canWrite else { return [] }
    return context.timeline.shown(.text).compactMap { _, segment in
      let missing = (segment.textUse?.text.scripts ?? []).filter { !canWrite($0) }
      guard !missing.isEmpty else { return nil }
      let names = missing.map(\.rawValue).joined(separator: ", ")
      return finding(
        at: context.node(.text, of: segment), "no font here can write \(names)",
        advice: "install one, such as the Noto fonts")
    }
  }
}
