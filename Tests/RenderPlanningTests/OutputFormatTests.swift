import DraftModel
import RenderPlanning
import Testing

@Suite("Size and rate of a preview")
struct OutputFormatTests {
  private func format(_ metadata: String, _ request: RenderRequest = RenderRequest()) throws
    -> OutputFormat
  {
    try RenderPlan(
      draft: #"{"m":{\#(metadata)},"t":[{"tt":0,"sg":[{"d":100,"m":{"src":"tall.jpg"}}]}]}"#,
      request: request
    ).format
  }

  @Test(
    "The short side is 360 and both sides are even",
    arguments: [
      (1920, 1080, 640, 360), (1080, 1920, 360, 640), (1080, 1080, 360, 360),
      (1280, 720, 640, 360), (2560, 1080, 854, 360), (100, 50, 720, 360), (4096, 2160, 682, 360),
      (1350, 1080, 450, 360),
    ])
  func shortSide(width: Int, height: Int, outWidth: Int, outHeight: Int) throws {
    let format = try format(#""width":\#(width),"height":\#(height)"#)
    #expect(format.width == outWidth && format.height == outHeight)
  }

  @Test("Without a declared canvas the first video decides; without one, Full HD")
  func canvas() throws {
    #expect(try format("").width == 360 && format("").height == 640)
    let titles = try RenderPlan(draft: #"{"t":[{"tt":7,"sg":[{"d":100,"m":{"text":"a"}}]}]}"#)
    #expect(titles.canvas == .fullHD && titles.format.width == 640)
  }

  @Test("An envelope's canvas_config serves where the draft says nothing")
  func canvasConfig() throws {
    let plan = try RenderPlan(
      draft: #"{"canvas_config":{"width":1080,"height":1920},"draft":{"t":[{"tt":0,"sg":["#
        + #"{"d":100,"m":{"src":"still.jpg"}}]}]}}"#)
    #expect(plan.canvas == Timeline.CanvasSize(width: 1080, height: 1920))
  }

  @Test(
    "The rate is the draft's, 30 at most, unless asked otherwise",
    arguments: [
      ("", "30"), (#""fps":25"#, "25"), (#""fps":60"#, "30"), (#""fps":29.97"#, "30000/1001"),
      (#""fps":23.976"#, "24000/1001"), (#""fps":59.94"#, "30"), (#""fps":12"#, "12"),
    ])
  func rate(metadata: String, expected: String) throws {
    #expect(try format(metadata).rate.description == expected)
    let asked = RenderRequest(rate: FrameRate(Ratio(50)))
    #expect(try format(metadata, asked).rate.description == "50")
  }

  @Test("Sizes asked for are made even, and never nothing")
  func askedSizes() throws {
    let exact = try format("", RenderRequest(size: .exact(width: 641, height: 1)))
    #expect(exact.width == 642 && exact.height == 2)
    let canvas = try format(#""width":1921,"height":1081"#, RenderRequest(size: .canvas))
    #expect(canvas.width == 1922 && canvas.height == 1082)
    let huge = try format("", RenderRequest(size: .shortSide(1_000_000)))
    #expect(huge.width <= 8192 && huge.height <= 8192)
  }
}
