/// A transition stands where nothing ends.
struct TransitionNotAtCutRule: Rule {
  let id = RuleID.transitionNotAtCut
  let severity = Severity.warning
  let summary = "A transition stands where nothing ends"
  let reason = """
    A transition leads from what ends at its segment's start on the same track. Where nothing ends there, \
    it has nothing to lead from.
    """
  let good = RuleExample(
    #"""
    {"t":[{"tt":0,"sg":[
      {"s":0,"d":5000,"m":{"src":"a.png"}},
      {"s":5000,"d":5000,"m":{"src":"b.png","transition":{"type":"crossfade","d":500}}}]}]}
    """#)
  let bad = RuleExample(
    #"""
    {"t":[{"tt":0,"sg":[
      {"s":0,"d":5000,"m":{"src":"a.png","transition":{"type":"crossfade","d":500}}},
      {"s":5000,"d":5000,"m":{"src":"b.png"}}]}]}
    """#)

  func findings(in context: ValidationContext) -> [Finding] {
    context.cuts.filter { $0.outgoing == nil }.map { cut in
      finding(
        at: context.node(.transition, of: cut.incoming),
        "no segment of the track ends at \(cut.incoming.span.start)s, where the transition stands",
        advice: "move the segment to the end of another, or use \"fade_in\"")
    }
  }
}
