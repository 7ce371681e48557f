/// A source is known and not here.
struct UnreachableMediaRule: Rule {
  let id = RuleID.unreachableMedia
  let severity = Severity.warning
  let summary = "A source is known and not on this machine"
  let reason = """
    A preview never goes to the network, so it draws a slate until the file has been fetched.
    """
  let good = RuleExample(
    #"{"t":[{"tt":0,"sg":[{"d":5000,"m":{"src":"https://cdn.example/a.png"}}]}]}"#,
    in: ValidationEnvironment(media: [
      "https://cdn.example/a.png": .readable(SourceFacts(kind: .image))
    ]))
  let bad = RuleExample(
    #"{"t":[{"tt":0,"sg":[{"d":5000,"m":{"src":"https://cdn.example/a.png"}}]}]}"#,
    in: ValidationEnvironment(media: [
      "https://cdn.example/a.png": .unreachable(reason: "it was not fetched")
    ]))

  func findings(in context: ValidationContext) -> [Finding] {
    context.usedSources.compactMap { source, node in
      guard case .unreachable(let reason) = context.environment.media?[ExactText(source)] else {
        return nil
      }
      return finding(
        at: node, "\"\(source.prefix(80))\" is not here: \(reason)",
        advice: "run `roughcut media fetch`")
    }
  }
}
