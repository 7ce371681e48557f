import Foundation
import TestSupport
import Testing

/// A picture of four coloured quarters, and what format section 5 says is seen where.
struct PlacedQuarters: CustomStringConvertible, Sendable {
  /// The source's size in pixels; larger than the canvas, so that its own pixels are no matter.
  static let source = (width: 640, height: 320)
  /// Red, green, blue and white: above left, above right, below left, below right.
  static let colors: [[UInt8]] = [[230, 20, 30], [20, 200, 40], [30, 40, 220], [240, 240, 240]]
  static let background: [UInt8] = [40, 60, 80]

  var canvas = (width: 320, height: 180)
  var fit = "contain"
  var x = 0.5
  var y = 0.5
  var scale = 1.0
  var rotation = 0.0
  /// Left, top, right, bottom.
  var crop = [0.0, 0, 0, 0]
  var flip = ""

  var description: String { members }

  private var members: String {
    let flipping = flip.isEmpty ? "" : #","flip":"\#(flip)""#
    return
      #""fit":"\#(fit)","x":\#(x),"y":\#(y),"scale":\#(scale),"rotation":\#(rotation),"crop":{"#
      + #""l":\#(crop[0]),"t":\#(crop[1]),"r":\#(crop[2]),"b":\#(crop[3])}\#(flipping)"#
  }

  /// The draft, with further members of the segment.
  func draft(_ more: String = "") -> String {
    CompositingTests.draft(
      canvas: canvas, background: "#283c50",
      tracks: [#"{"d":1000,"m":{"src":"quarters.png",\#(members)\#(more)}}"#])
  }

  /// The size on the canvas, in pixels.
  private var size: (width: Double, height: Double) {
    let wide = Double(Self.source.width) * (1 - crop[0] - crop[2])
    let high = Double(Self.source.height) * (1 - crop[1] - crop[3])
    let across = Double(canvas.width) / wide
    let down = Double(canvas.height) / high
    switch fit {
    case "fill": return (Double(canvas.width) * scale, Double(canvas.height) * scale)
    case "cover": return (wide * max(across, down) * scale, high * max(across, down) * scale)
    default: return (wide * min(across, down) * scale, high * min(across, down) * scale)
    }
  }

  /// How far from an edge a pixel must be to show one colour alone: half a pixel of rounding, a pixel of
  /// filtering on the canvas, and one of the source.
  private var margin: Double {
    let wide = Double(Self.source.width) * (1 - crop[0] - crop[2])
    let high = Double(Self.source.height) * (1 - crop[1] - crop[3])
    return 1.5 + max(size.width / wide, size.height / high)
  }

  /// The quarter seen at a point of the canvas; nothing beside the picture.
  ///
  /// - Parameter turn: The cosine and sine of the rotation.
  private func quarter(
    _ px: Double, _ py: Double, _ turn: (Double, Double), _ size: (width: Double, height: Double)
  ) -> Int? {
    let (dx, dy) = (px - x * Double(canvas.width), py - y * Double(canvas.height))
    var u = (dx * turn.0 + dy * turn.1) / size.width + 0.5
    var v = (-dx * turn.1 + dy * turn.0) / size.height + 0.5
    guard (0..<1).contains(u), (0..<1).contains(v) else { return nil }
    if flip == "h" || flip == "hv" { u = 1 - u }
    if flip == "v" || flip == "hv" { v = 1 - v }
    let across = crop[0] + u * (1 - crop[0] - crop[2])
    let down = crop[1] + v * (1 - crop[1] - crop[3])
    return (across < 0.5 ? 0 : 1) + (down < 0.5 ? 0 : 2)
  }

  /// What each pixel shows where that is beyond doubt: 0 to 3 a quarter, 4 the background, −1 unknown.
  func map() -> [Int] {
    let (margin, size, angle) = (margin, size, rotation * .pi / 180)
    let turn = (cos(angle), sin(angle))
    return (0..<canvas.width * canvas.height).map { place in
      let px = Double(place % canvas.width) + 0.5
      let py = Double(place / canvas.width) + 0.5
      var seen: Int?
      for dy in [-margin, 0, margin] {
        for dx in [-margin, 0, margin] {
          let here = quarter(px + dx, py + dy, turn, size) ?? 4
          if let seen, seen != here { return -1 }
          seen = here
        }
      }
      return seen ?? -1
    }
  }
}

@Suite("Placement on the canvas")
struct PlacementTests {
  private let stage: Stage

  init() throws {
    stage = try Stage()
    let (width, height) = PlacedQuarters.source
    try stage.makePicture("quarters.png", width: width, height: height) { x, y in
      PlacedQuarters.colors[(x < width / 2 ? 0 : 1) + (y < height / 2 ? 0 : 2)]
    }
  }

  static let cases: [PlacedQuarters] =
    ["contain", "cover", "fill"].flatMap { fit in
      [
        PlacedQuarters(fit: fit), PlacedQuarters(canvas: (180, 320), fit: fit),
        PlacedQuarters(fit: fit, x: 0.3, y: 0.81, scale: 0.4),
        PlacedQuarters(fit: fit, x: 0.55, scale: 2.3),
        PlacedQuarters(fit: fit, rotation: 37), PlacedQuarters(fit: fit, rotation: 90),
        PlacedQuarters(fit: fit, scale: 0.7, rotation: -200),
        PlacedQuarters(fit: fit, crop: [0.25, 0.1, 0.3, 0.4]),
        PlacedQuarters(fit: fit, scale: 0.8, crop: [0, 0.45, 0.49, 0], flip: "h"),
      ]
    } + [
      PlacedQuarters(flip: "h"), PlacedQuarters(flip: "v"), PlacedQuarters(flip: "hv"),
      PlacedQuarters(scale: 0.6, rotation: 30, flip: "h"), PlacedQuarters(scale: 20),
      PlacedQuarters(x: -0.2, y: 1.1), PlacedQuarters(x: 0.501, y: 0.497, scale: 0.333),
      PlacedQuarters(rotation: 180), PlacedQuarters(rotation: 720),
    ]

  private func check(_ placed: PlacedQuarters, _ note: String = "") throws {
    let picture = try stage.picture(placed.draft())
    let map = placed.map()
    let (width, height) = placed.canvas
    let signals = (PlacedQuarters.colors + [PlacedQuarters.background]).map {
      signal(Double($0[0]), Double($0[1]), Double($0[2]))
    }
    var wrong = 0
    for y in 0..<height {
      for x in 0..<width where map[y * width + x] >= 0 {
        let seen = map[y * width + x]
        if abs(Double(picture.luma(x, y)) - signals[seen][0]) > 2 { wrong += 1 }
        // The chroma of four pixels, where all of them are known and alike.
        guard x % 2 == 0, y % 2 == 0, x + 1 < width, y + 1 < height,
          [map[y * width + x + 1], map[(y + 1) * width + x], map[(y + 1) * width + x + 1]]
            .allSatisfy({ $0 == seen })
        else { continue }
        let found = picture.signal(x, y)
        if abs(Double(found[1]) - signals[seen][1]) > 2 { wrong += 1 }
        if abs(Double(found[2]) - signals[seen][2]) > 2 { wrong += 1 }
      }
    }
    #expect(wrong == 0, "\(wrong) samples of \(placed) \(note)")
    #expect(map.count { $0 >= 0 } > map.count / 3, "too little is known of \(placed)")
  }

  @Test(
    "fit, x, y, scale, rotation, crop and flip put every source point where the format says",
    arguments: cases)
  func table(placed: PlacedQuarters) throws { try check(placed) }

  @Test("They do so in any combination")
  func combinations() throws {
    var generator = SeededGenerator()
    for _ in 0..<15 {
      func number(_ range: ClosedRange<Double>) -> Double {
        (Double.random(in: range, using: &generator) * 1000).rounded() / 1000
      }
      let placed = PlacedQuarters(
        canvas: (
          2 * Int.random(in: 60...160, using: &generator),
          2 * Int.random(in: 50...120, using: &generator)
        ),
        fit: ["contain", "cover", "fill"].randomElement(using: &generator) ?? "contain",
        x: number(0.2...0.8), y: number(0.2...0.8), scale: number(0.3...2),
        rotation: Bool.random(using: &generator) ? number(-360...360) : 0,
        crop: (0..<4).map { _ in number(0...0.4) },
        flip: ["", "h", "v", "hv"].randomElement(using: &generator) ?? "")
      try check(placed, "\(generator)")
    }
  }

  @Test(
    "A turned picture is the one that ffmpeg's rotate filter gives", arguments: [12.0, 45, -100])
  func rotateFilter(degrees: Double) throws {
    try stage.makeClip("clip.mkv", "testsrc2=size=320x180:rate=30", seconds: 0.1)
    let found = try stage.picture(
      draft(
        canvas: (320, 180),
        tracks: [#"{"d":100,"m":{"src":"clip.mkv","rotation":\#(degrees)}}"#]))
    // In 4:4:4, and with black of the signal: then back to what is composed.
    let filter =
      "scale=out_color_matrix=bt709,format=yuv444p,rotate=\(degrees)*PI/180:ow=320:oh=180:c=black"
    let expected = try #require(
      try Picture.made(
        ["-i", stage.path("clip.mkv"), "-vf", filter, "-frames:v", "1"], width: 320, height: 180
      ).first)
    // The filter has hard outer edges and turns about a point half a pixel aside; inside they agree.
    #expect(found.meanDifference(from: expected) < 4)
    for plane in 1...2 { #expect(found.meanDifference(from: expected, plane: plane) < 3) }
  }

  @Test("A turned white square keeps its area, its centre and its angle")
  func edges() throws {
    try stage.makePicture("bar.png", width: 90, height: 30) { _, _ in [255, 255, 255] }
    for degrees in [0.0, 7, 30, 45, 63, 85] {
      let picture = try stage.picture(
        draft(
          canvas: (160, 160),
          tracks: [#"{"d":100,"m":{"src":"bar.png","scale":0.5,"rotation":\#(degrees)}}"#]))
      let moments = Moments(of: picture)
      // 80 by 26⅔ pixels; what stands upright has edges on whole ones.
      #expect(
        abs(moments.area / (80 * 80 / 3.0) - 1) < (degrees == 0 ? 0.03 : 0.015),
        "\(degrees)°: \(moments.area)")
      #expect(abs(moments.x - 80) < 0.1 && abs(moments.y - 80) < 0.3, "\(degrees)°")
      #expect(abs(moments.angle - degrees) < 0.3, "\(degrees)°: \(moments.angle)")
    }
  }

  @Test("Opacity mixes the encoded signal", arguments: [0.0, 0.1, 0.25, 0.5, 0.9, 1])
  func opacity(share: Double) throws {
    let placed = PlacedQuarters(fit: "fill")
    let picture = try stage.picture(placed.draft(#","opacity":\#(share)"#))
    let below = signal(40, 60, 80)
    for (index, color) in PlacedQuarters.colors.enumerated() {
      let above = signal(Double(color[0]), Double(color[1]), Double(color[2]))
      let found = picture.signal(80 + 160 * (index % 2), 44 + 90 * (index / 2))
      for plane in 0..<3 {
        let expected = below[plane] + (above[plane] - below[plane]) * share
        #expect(abs(Double(found[plane]) - expected) <= 1.6)
      }
    }
  }

  @Test("A clear pixel shows what lies below, a translucent one a mixture of both")
  func alpha() throws {
    try stage.makePicture("ramp.png", width: 256, height: 16, hasAlpha: true) { x, _ in
      [250, 120, 10, UInt8(x)]
    }
    let picture = try stage.picture(
      draft(
        canvas: (256, 16), background: "#1030c0",
        tracks: [#"{"d":100,"m":{"src":"ramp.png"}}"#]))
    let (above, below) = (signal(250, 120, 10), signal(16, 48, 192))
    for x in 0..<256 {
      let share = Double(x) / 255
      let expected = below[0] + (above[0] - below[0]) * share
      #expect(abs(Double(picture.luma(x, 8)) - expected) <= 1.6, "column \(x)")
      // Two columns share their chroma.
      let middle = (Double(x / 2 * 2) + 0.5) / 255
      for plane in 1...2 {
        let mixed = below[plane] + (above[plane] - below[plane]) * middle
        #expect(abs(Double(picture.signal(x, 8)[plane]) - mixed) <= 1.8, "column \(x)")
      }
    }
  }
}
