/// A time is longer than any cut can be.
struct ExcessiveTimeRule: ReadingRule {
  let id = RuleID.excessiveTime
  let severity = Severity.error
  let summary = "A time is longer than any cut can be"
  let reason = """
    Beyond 100 days a time is a slip of units or a broken number, and it is ignored.
    """
  let good = RuleExample(
    #"{"t":[{"tt":0,"sg":[{"d":60000,"m":{"src":"a.mp4"}}]}]}"#)
  let bad = RuleExample(
    #"{"t":[{"tt":0,"sg":[{"d":60000000000000,"m":{"src":"a.mp4"}}]}]}"#)
}
