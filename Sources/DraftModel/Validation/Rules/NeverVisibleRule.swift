/// A segment is in the draft and never seen.
struct NeverVisibleRule: Rule {
  let id = RuleID.neverVisible
  let severity = Severity.warning
  let summary = "A segment is clear or without size for its whole length, or its track is hidden"
  let reason = """
    What is never seen is most often left over, and still costs upload and rendering.
    """
  let good = RuleExample(
    #"""
    {"t":[{"tt":0,"sg":[{"d":5000,"m":{"src":"a.png","opacity":0,"keyframes":[
      {"at":0,"opacity":0},{"at":1000,"opacity":1}]}}]}]}
    """#)
  let bad = RuleExample(
    #"{"t":[{"tt":0,"sg":[{"d":5000,"m":{"src":"a.png","opacity":0}}]}]}"#)

  func findings(in context: ValidationContext) -> [Finding] {
    context.timeline.tracks.filter { $0.kind == .video || $0.kind == .text }.flatMap { track in
      track.isHidden ? hidden(track, in: context) : clear(track, in: context)
    }
  }

  private func hidden(_ track: Timeline.Track, in context: ValidationContext) -> [Finding] {
    guard !track.segments.isEmpty else { return [] }
    let written = context.tracks[track.index]
    let field = written.metadata.flatMap { context.draft.keys.field(.trackHidden, in: $0) }
    return [
      finding(
        at: field?.node ?? written.node,
        "the track is hidden with all of its segments (\(track.segments.count))",
        advice: "remove the track, or show it")
    ]
  }

  private func clear(_ track: Timeline.Track, in context: ValidationContext) -> [Finding] {
    track.segments.compactMap { segment in
      if segment.isAlways(\.opacity, zeroIn: \.opacity) {
        return finding(
          at: context.node(.opacity, of: segment), "the segment is clear for its whole length",
          advice: "remove it, or give it an opacity")
      }
      if segment.kenBurns == nil, segment.isAlways(\.scale, zeroIn: \.scale) {
        return finding(
          at: context.node(.scale, of: segment), "the segment has no size for its whole length",
          advice: "remove it, or give it a scale")
      }
      return nil
    }
  }
}

extension Timeline.Segment {
  /// Whether a value of the picture is zero throughout: in every keyframe that sets it, else by itself.
  fileprivate func isAlways(
    _ value: KeyPath<Timeline.Placement, Double>, zeroIn change: KeyPath<Timeline.Keyframe, Double?>
  ) -> Bool {
    let changes = keyframes.compactMap { $0[keyPath: change] }
    return changes.isEmpty ? picture[keyPath: value] == 0 : changes.allSatisfy { $0 == 0 }
  }
}
