/// A transition needs more of a source than there is beyond the cut.
struct TransitionHandlesRule: Rule {
  let id = RuleID.transitionHandles
  let severity = Severity.warning
  let summary = "A transition needs more of a source than there is beyond the cut"
  let reason = """
    During a transition both segments play on beyond the cut, by half its length. Where the source has no \
    more, a frozen frame is shown.
    """
  let good = RuleExample(
    #"""
    {"t":[{"tt":0,"sg":[
      {"d":3000,"m":{"src":"a.mp4"}},
      {"d":3000,"m":{"src":"b.mp4","in":500,"transition":{"type":"crossfade","d":1000}}}]}]}
    """#)
  let bad = RuleExample(
    #"""
    {"t":[{"tt":0,"sg":[
      {"d":3000,"m":{"src":"a.mp4"}},
      {"d":3000,"m":{"src":"b.mp4","in":0,"transition":{"type":"crossfade","d":1000}}}]}]}
    """#)

  func findings(in context: ValidationContext) -> [Finding] {
    context.cuts.flatMap { cut -> [Finding] in
      guard let outgoing = cut.outgoing else { return [] }
      let half = Double(cut.transition.length.rawValue) / 2
      let node = context.node(.transition, of: cut.incoming)
      let missing = [
        ("before the cut", cut.incoming, lead(of: cut.incoming, half, context)),
        ("after the cut", outgoing, tail(of: outgoing, half, context)),
      ]
      return missing.filter { $0.2 >= 1 }.map { side, segment, amount in
        finding(
          at: node,
          "\(segment.pointer) has \(Milliseconds(Int64(amount)))s too little source \(side)",
          advice: "shorten the transition or trim the segment; else a frame freezes")
      }
    }
  }

  /// The milliseconds of source that the incoming segment lacks before its in-point.
  private func lead(
    of segment: Timeline.Segment, _ half: Double, _ context: ValidationContext
  ) -> Double {
    guard let use = segment.mediaUse, use.loops != true, context.kind(of: use.source) == .video
    else { return 0 }
    return half * use.speed.doubleValue - Double(use.inPoint.rawValue)
  }

  /// The milliseconds of source that the outgoing segment lacks after its end, where it was probed.
  private func tail(
    of segment: Timeline.Segment, _ half: Double, _ context: ValidationContext
  ) -> Double {
    guard let use = segment.mediaUse, use.loops != true,
      let facts = context.facts(of: use.source), facts.kind == .video, let end = facts.duration
    else { return 0 }
    let played = Double(segment.span.length.rawValue) + half
    return Double(use.inPoint.rawValue) + played * use.speed.doubleValue - Double(end.rawValue)
  }
}
