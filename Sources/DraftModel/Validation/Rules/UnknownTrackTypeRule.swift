/// A track has a type that is not drawn.
struct UnknownTrackTypeRule: ReadingRule {
  let id = RuleID.unknownTrackType
  let severity = Severity.warning
  let summary = "A track has a type that is not drawn"
  let reason = """
    The service has tracks for effects and colour grading whose meaning is not published. They are kept and \
    sent with the export, and the preview cannot show them.
    """
  let good = RuleExample(
    #"{"t":[{"tt":0,"sg":[{"d":5000,"m":{"src":"a.mp4"}}]}]}"#)
  let bad = RuleExample(
    #"""
    {"t":[{"tt":0,"sg":[
      {"d":5000,"m":{"src":"a.mp4"}}]},
     {"tt":3,"sg":[{"d":5000,"m":{"look":"warm"}}]}]}
    """#)
}
