import JSONTree

/// The draft's length is not where its last segment ends.
struct DurationMismatchRule: Rule {
  let id = RuleID.durationMismatch
  let severity = Severity.warning
  let summary = "The draft's length is not where its last segment ends"
  let reason = """
    A longer draft ends in black and silence, a shorter one cuts its last shot; either is most often \
    left over from an edit that moved the end.
    """
  let good = RuleExample(#"{"d":5000,"t":[{"tt":0,"sg":[{"d":5000,"m":{"src":"a.mp4"}}]}]}"#)
  let bad = RuleExample(#"{"d":8000,"t":[{"tt":0,"sg":[{"d":5000,"m":{"src":"a.mp4"}}]}]}"#)

  func findings(in context: ValidationContext) -> [Finding] {
    guard let field = context.draft.keys.field(.draftDuration, in: context.draft.node),
      field.node.kind == .number,
      context.timeline.tracks.contains(where: { !$0.segments.isEmpty })
    else { return [] }
    let end = context.timeline.contentEnd
    let declared = context.timeline.duration
    guard declared != end else { return [] }
    return [
      finding(
        at: field.node, "the draft lasts \(declared)s, and its last segment ends at \(end)s",
        advice: "set \"\(field.alias.name)\" to where the content ends, or leave it out")
    ]
  }
}
