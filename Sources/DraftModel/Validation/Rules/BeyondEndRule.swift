/// A segment runs past the draft's end.
struct BeyondEndRule: ReadingRule {
  let id = RuleID.beyondEnd
  let severity = Severity.warning
  let summary = "A segment runs past the draft's end"
  let reason = """
    What lies beyond the draft's `d` is not rendered, so that a title or a last shot is cut short without a \
    word.
    """
  let good = RuleExample(
    #"{"d":5000,"t":[{"tt":0,"sg":[{"d":5000,"m":{"src":"a.mp4"}}]}]}"#)
  let bad = RuleExample(
    #"{"d":5000,"t":[{"tt":0,"sg":[{"d":7000,"m":{"src":"a.mp4"}}]}]}"#)
}
