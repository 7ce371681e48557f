import JSONTree

/// A source fits several of the files that the state lists.
struct AmbiguousMediaRule: Rule {
  let id = RuleID.ambiguousMedia
  let severity = Severity.error
  let summary = "A source fits several of the files that the state lists"
  let reason = """
    Nobody can tell which of them is meant, and picking one silently would show the wrong clip.
    """
  let good = RuleExample(
    #"""
    {"draft":{"t":[{"tt":0,"sg":[{"d":5000,"m":{"src":"day1/city.mp4"}}]}]},
     "video_infos":[{"id":"v1","path":"/mnt/userdata/day1/city.mp4"},
      {"id":"v2","path":"/mnt/userdata/day2/city.mp4"}]}
    """#)
  let bad = RuleExample(
    #"""
    {"draft":{"t":[{"tt":0,"sg":[{"d":5000,"m":{"src":"city.mp4"}}]}]},
     "video_infos":[{"id":"v1","path":"/mnt/userdata/day1/city.mp4"},
      {"id":"v2","path":"/mnt/userdata/day2/city.mp4"}]}
    """#)

  func findings(in context: ValidationContext) -> [Finding] {
    context.usedSources.compactMap { source, node in
      guard case .ambiguous(let entries) = context.listing(of: source) else { return nil }
      let places = entries.prefix(4).map(\.pointer.description).joined(separator: ", ")
      return finding(
        at: node, "\"\(source.prefix(80))\" can be any of \(entries.count) files: \(places)",
        advice: "name one by its id")
    }
  }
}
