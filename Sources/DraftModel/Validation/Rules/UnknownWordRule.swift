/// A word is none of those that the format knows.
struct UnknownWordRule: ReadingRule {
  let id = RuleID.unknownWord
  let severity = Severity.warning
  let summary = "A word is none of those that the format knows"
  let reason = """
    A transition, effect, ease, fit or alignment of an unknown name is left out of the preview, while the \
    final render may have its own idea of it.
    """
  let good = RuleExample(
    #"""
    {"t":[{"tt":0,"sg":[
      {"d":5000,"m":{"src":"a.png"}},
      {"d":5000,"m":{"src":"b.png","transition":{"type":"crossfade","d":500}}}]}]}
    """#)
  let bad = RuleExample(
    #"""
    {"t":[{"tt":0,"sg":[
      {"d":5000,"m":{"src":"a.png"}},
      {"d":5000,"m":{"src":"b.png","transition":{"type":"starburst","d":500}}}]}]}
    """#)
}
