import RenderPlanning
import TestSupport
import Testing

/// Each effect against the filter that the format names, or the arithmetic it gives.
@Suite("Effects")
struct EffectTests {
  private static let canvas = (width: 192, height: 108)
  /// A picture with all hues, all grays and fine detail.
  private static let source = "testsrc2=size=192x108:rate=1"

  /// Draws the source with effects, and what ffmpeg's filters make of it, at the canvas's own size.
  private func compared(
    _ effects: String, _ filters: String, source: String = Self.source, members: String = ""
  ) throws -> (drawn: Picture, wanted: Picture) {
    let stage = try Stage()
    try stage.makeClip("a.mkv", source, seconds: 1)
    let drawn = try stage.picture(
      draft(
        canvas: Self.canvas,
        tracks: [#"{"d":1000,"m":{"src":"a.mkv","effects":[\#(effects)]\#(members)}}"#]))
    let wanted = try Picture.made(
      ["-i", stage.path("a.mkv"), "-vf", filters], width: Self.canvas.width,
      height: Self.canvas.height)
    return (drawn, wanted[0])
  }

  private static func effect(_ type: String, _ amount: Double) -> String {
    #"{"type":"\#(type)","amount":\#(amount)}"#
  }

  @Test(
    "Brightness, contrast and saturation are the eq filter's to the bit",
    arguments: [
      ("brightness", -1.0), ("brightness", -0.3), ("brightness", 0.07), ("brightness", 1),
      ("contrast", 0), ("contrast", 0.6), ("contrast", 1.37), ("contrast", 2),
      ("saturation", 0), ("saturation", 0.45), ("saturation", 1.8), ("saturation", 3),
    ])
  func equalizer(type: String, amount: Double) throws {
    let (drawn, wanted) = try compared(Self.effect(type, amount), "eq=\(type)=\(amount)")
    #expect(drawn == wanted)
  }

  @Test("An amount that leaves things as they are changes nothing")
  func neutral() throws {
    let effects = [
      Self.effect("brightness", 0), Self.effect("contrast", 1), Self.effect("saturation", 1),
      Self.effect("blur", 0), Self.effect("grayscale", 0), Self.effect("vignette", 0),
    ]
    let (drawn, wanted) = try compared(effects.joined(separator: ","), "null")
    #expect(drawn == wanted)
  }

  @Test("Grayscale takes chroma its share of the way to none", arguments: [0.25, 0.5, 1])
  func grayscale(amount: Double) throws {
    let (drawn, plain) = try compared(Self.effect("grayscale", amount), "null")
    #expect(drawn.planes[0] == plain.planes[0])
    for plane in 1...2 {
      let wanted = plain.planes[plane].map {
        UInt8((128 + (Double($0) - 128) * (1 - amount)).rounded())
      }
      // A half may be rounded either way.
      #expect(zip(drawn.planes[plane], wanted).allSatisfy { abs(Int($0) - Int($1)) <= 1 })
    }
  }

  @Test("Temperature is the colortemperature filter's", arguments: [-1, -0.4, 0, 0.3, 1])
  func temperature(amount: Double) throws {
    let kelvin = 6500 * (1 - amount / 2)
    let colors = "in_color_matrix=bt709:out_color_matrix=bt709"
    // On a smooth picture, because the filter's way there and back brings chroma through full size.
    let (drawn, wanted) = try compared(
      Self.effect("temperature", amount),
      "scale=\(colors):flags=accurate_rnd+full_chroma_int,format=gbrp,"
        + "colortemperature=\(kelvin),scale=\(colors):out_range=tv:flags=accurate_rnd,format=yuv420p",
      source: "gradients=size=192x108:c0=red:c1=blue:c2=white:n=3:seed=4:rate=1")
    // The filter cuts off what is below a whole number of red, green and blue: half a step each.
    #expect(drawn.meanDifference(from: wanted) < 1)
    for plane in 1...2 { #expect(drawn.meanDifference(from: wanted, plane: plane) < 1) }
    #expect(drawn.largestDifference(from: wanted) <= 4)
  }

  @Test("A vignette is the vignette filter's without its dither", arguments: [0.2, 0.5, 1])
  func vignette(amount: Double) throws {
    let (drawn, wanted) = try compared(
      Self.effect("vignette", amount), "vignette=angle=\(amount)*PI/2:dither=0")
    // The filter cuts off where we round: half a step on average, one at most, and one for its table. Its
    // chroma ends at 127, which is one beside neutral.
    for (plane, mean) in [(0, 0.7), (1, 1.5), (2, 1.5)] {
      #expect(drawn.meanDifference(from: wanted, plane: plane) < mean)
      #expect(drawn.largestDifference(from: wanted, plane: plane) <= 2)
    }
  }

  @Test("A blurred edge is the Gaussian's integral", arguments: [1.0, 3, 8])
  func blurredEdge(amount: Double) throws {
    // Left black, right white: at a distance x of the edge, (1 + erf(x / (sigma √2))) / 2 of the way.
    let (drawn, _) = try compared(
      Self.effect("blur", amount), "null",
      source: "color=black:size=192x108:rate=1,drawbox=x=96:w=96:h=108:color=white:t=fill")
    let sigma = amount * 108 / 100
    let left = drawn.luma(2, 54)
    let right = drawn.luma(189, 54)
    for x in stride(from: 60, to: 132, by: 3) {
      let share = GaussianIntegral.share(at: Double(x) + 0.5 - 96, sigma: sigma)
      let wanted = Double(left) + Double(right - left) * share
      // Three boxes come within 3% of the curve's height; what that leaves of its integral is less.
      #expect(abs(Double(drawn.luma(x, 54)) - wanted) <= 3, "\(x)")
    }
  }

  @Test("A blur is the gblur filter's in its steps towards a Gaussian")
  func blurAgainstFilter() throws {
    let (drawn, wanted) = try compared(Self.effect("blur", 2), "gblur=sigma=2.16:steps=6")
    // gblur blurs chroma, of half the size, by the same number of samples; luma tells.
    #expect(drawn.meanDifference(from: wanted) < 1)
  }

  @Test("Effects are applied in the order of the array")
  func order() throws {
    let (bright, contrast) = (Self.effect("brightness", 0.4), Self.effect("contrast", 1.6))
    let (first, wantedFirst) = try compared(
      "\(bright),\(contrast)", "eq=brightness=0.4,eq=contrast=1.6")
    let (second, wantedSecond) = try compared(
      "\(contrast),\(bright)", "eq=contrast=1.6,eq=brightness=0.4")
    #expect(first == wantedFirst)
    #expect(second == wantedSecond)
    #expect(first != second)
  }

  @Test("A preview with effects is the export made small")
  func scales() throws {
    let stage = try Stage()
    try stage.makeClip("a.mkv", "testsrc2=size=768x432:rate=1", seconds: 1)
    let effects = [
      Self.effect("vignette", 0.6), Self.effect("blur", 3), Self.effect("saturation", 0.5),
    ]
    let text = draft(
      canvas: (768, 432),
      tracks: [
        #"{"d":1000,"m":{"src":"a.mkv","effects":[\#(effects.joined(separator: ","))]}}"#
      ])
    let large = try stage.picture(text)
    let small = try stage.picture(text, size: .shortSide(108))
    for y in 0..<27 {
      for x in 0..<48 {
        // The mean of 16 by 16 of the large one against 4 by 4 of the small one.
        let wanted = large.meanLuma(x * 16, y * 16, side: 16)
        #expect(abs(small.meanLuma(x * 4, y * 4, side: 4) - wanted) < 2.5, "\(x) \(y)")
      }
    }
  }

  @Test("A clear picture's colours change and its opacity does not")
  func alpha() throws {
    let stage = try Stage()
    try stage.makePicture("a.png", width: 32, height: 32, hasAlpha: true) { x, _ in
      x < 16 ? [200, 40, 40, 128] : [0, 255, 0, 0]
    }
    func picture(_ effects: String) throws -> Picture {
      try stage.picture(
        draft(
          canvas: (32, 32), background: "#ffffff",
          tracks: [#"{"d":1000,"m":{"src":"a.png","effects":[\#(effects)]}}"#]))
    }
    let gray = try picture(Self.effect("grayscale", 1))
    let red = signal(200, 40, 40)
    // Half of the colour's luma, half of white's, and no chroma.
    #expect(abs(Double(gray.luma(6, 16)) - (red[0] * 128 + 235 * 127) / 255) <= 1.5)
    #expect(gray.signal(6, 16)[1...].allSatisfy { abs($0 - 128) <= 1 })
    #expect(gray.signal(26, 16) == [235, 128, 128])
    let dark = try picture(Self.effect("brightness", -1))
    // As dark as eq makes it, and still half clear.
    #expect(dark.luma(6, 16) <= 120 && dark.luma(6, 16) >= 110)
    #expect(dark.luma(26, 16) == 235)
  }

  @Test("A picture between pixels has the effects of one on the grid")
  func warped() throws {
    let stage = try Stage()
    try stage.makeClip("a.mkv", Self.source, seconds: 1)
    let effects = [Self.effect("blur", 2), Self.effect("grayscale", 1)].joined(separator: ",")
    func picture(_ members: String) throws -> Picture {
      try stage.picture(
        draft(
          canvas: Self.canvas,
          tracks: [#"{"d":1000,"m":{"src":"a.mkv","effects":[\#(effects)]\#(members)}}"#]))
    }
    let still = try picture("")
    let turned = try picture(#","rotation":360.0001"#)
    #expect(turned.meanDifference(from: still) < 1)
  }

  @Test("A title is blurred beyond its letters and grey where they are red")
  func title() throws {
    let stage = try Stage()
    func picture(_ effects: String) throws -> Picture {
      let segment =
        ##"{"d":1000,"m":{"text":"MM","style":{"size":300,"color":"#ff0000"},"##
        + #""animation":"none","effects":[\#(effects)]}}"#
      return try stage.picture(
        #"{"m":{"width":192,"height":108},"t":[{"tt":7,"sg":[\#(segment)]}]}"#)
    }
    let plain = try picture("")
    let gray = try picture(Self.effect("grayscale", 1))
    let soft = try picture(Self.effect("blur", 4))
    #expect(plain.planes[2].max() ?? 0 > 200)
    #expect(gray.planes[2].allSatisfy { abs(Int($0) - 128) <= 1 })
    func marked(_ picture: Picture) -> Int { picture.planes[0].count { $0 > 18 } }
    #expect(marked(soft) > marked(plain) * 5 / 4)
    // A blur moves light about and loses none; the letters are far from the edges.
    func light(_ picture: Picture) -> Int { picture.planes[0].reduce(0) { $0 + Int($1) - 16 } }
    #expect(abs(light(soft) - light(plain)) < light(plain) / 20)
  }

  @Test("No effect is reported as left out")
  func fidelity() throws {
    let stage = try Stage()
    try stage.makeSolid("a.png", [10, 20, 30])
    let kinds = [
      "brightness", "contrast", "saturation", "temperature", "blur", "grayscale", "vignette",
    ]
    let effects = kinds.map { Self.effect($0, 0.5) }.joined(separator: ",")
    let plan = try stage.plan(
      draft(
        canvas: (64, 36),
        tracks: [#"{"d":1000,"m":{"src":"a.png","background":"blur","effects":[\#(effects)]}}"#]))
    #expect(plan.fidelity.isExact)
  }
}
