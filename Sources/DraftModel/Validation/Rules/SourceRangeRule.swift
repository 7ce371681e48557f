/// A segment plays more of its source than there is.
struct SourceRangeRule: Rule {
  let id = RuleID.sourceRange
  let severity = Severity.warning
  let summary = "A segment plays more of its source than there is"
  let reason = """
    After the source's end the last frame freezes and the sound stops.
    """
  let good = RuleExample(
    #"{"t":[{"tt":0,"sg":[{"d":5000,"m":{"src":"a.mp4","in":1000}}]}]}"#, in: Self.sixSeconds)
  let bad = RuleExample(
    #"{"t":[{"tt":0,"sg":[{"d":5000,"m":{"src":"a.mp4","in":3000}}]}]}"#, in: Self.sixSeconds)

  private static let sixSeconds = ValidationEnvironment(media: [
    "a.mp4": .readable(SourceFacts(kind: .video, duration: Milliseconds(6000), hasSound: true))
  ])
  /// Containers are off by up to a frame and a codec's delay; what is shorter than this is not seen.
  private static let tolerance = 50.0

  func findings(in context: ValidationContext) -> [Finding] {
    context.timeline.tracks.flatMap { track in
      track.segments.compactMap { finding(for: $0, on: track.kind, in: context) }
    }
  }

  private func finding(
    for segment: Timeline.Segment, on track: TrackKind, in context: ValidationContext
  ) -> Finding? {
    guard let use = segment.mediaUse, let facts = context.facts(of: use.source),
      facts.kind != .image, let duration = facts.duration
    else { return nil }
    if use.inPoint >= duration {
      return finding(
        at: context.node(.inPoint, of: segment),
        "the segment starts at \(use.inPoint)s of a source that lasts \(duration)s",
        advice: "set an earlier in-point")
    }
    let loops = use.loops ?? (track == .audio)
    let end =
      Double(use.inPoint.rawValue) + Double(segment.span.length.rawValue) * use.speed.doubleValue
    guard !loops, end > Double(duration.rawValue) + Self.tolerance else { return nil }
    return finding(
      at: context.node(of: segment),
      "the segment plays to \(Milliseconds(Int64(end)))s of a source that lasts \(duration)s",
      advice: "trim the segment, start earlier in the source, or let it loop")
  }
}
