import RenderPlanning
import TestSupport
import Testing

@Suite("Backdrops")
struct BackdropTests {
  private func picture(
    _ stage: Stage, _ members: String, canvas: (width: Int, height: Int) = (320, 180),
    background: String = "#000000", frame: Int = 0
  ) throws -> Picture {
    try stage.picture(
      draft(
        canvas: canvas, background: background, tracks: [#"{"d":1000,"m":{\#(members)}}"#]),
      at: frame)
  }

  @Test("Behind a contained picture lies itself, covering the canvas and blurred")
  func covers() throws {
    let stage = try Stage()
    try stage.makeClip("a.mkv", "testsrc2=size=180x180:rate=1", seconds: 1)
    let drawn = try picture(stage, #""src":"a.mkv","background":"blur""#)
    let wanted = try Picture.made(
      [
        "-i", stage.path("a.mkv"), "-vf",
        "scale=320:320:flags=bilinear,crop=320:180,gblur=sigma=7.2:steps=6",
      ], width: 320, height: 180)[0]
    let plain = try picture(stage, #""src":"a.mkv""#)
    var (sum, count) = (0, 0)
    for y in 0..<180 {
      for x in 0..<320 {
        // The picture itself is as it is without a backdrop.
        if (70..<250).contains(x) {
          #expect(drawn.luma(x, y) == plain.luma(x, y))
        } else {
          sum += abs(drawn.luma(x, y) - wanted.luma(x, y))
          count += 1
        }
      }
    }
    // Blurred in a quarter of the size: off by little everywhere.
    #expect(Double(sum) / Double(count) < 2.5)
  }

  @Test("It stays where it is when its picture moves, shrinks or turns")
  func stays() throws {
    let stage = try Stage()
    try stage.makeClip("a.mkv", "testsrc2=size=320x180:rate=1", seconds: 1)
    let source = #""src":"a.mkv","background":"blur","scale":0.3"#
    let first = try picture(stage, source + #","x":0.2,"y":0.5"#)
    let second = try picture(stage, source + #","x":0.2,"y":0.5,"rotation":180"#)
    let third = try picture(stage, source + #","x":0.3,"y":0.6"#)
    for y in 0..<180 {
      for x in 180..<320 {
        #expect(first.luma(x, y) == second.luma(x, y) && first.luma(x, y) == third.luma(x, y))
      }
    }
  }

  @Test("Crop, flip and effects are the picture's", arguments: [true, false])
  func follows(isFlipped: Bool) throws {
    let stage = try Stage()
    // Left red, right blue; the left quarter of the whole is cut off.
    try stage.makePicture("a.png", width: 64, height: 64) { x, _ in
      x < 32 ? [255, 0, 0] : [0, 0, 255]
    }
    let flip = isFlipped ? #","flip":"h""# : ""
    let drawn = try picture(
      stage,
      #""src":"a.png","background":"blur","scale":0.05,"crop":{"l":0.25,"t":0,"r":0,"b":0}"# + flip)
    let (red, blue) = (signal(255, 0, 0)[0], signal(0, 0, 255)[0])
    let (left, right) = isFlipped ? (blue, red) : (red, blue)
    #expect(abs(Double(drawn.luma(4, 90)) - left) <= 2)
    #expect(abs(Double(drawn.luma(315, 90)) - right) <= 2)
    // The edge is where the crop leaves it: a third of the way.
    let third = isFlipped ? 213 : 107
    #expect(abs(Double(drawn.luma(third, 20)) - (red + blue) / 2) <= 8)
    let gray = try picture(
      stage,
      #""src":"a.png","background":"blur","scale":0.05,"effects":[{"type":"grayscale","amount":1}]"#
    )
    #expect(gray.planes[1].allSatisfy { abs(Int($0) - 128) <= 1 })
  }

  @Test("Picture and backdrop fade as one", arguments: ["blur", "#3060c0"])
  func fadesAsOne(backdrop: String) throws {
    let stage = try Stage()
    try stage.makeClip("a.mkv", "testsrc2=size=180x180:rate=1", seconds: 1)
    let members = #""src":"a.mkv","background":"\#(backdrop)""#
    let whole = try picture(stage, members, background: "#ffffff")
    let half = try picture(stage, members + #","opacity":0.5"#, background: "#ffffff")
    for (full, shown) in zip(whole.planes[0], half.planes[0]) {
      #expect(abs(Int(shown) - (Int(full) + 235 + 1) / 2) <= 1)
    }
  }

  @Test("A half clear picture has a half clear backdrop")
  func alpha() throws {
    let stage = try Stage()
    try stage.makeSolid("a.png", [0, 0, 255, 128], size: 32)
    let drawn = try picture(
      stage, #""src":"a.png","background":"blur","scale":0.1"#, background: "#ffffff")
    let wanted = (signal(0, 0, 255)[0] * 128 + 235 * 127) / 255
    for (x, y) in [(0, 0), (319, 0), (2, 90), (319, 179), (200, 20)] {
      #expect(abs(Double(drawn.luma(x, y)) - wanted) <= 2, "\(x) \(y)")
    }
  }

  @Test("What an opaque backdrop hides is not in the plan")
  func hides() throws {
    let stage = try Stage()
    try stage.makeSolid("a.png", [1, 2, 3])
    let plan = try stage.plan(
      draft(
        canvas: (320, 180),
        tracks: [
          #"{"d":1000,"m":{"src":"a.png"}}"#,
          #"{"d":1000,"m":{"src":"a.png","scale":0.5,"x":0.3,"rotation":5,"background":"blur"}}"#,
        ]))
    #expect(plan.intervals.map(\.stack.count) == [1])
  }
}
