/// A transition lasts no time.
struct EmptyTransitionRule: ReadingRule {
  let id = RuleID.emptyTransition
  let severity = Severity.warning
  let summary = "A transition lasts no time"
  let reason = """
    It does nothing: the cut stays a cut. The fix removes it.
    """
  let good = RuleExample(
    #"""
    {"t":[{"tt":0,"sg":[
      {"d":5000,"m":{"src":"a.png"}},
      {"d":5000,"m":{"src":"b.png","transition":{"type":"zoom","d":500}}}]}]}
    """#)
  let bad = RuleExample(
    #"""
    {"t":[{"tt":0,"sg":[
      {"d":5000,"m":{"src":"a.png"}},
      {"d":5000,"m":{"src":"b.png","transition":{"type":"zoom","d":0}}}]}]}
    """#)
}
