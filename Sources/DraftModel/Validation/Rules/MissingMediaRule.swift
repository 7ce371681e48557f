/// A source is nowhere to be found.
struct MissingMediaRule: Rule {
  let id = RuleID.missingMedia
  let severity = Severity.error
  let summary = "A source is nowhere to be found"
  let reason = """
    The preview draws a slate in its place, and the export fails or shows nothing.
    """
  let good = RuleExample(
    #"{"t":[{"tt":0,"sg":[{"d":5000,"m":{"src":"a.png"}}]}]}"#,
    in: ValidationEnvironment(media: ["a.png": .readable(SourceFacts(kind: .image))]))
  let bad = RuleExample(
    #"{"t":[{"tt":0,"sg":[{"d":5000,"m":{"src":"a.png"}}]}]}"#,
    in: ValidationEnvironment(media: ["a.png": .missing(reason: "there is no such file")]))

  func findings(in context: ValidationContext) -> [Finding] {
    context.usedSources.compactMap { source, node in
      guard let reason = reason(of: source, in: context) else { return nil }
      return finding(
        at: node, "\"\(source.prefix(80))\" is missing: \(reason)",
        advice: "put the file there, or add it with `roughcut media add`")
    }
  }

  private func reason(of source: String, in context: ValidationContext) -> String? {
    switch context.environment.media?[ExactText(source)] {
    case .missing(let reason): return reason
    case .some: return nil
    case nil:
      guard source.hasPrefix("asset:"), context.listing(of: source) == .none else { return nil }
      return "the state lists no such asset"
    }
  }
}
