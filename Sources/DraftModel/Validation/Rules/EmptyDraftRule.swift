/// The draft has no track with a segment.
struct EmptyDraftRule: ReadingRule {
  let id = RuleID.emptyDraft
  let severity = Severity.error
  let summary = "The draft has no track with a segment"
  let reason = """
    There is nothing to preview, and the service refuses to export it.
    """
  let good = RuleExample(
    #"{"t":[{"tt":0,"sg":[{"d":5000,"m":{"src":"a.mp4"}}]}]}"#)
  let bad = RuleExample(
    #"{"t":[{"tt":0,"sg":[]}]}"#)
}
