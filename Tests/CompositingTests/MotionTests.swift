import Foundation
import TestSupport
import Testing

@Suite("Motion, measured in the picture")
struct MotionTests {
  private let stage: Stage

  init() throws {
    stage = try Stage()
    // Pixels enough that it is never enlarged, in a shape whose angle can be measured.
    try stage.makePicture("bar.png", width: 720, height: 240) { _, _ in [255, 255, 255] }
  }

  private static let canvas = (width: 240, height: 160)

  /// The share of the way gone at `u` (format section 2, *Meanings*).
  private static let eases: [String: @Sendable (Double) -> Double] = [
    "linear": { $0 }, "in": { $0 * $0 }, "out": { 1 - (1 - $0) * (1 - $0) },
    "in_out": { $0 < 0.5 ? 2 * $0 * $0 : 1 - 2 * (1 - $0) * (1 - $0) }, "hold": { _ in 0 },
  ]

  private func moments(_ members: String, at frames: [Int]) throws -> [Moments] {
    try stage.pictures(
      draft(
        canvas: Self.canvas, tracks: [#"{"d":1000,"m":{"src":"bar.png",\#(members)}}"#]),
      at: frames
    ).map { Moments(of: $0) }
  }

  /// The value between two keyframes at 200 and 800 ms, which holds before and after.
  private func value(_ ease: String, _ from: Double, _ to: Double, at frame: Int) -> Double {
    let u = (Double(frame) * 1000 / 30 - 200) / 600
    if u <= 0 { return from }
    if u >= 1 { return to }
    return from + (to - from) * (Self.eases[ease]?(u) ?? 0)
  }

  private static let frames = [0, 5, 7, 10, 13, 15, 18, 21, 23, 24, 29]

  @Test(
    "Place, size and turn follow the formula of each ease, and hold before and after",
    arguments: ["linear", "in", "out", "in_out", "hold"])
  func geometry(ease: String) throws {
    let seen = try moments(
      #""keyframes":[{"at":200,"x":0.3,"y":0.6,"scale":0.2,"rotation":-30,"ease":"\#(ease)"},"#
        + #"{"at":800,"x":0.7,"y":0.35,"scale":0.35,"rotation":50}]"#, at: Self.frames)
    for (frame, moments) in zip(Self.frames, seen) {
      func value(_ from: Double, _ to: Double) -> Double {
        self.value(ease, from, to, at: frame)
      }
      // The bar fits 240 by 80 pixels.
      let scale = value(0.2, 0.35)
      let area = 240 * 80 * scale * scale
      #expect(abs(moments.x - 240 * value(0.3, 0.7)) < 0.1, "frame \(frame)")
      #expect(abs(moments.y - 160 * value(0.6, 0.35)) < 0.1, "frame \(frame)")
      #expect(abs(moments.area / area - 1) < 0.02, "frame \(frame): \(moments.area)")
      #expect(abs(moments.angle - value(-30, 50)) < 0.5, "frame \(frame): \(moments.angle)")
    }
  }

  @Test(
    "So does opacity, of pictures and of titles",
    arguments: ["linear", "in", "out", "in_out", "hold"])
  func opacity(ease: String) throws {
    let keyframes =
      #""keyframes":[{"at":200,"opacity":0.9,"ease":"\#(ease)"},{"at":800,"opacity":0.1}]"#
    let picture = #"{"tt":0,"sg":[{"d":1000,"m":{"src":"bar.png","fit":"fill",\#(keyframes)}}]}"#
    // A title whose box fills the canvas.
    let title =
      ##"{"tt":7,"sg":[{"d":1000,"m":{"text":"I","style":{"size":2000,"background":"#ffffff"},\##(keyframes)}}]}"##
    for track in [picture, title] {
      let pictures = try stage.pictures(
        #"{"m":{"width":64,"height":64},"t":[\#(track)]}"#, at: Self.frames)
      for (frame, picture) in zip(Self.frames, pictures) {
        let wanted = 16 + 219 * value(ease, 0.9, 0.1, at: frame)
        #expect(abs(Double(picture.luma(60, 3)) - wanted) <= 1.6, "frame \(frame)")
      }
    }
  }

  @Test("A property without keyframes keeps the segment's own value")
  func otherProperties() throws {
    let seen = try moments(
      #""x":0.4,"y":0.7,"scale":0.3,"rotation":10,"keyframes":[{"at":0,"x":0.4},{"at":900,"x":0.6}]"#,
      at: [0, 27])
    for (moments, x) in zip(seen, [0.4, 0.6]) {
      #expect(abs(moments.x - 240 * x) < 0.1 && abs(moments.y - 112) < 0.1)
      #expect(abs(moments.angle - 10) < 0.3 && abs(moments.area / (72 * 24) - 1) < 0.02)
    }
  }

  @Test("Ken Burns goes evenly from pose to pose, each frame by the same fraction of a pixel")
  func kenBurns() throws {
    let frames = Array(0..<30)
    let seen = try moments(
      #""ken_burns":{"from":{"x":0.45,"y":0.5,"scale":0.3},"to":{"x":0.5,"y":0.46,"scale":0.4}}"#,
      at: frames)
    for (frame, moments) in zip(frames, seen) {
      let u = Double(frame) / 30
      let scale = 0.3 + 0.1 * u
      #expect(abs(moments.x - (108 + 12 * u)) < 0.08, "frame \(frame): \(moments.x)")
      #expect(abs(moments.y - (80 - 6.4 * u)) < 0.08, "frame \(frame): \(moments.y)")
      #expect(abs(moments.area / (240 * 80 * scale * scale) - 1) < 0.015, "frame \(frame)")
    }
  }

  @Test("A moving picture shown small has no pixel left out of it", arguments: [0.5, 0.21, 0.1])
  func minified(scale: Double) throws {
    // Stripes of one pixel: whoever skips pixels sees black or white, not their mean.
    try stage.makePicture("stripes.png", width: 480, height: 320) { x, y in
      (x + y) % 2 == 0 ? [255, 255, 255] : [0, 0, 0]
    }
    let picture = try stage.picture(
      draft(
        canvas: (480, 320),
        tracks: [
          #"{"d":1000,"m":{"src":"stripes.png","keyframes":[{"at":0,"scale":\#(scale)},{"at":900,"scale":1}]}}"#
        ]))
    let (reachX, reachY) = (Int(240 * scale) - 4, Int(160 * scale) - 4)
    let inside = (160 - reachY..<160 + reachY).flatMap { y in
      (240 - reachX..<240 + reachX).map { x in picture.luma(x, y) }
    }
    #expect(inside.allSatisfy { abs(Double($0) - 125.5) < 20 })
  }
}
