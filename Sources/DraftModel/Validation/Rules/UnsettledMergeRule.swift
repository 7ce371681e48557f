import JSONTree

/// A merge left conflicts in the draft that are not settled.
struct UnsettledMergeRule: Rule {
  let id = RuleID.unsettledMerge
  let severity = Severity.error
  let summary = "A merge left conflicts in the draft that are not settled"
  let reason = """
    Each open conflict keeps the value that both sides changed, so the draft shows what neither side wants. The \
    merge writes "merge_conflicts" into the draft so that it is not committed by mistake.
    """
  let good = RuleExample(
    #"{"t":[{"tt":0,"sg":[{"id":"a","d":5000,"m":{"src":"a.mp4","volume":0.5}}]}]}"#)
  let bad = RuleExample(
    #"""
    {"t":[{"tt":0,"sg":[{"id":"a","d":5000,"m":{"src":"a.mp4"}}]}],
     "merge_conflicts":["a.mp4 [a], video track 1: /m/volume"]}
    """#)

  func findings(in context: ValidationContext) -> [Finding] {
    guard let mark = context.draft.node[MergeMark.member], !mark.isNull else { return [] }
    let count = mark.kind == .array ? mark.count : 1
    let conflicts = count == 1 ? "1 conflict of a merge is" : "\(count) conflicts of a merge are"
    return [
      finding(
        at: mark, "\(conflicts) not settled",
        advice: "settle them with `roughcut merge --resolve`, or remove "
          + "\"\(MergeMark.member)\" if you have settled them by hand")
    ]
  }
}
