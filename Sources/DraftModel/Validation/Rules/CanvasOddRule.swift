/// The canvas has an odd side.
struct CanvasOddRule: Rule {
  let id = RuleID.canvasOdd
  let severity = Severity.warning
  let summary = "The canvas has an odd side"
  let reason = """
    H.264 in its usual 4:2:0 form stores colour for pairs of pixels, so an odd side is rounded, and edges \
    and overlays shift by a pixel.
    """
  let good = RuleExample(
    #"{"m":{"width":1280,"height":720},"t":[{"tt":0,"sg":[{"d":5000,"m":{"src":"a.mp4"}}]}]}"#)
  let bad = RuleExample(
    #"{"m":{"width":1281,"height":720},"t":[{"tt":0,"sg":[{"d":5000,"m":{"src":"a.mp4"}}]}]}"#)

  func findings(in context: ValidationContext) -> [Finding] {
    guard let canvas = context.timeline.canvas else { return [] }
    return [("wide", DraftKey.width, canvas.width), ("high", .height, canvas.height)]
      .filter { $0.2 % 2 != 0 }.map { word, key, side in
        finding(
          at: context.canvasNode(key), "the canvas is \(side) pixels \(word), an odd number",
          advice: "use \(side - 1) or \(side + 1)")
      }
  }
}
