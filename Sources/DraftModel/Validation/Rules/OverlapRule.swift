/// Two segments of one track overlap.
struct OverlapRule: ReadingRule {
  let id = RuleID.overlap
  let severity = Severity.error
  let summary = "Two segments of one track overlap"
  let reason = """
    A track shows one picture at a time; of two that overlap the later start wins and hides the other.
    """
  let good = RuleExample(
    #"""
    {"t":[{"tt":0,"sg":[
      {"s":0,"d":5000,"m":{"src":"a.mp4"}},
      {"s":5000,"d":5000,"m":{"src":"b.mp4"}}]}]}
    """#)
  let bad = RuleExample(
    #"""
    {"t":[{"tt":0,"sg":[
      {"s":0,"d":5000,"m":{"src":"a.mp4"}},
      {"s":4000,"d":5000,"m":{"src":"b.mp4"}}]}]}
    """#)
}
