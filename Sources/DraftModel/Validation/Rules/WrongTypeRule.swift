/// A member has a type that the format does not give it.
struct WrongTypeRule: ReadingRule {
  let id = RuleID.wrongType
  let severity = Severity.error
  let summary = "A member has a type that the format does not give it"
  let reason = """
    The member is ignored, so its default counts, which is hardly ever what was meant.
    """
  let good = RuleExample(
    #"{"t":[{"tt":0,"sg":[{"d":5000,"m":{"src":"a.mp4","volume":0.5}}]}]}"#)
  let bad = RuleExample(
    #"{"t":[{"tt":0,"sg":[{"d":5000,"m":{"src":"a.mp4","volume":"half"}}]}]}"#)
}
