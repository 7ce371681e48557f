/// The canvas is larger than the service exports.
struct CanvasTooLargeRule: Rule {
  let id = RuleID.canvasTooLarge
  let severity = Severity.warning
  let summary = "The canvas is larger than 1920x1080 or 1080x1920"
  let reason = """
    The service exports up to 1920x1080 across or 1080x1920 upright; a larger canvas comes back smaller.
    """
  let good = RuleExample(
    #"{"m":{"width":1080,"height":1920},"t":[{"tt":0,"sg":[{"d":5000,"m":{"src":"a.mp4"}}]}]}"#)
  let bad = RuleExample(
    #"{"m":{"width":3840,"height":2160},"t":[{"tt":0,"sg":[{"d":5000,"m":{"src":"a.mp4"}}]}]}"#)

  private static let longSide = 1920
  private static let shortSide = 1080

  func findings(in context: ValidationContext) -> [Finding] {
    guard let canvas = context.timeline.canvas,
      max(canvas.width, canvas.height) > Self.longSide
        || min(canvas.width, canvas.height) > Self.shortSide
    else { return [] }
    return [
      finding(
        at: context.canvasNode(canvas.width >= canvas.height ? .width : .height),
        "the canvas is \(canvas.width)x\(canvas.height), more than the service exports",
        advice: "use 1920x1080, 1080x1920 or less")
    ]
  }
}
