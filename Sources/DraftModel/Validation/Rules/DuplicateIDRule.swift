import JSONTree

/// Two segments, or two tracks, have the same id.
struct DuplicateIDRule: Rule {
  let id = RuleID.duplicateID
  let severity = Severity.warning
  let summary = "Two segments, or two tracks, have the same id"
  let reason = """
    An edit, a diff or a merge that names the id cannot tell which of them is meant.
    """
  let good = RuleExample(
    #"""
    {"t":[{"tt":0,"sg":[
      {"id":"a","d":5000,"m":{"src":"a.mp4"}},
      {"id":"b","d":5000,"m":{"src":"b.mp4"}}]}]}
    """#)
  let bad = RuleExample(
    #"""
    {"t":[{"tt":0,"sg":[
      {"id":"a","d":5000,"m":{"src":"a.mp4"}},
      {"id":"a","d":5000,"m":{"src":"b.mp4"}}]}]}
    """#)

  func findings(in context: ValidationContext) -> [Finding] {
    let keys = context.draft.keys
    let tracks = context.tracks.compactMap { keys.field(.trackIdentifier, in: $0.node)?.node }
    let segments = context.tracks.flatMap(\.segments)
      .compactMap { keys.field(.segmentIdentifier, in: $0.node)?.node }
    return repetitions(among: tracks, "track") + repetitions(among: segments, "segment")
  }

  private func repetitions(among nodes: [JSONNode], _ noun: String) -> [Finding] {
    var first: [String: JSONNode] = [:]
    var findings: [Finding] = []
    for node in nodes {
      guard let name = node.stringValue else { continue }
      if let earlier = first[name] {
        findings.append(
          finding(
            at: node, "the \(noun) id \"\(name.prefix(40))\" is that of \(earlier.pointer) too",
            advice: "give one of them another id"))
      } else {
        first[name] = node
      }
    }
    return findings
  }
}
