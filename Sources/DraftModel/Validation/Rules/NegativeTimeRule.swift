/// A time or a length is negative.
struct NegativeTimeRule: ReadingRule {
  let id = RuleID.negativeTime
  let severity = Severity.error
  let summary = "A time or a length is negative"
  let reason = """
    The timeline starts at 0, so the time is ignored and the segment lands somewhere else.
    """
  let good = RuleExample(
    #"{"t":[{"tt":0,"sg":[{"s":0,"d":5000,"m":{"src":"a.mp4","in":0}}]}]}"#)
  let bad = RuleExample(
    #"{"t":[{"tt":0,"sg":[{"s":-500,"d":5000,"m":{"src":"a.mp4","in":-1}}]}]}"#)
}
