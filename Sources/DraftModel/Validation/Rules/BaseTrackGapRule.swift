/// The base video track shows nothing for a while.
struct BaseTrackGapRule: Rule {
  let id = RuleID.baseTrackGap
  let severity = Severity.warning
  let summary = "The base video track shows nothing for a while"
  let reason = """
    Where the first video track has a gap, viewers see the bare background, most often a black flash \
    that an edit left behind.
    """
  let good = RuleExample(
    #"""
    {"t":[{"tt":0,"sg":[
      {"s":0,"d":5000,"m":{"src":"a.mp4"}},
      {"s":5000,"d":5000,"m":{"src":"b.mp4"}}]}]}
    """#)
  let bad = RuleExample(
    #"""
    {"t":[{"tt":0,"sg":[
      {"s":0,"d":5000,"m":{"src":"a.mp4"}},
      {"s":5040,"d":5000,"m":{"src":"b.mp4"}}]}]}
    """#)

  func findings(in context: ValidationContext) -> [Finding] {
    guard let base = context.timeline.tracks.first(where: { $0.kind == .video }), !base.isHidden
    else { return [] }
    let segments = base.segments.filter { !$0.span.isEmpty }.sorted {
      $0.span.start < $1.span.start
    }
    var findings: [Finding] = []
    var covered = Milliseconds.zero
    for segment in segments {
      if segment.span.start > covered, covered < context.timeline.duration {
        findings.append(
          finding(
            at: context.node(of: segment), gap(covered, segment.span.start),
            advice: "start the segment at \(covered)s, or fill the gap"))
      }
      covered = max(covered, segment.span.end)
    }
    guard let last = segments.last else { return findings }
    // Where nothing else runs on either, the draft's length is at fault, which has its own rule.
    let end = min(context.timeline.contentEnd, context.timeline.duration)
    if covered < end {
      findings.append(
        finding(
          at: context.node(of: last), gap(covered, end),
          advice: "let the last segment run to \(end)s, or end the others with it"))
    }
    return findings
  }

  private func gap(_ start: Milliseconds, _ end: Milliseconds) -> String {
    "the base track is empty from \(start)s to \(end)s"
  }
}
