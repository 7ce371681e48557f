import Foundation
import TestSupport
import Testing

@Suite("Slates")
struct SlateTests {
  private static let dark = signal(26, 26, 30)[0]
  private static let light = signal(44, 44, 50)[0]
  private static let ground = signal(200, 60, 60)

  private func picture(_ members: String, at frame: Int = 0) throws -> Picture {
    try Stage().picture(
      draft(
        canvas: (320, 180), background: "#c83c3c",
        tracks: [#"{"d":1000,"m":{"src":"gone.mp4","name":"Gone"\#(members)}}"#]), at: frame)
  }

  /// What a pixel shows: `#` dark or light, `.` the ground, `w` words.
  private func kind(_ picture: Picture, _ x: Int, _ y: Int) -> Character {
    // By all three planes: the soft edges of words have the ground's luma, and not its colour.
    let isGround = zip(picture.signal(x, y), Self.ground).allSatisfy { abs(Double($0) - $1) <= 2 }
    if isGround { return "." }
    let luma = Double(picture.luma(x, y))
    return abs(luma - Self.dark) <= 1 || abs(luma - Self.light) <= 1 ? "#" : "w"
  }

  @Test("A slate fills its segment's place with stripes and words, and nothing else")
  func place() throws {
    let whole = try picture("")
    let kinds = (0..<180).flatMap { y in (0..<320).map { kind(whole, $0, y) } }
    #expect(!kinds.contains("."))
    #expect(kinds.count { $0 == "w" } > 200)
    for luma in [Self.dark, Self.light] {
      #expect(whole.planes[0].count { abs(Double($0) - luma) <= 1 } > 10_000)
    }

    // 96 by 54 pixels about (80, 135): edges between whole samples of chroma.
    let small = try picture(#","x":0.25,"y":0.75,"scale":0.3"#)
    for y in 0..<180 {
      for x in 0..<320 where !(32..<128).contains(x) || !(108..<162).contains(y) {
        if kind(small, x, y) != "." { Issue.record("\(x), \(y) is not the ground") }
      }
    }
    #expect(
      [(33, 109), (126, 109), (33, 160), (126, 160)].allSatisfy { kind(small, $0, $1) == "#" })
  }

  @Test("However large it is, it covers the canvas", arguments: [2.0, 6, 100])
  func large(scale: Double) throws {
    let picture = try picture(#","scale":\#(scale),"x":0.4"#)
    let kinds = (0..<180).flatMap { y in (0..<320).map { kind(picture, $0, y) } }
    #expect(!kinds.contains("."))
  }

  @Test("It moves and fades as its segment would")
  func moves() throws {
    let motion =
      #","scale":0.3,"keyframes":[{"at":0,"x":0.25,"opacity":1},{"at":900,"x":0.75,"opacity":0.5}]"#
    #expect(kind(try picture(motion), 36, 66) == "#")
    let later = try picture(motion, at: 27)
    #expect(kind(later, 36, 66) == ".")
    let halves = [Self.dark, Self.light].map { ($0 + Self.ground[0]) / 2 }
    #expect(halves.contains { abs($0 - Double(later.luma(196, 66))) <= 1.6 })
  }
}
