/// A time is not a whole number of milliseconds.
struct FractionalTimeRule: ReadingRule {
  let id = RuleID.fractionalTime
  let severity = Severity.warning
  let summary = "A time is not a whole number of milliseconds"
  let reason = """
    Times are whole milliseconds, so that all renderers cut at the same frame; a fraction is rounded half \
    up. The fix writes the rounded time.
    """
  let good = RuleExample(
    #"{"t":[{"tt":0,"sg":[{"s":0,"d":2500,"m":{"src":"a.mp4"}}]}]}"#)
  let bad = RuleExample(
    #"{"t":[{"tt":0,"sg":[{"s":0,"d":2499.6,"m":{"src":"a.mp4"}}]}]}"#)
}
