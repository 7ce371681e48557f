/// A member that the format needs is absent.
struct MissingMemberRule: ReadingRule {
  let id = RuleID.missingMember
  let severity = Severity.error
  let summary = "A member that the format needs is absent"
  let reason = """
    Without its source, length or type a thing cannot be drawn, or is drawn as a slate.
    """
  let good = RuleExample(
    #"{"t":[{"tt":0,"sg":[{"d":5000,"m":{"src":"a.mp4"}}]}]}"#)
  let bad = RuleExample(
    #"{"t":[{"tt":0,"sg":[{"m":{"name":"city"}}]}]}"#)
}
