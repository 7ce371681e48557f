/// A transition is longer than what it joins.
struct TransitionTooLongRule: Rule {
  let id = RuleID.transitionTooLong
  let severity = Severity.warning
  let summary = "A transition is longer than a segment beside it, or runs into the next one"
  let reason = """
    A transition covers half its length on each side of the cut. Where that is more than the segment has, \
    the segment is never seen by itself.
    """
  let good = RuleExample(
    #"""
    {"t":[{"tt":0,"sg":[
      {"d":3000,"m":{"src":"a.png"}},
      {"d":3000,"m":{"src":"b.png","transition":{"type":"crossfade","d":1000}}}]}]}
    """#)
  let bad = RuleExample(
    #"""
    {"t":[{"tt":0,"sg":[
      {"d":3000,"m":{"src":"a.png"}},
      {"d":800,"m":{"src":"b.png","transition":{"type":"crossfade","d":1000}}}]}]}
    """#)

  func findings(in context: ValidationContext) -> [Finding] {
    context.timeline.tracks.filter(\.kind.isDrawn).flatMap { track in
      let cuts = track.cuts
      var leaving: [Milliseconds: Milliseconds] = [:]
      for cut in cuts where cut.outgoing != nil {
        leaving[cut.incoming.span.start] = cut.transition.length
      }
      return cuts.compactMap { finding(for: $0, leaving: leaving, in: context) }
    }
  }

  /// - Parameter leaving: The length of the transition at each cut, by the cut's time.
  private func finding(
    for cut: Cut, leaving: [Milliseconds: Milliseconds], in context: ValidationContext
  ) -> Finding? {
    let length = cut.transition.length
    let node = context.node(.transition, of: cut.incoming)
    for segment in [cut.outgoing, cut.incoming].compactMap({ $0 })
    where length > segment.span.length {
      return finding(
        at: node, "the transition lasts \(length)s, longer than \(segment.pointer) beside it",
        advice: "make it \(segment.span.length)s or shorter")
    }
    guard let next = leaving[cut.incoming.span.end] else { return nil }
    // Both sums are twice what each transition takes of the segment, to stay with whole numbers.
    let own = cut.incoming.span.length + cut.incoming.span.length
    guard length + next > own else { return nil }
    return finding(
      at: node, "the transition (\(length)s) and the next one (\(next)s) meet within the segment",
      advice: "make them shorter together than \(own)s")
  }
}
