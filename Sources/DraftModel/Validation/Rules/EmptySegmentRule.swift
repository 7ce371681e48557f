/// A segment lasts no time.
struct EmptySegmentRule: ReadingRule {
  let id = RuleID.emptySegment
  let severity = Severity.warning
  let summary = "A segment lasts no time"
  let reason = """
    It is not drawn and not heard; most often its length was lost.
    """
  let good = RuleExample(
    #"{"t":[{"tt":0,"sg":[{"d":5000,"m":{"src":"a.mp4"}}]}]}"#)
  let bad = RuleExample(
    #"""
    {"t":[{"tt":0,"sg":[
      {"d":5000,"m":{"src":"a.mp4"}},
      {"d":0,"m":{"src":"b.mp4"}}]}]}
    """#)
}
