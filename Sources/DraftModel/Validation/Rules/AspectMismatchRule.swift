/// A picture has another shape than the canvas.
struct AspectMismatchRule: Rule {
  let id = RuleID.aspectMismatch
  let severity = Severity.note
  let summary = "A picture of the base track has another shape than the canvas"
  let reason = """
    A contained picture then leaves bars, a filling one is distorted. Cover the canvas, crop, or put a \
    background behind it.
    """
  let good = RuleExample(
    #"""
    {"m":{"width":1080,"height":1920},
     "t":[{"tt":0,"sg":[{"d":5000,"m":{"src":"a.mp4","fit":"cover"}}]}]}
    """#, in: Self.landscape)
  let bad = RuleExample(
    #"""
    {"m":{"width":1080,"height":1920},
     "t":[{"tt":0,"sg":[{"d":5000,"m":{"src":"a.mp4"}}]}]}
    """#, in: Self.landscape)

  private static let landscape = ValidationEnvironment(media: [
    "a.mp4": .readable(
      SourceFacts(
        kind: .video, duration: Milliseconds(9000),
        size: Timeline.CanvasSize(width: 1920, height: 1080), hasSound: true))
  ])
  /// Shapes closer than this share are the same to the eye.
  private static let tolerance = 0.02

  func findings(in context: ValidationContext) -> [Finding] {
    let canvas = context.canvas
    let wanted = Double(canvas.width) / Double(canvas.height)
    let base = context.timeline.tracks.first { $0.kind == .video }
    return (base?.segments ?? []).compactMap { segment in
      guard let use = segment.mediaUse, let size = context.facts(of: use.source)?.size,
        segment.picture.fit != .cover, segment.picture.backdrop == nil
      else { return nil }
      let crop = segment.picture.crop
      let shown =
        Double(size.width) * (1 - crop.left - crop.right)
        / (Double(size.height) * (1 - crop.top - crop.bottom))
      guard abs(shown / wanted - 1) > Self.tolerance else { return nil }
      let effect = segment.picture.fit == .fill ? "is distorted" : "leaves bars"
      return finding(
        at: context.node(.source, of: segment),
        "the picture (\(size.width)x\(size.height)) \(effect) on the canvas "
          + "(\(canvas.width)x\(canvas.height))",
        advice: "use \"fit\": \"cover\", a crop, or a background")
    }
  }
}
