import Foundation
import TestSupport
import Testing

@Suite("The stack of tracks")
struct StackTests {
  private let stage: Stage

  init() throws {
    stage = try Stage()
    try stage.makeSolid("red.png", [255, 0, 0])
    try stage.makeSolid("green.png", [0, 255, 0])
    try stage.makeSolid("blue.png", [0, 0, 255])
    try stage.makeSolid("glass.png", [255, 255, 255, 128])
  }

  private static let red = signal(255, 0, 0)
  private static let green = signal(0, 255, 0)
  private static let blue = signal(0, 0, 255)

  /// Whether the middle of each picture has the signal given, to rounding.
  private func expect(
    _ pictures: [Picture], _ signals: [[Double]], _ note: String = "",
    at location: SourceLocation = #_sourceLocation
  ) {
    #expect(pictures.count == signals.count, sourceLocation: location)
    for (index, (picture, wanted)) in zip(pictures, signals).enumerated() {
      let found = picture.signal(picture.width / 2, picture.height / 2)
      #expect(
        zip(found, wanted).allSatisfy { abs(Double($0) - $1) <= 1.6 },
        "picture \(index): \(found), not \(wanted) \(note)", sourceLocation: location)
    }
  }

  private func segment(
    _ name: String, _ start: Int = 0, _ length: Int = 1000, _ more: String = ""
  ) -> String {
    #"{"s":\#(start),"d":\#(length),"m":{"src":"\#(name).png","fit":"fill"\#(more)}}"#
  }

  @Test(
    "The background is the colour given, on every pixel",
    arguments: ["#000000", "#ffffff", "#ff8000", "#12ab9c", "#808080"])
  func background(color: String) throws {
    let picture = try stage.picture(
      #"{"d":500,"m":{"width":66,"height":34,"background":"\#(color)"},"t":[]}"#)
    let number = try #require(Int(color.dropFirst(), radix: 16))
    let wanted = signal(
      Double(number >> 16), Double(number >> 8 & 255), Double(number & 255))
    for plane in 0..<3 {
      #expect(picture.planes[plane].allSatisfy { abs(Double($0) - wanted[plane]) <= 0.6 })
    }
  }

  @Test("Without a background it is black")
  func blackBackground() throws {
    let picture = try stage.picture(#"{"d":500,"m":{"width":66,"height":34},"t":[]}"#)
    #expect(picture.planes[0].allSatisfy { $0 == 16 })
    #expect(
      picture.planes[1].allSatisfy { $0 == 128 } && picture.planes[2].allSatisfy { $0 == 128 })
  }

  @Test("A segment's own background fills the canvas behind a contained picture")
  func backdrop() throws {
    let picture = try stage.picture(
      draft(
        canvas: (160, 80),
        tracks: [
          segment("red"), ##"{"d":1000,"m":{"src":"green.png","background":"#0000ff"}}"##,
        ]))
    expect([picture], [Self.green])
    let beside = picture.signal(10, 40)
    #expect(zip(beside, Self.blue).allSatisfy { abs(Double($0) - $1) <= 1.6 })
  }

  @Test("Later tracks paint above earlier ones, and what is translucent shows both")
  func order() throws {
    let (red, green, glass) = (segment("red"), segment("green"), segment("glass"))
    func picture(_ tracks: [String]) throws -> Picture {
      try stage.picture(draft(canvas: (64, 36), tracks: tracks))
    }
    let white = signal(255, 255, 255)
    let mixed = zip(Self.green, white).map { $0 + ($1 - $0) * 128 / 255 }
    expect(
      [try picture([red, green]), try picture([green, red]), try picture([red, green, glass])],
      [Self.green, Self.red, mixed])
  }

  @Test("Hidden tracks are not painted, muted ones are")
  func hidden() throws {
    func picture(_ flags: String) throws -> Picture {
      try stage.picture(
        #"{"m":{"width":64,"height":36},"t":[{"tt":0,"sg":[\#(segment("red"))]},"#
          + #"{"tt":0,"m":{\#(flags)},"sg":[\#(segment("green"))]}]}"#)
    }
    expect(
      [try picture(#""hidden":true"#), try picture(#""muted":true"#)], [Self.red, Self.green])
  }

  @Test("Where segments of a track overlap the later start wins, and the earlier comes back")
  func overlap() throws {
    let pictures = try stage.pictures(
      draft(
        canvas: (64, 36),
        tracks: [
          [segment("green", 400, 300), segment("red"), segment("blue", 500, 100)]
            .joined(separator: ",")
        ]), at: [0, 11, 12, 14, 15, 17, 18, 20, 21, 29])
    expect(
      pictures,
      [
        Self.red, Self.red, Self.green, Self.green, Self.blue, Self.blue, Self.green, Self.green,
        Self.red, Self.red,
      ])
  }

  @Test("A segment is painted in exactly the frames of its span, the background in the others")
  func spans() throws {
    // 333 ms is frame 9.99, 700 ms is frame 21: [10, 21).
    let black = signal(0, 0, 0)
    let pictures = try stage.pictures(
      draft(canvas: (64, 36), tracks: [segment("red", 333, 367) + "," + segment("blue", 900, 100)]),
      at: [9, 10, 20, 21, 26, 27, 29])
    expect(pictures, [black, Self.red, Self.red, black, black, Self.blue, Self.blue])
  }

  @Test("Fades of a picture are linear in opacity, frame by frame")
  func fades() throws {
    let pictures = try stage.pictures(
      draft(
        canvas: (64, 36),
        tracks: [segment("red"), segment("blue", 0, 1000, #","fade_in":500,"fade_out":300"#)]),
      at: 0..<30)
    let wanted = (0..<30).map { frame in
      let seconds = Double(frame) / 30
      let share = min(seconds / 0.5, 1) * min((1 - seconds) / 0.3, 1)
      return zip(Self.red, Self.blue).map { $0 + ($1 - $0) * share }
    }
    expect(pictures, wanted)
  }
}
