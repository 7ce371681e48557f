import Foundation
import TestSupport
import Testing

@Suite("Transitions, against FFmpeg's xfade on the same frames")
struct TransitionPictureTests {
  private let stage: Stage
  private static let size = (width: 160, height: 90)

  init() throws { stage = try Self.made.get() }

  /// One stage for all tests.
  private static let made = Result {
    let stage = try Stage()
    // Soft, so that a colour half a sample aside is a small difference, and a picture aside a large one.
    try stage.makeClip("a.mkv", "testsrc2=size=160x90:rate=30,gblur=sigma=3")
    try stage.makeClip("b.mkv", "mandelbrot=size=160x90:rate=30:start_scale=1,gblur=sigma=2")
    try stage.makeSolid("red.png", [255, 0, 0])
    try stage.makeSolid("green.png", [0, 255, 0])
    return stage
  }

  /// The format's names and the filter's (format section 2, *Meanings*).
  static let names = [
    ("crossfade", "fade"), ("dip_black", "fadeblack"), ("dip_white", "fadewhite"),
    ("wipe_left", "wipeleft"), ("wipe_right", "wiperight"), ("wipe_up", "wipeup"),
    ("wipe_down", "wipedown"), ("slide_left", "slideleft"), ("slide_right", "slideright"),
    ("slide_up", "slideup"), ("slide_down", "slidedown"), ("zoom", "zoomin"),
  ]

  /// A cut at one second from the first clip to the second, both of which play on in step.
  private func cut(
    _ type: String, _ length: Int, from: Int = 0, to: Int = 1000
  ) -> String {
    draft(
      canvas: Self.size,
      tracks: [
        #"{"d":1000,"m":{"src":"a.mkv","in":\#(from)}},"#
          + #"{"d":1000,"m":{"src":"b.mkv","in":\#(to),"transition":{"type":"\#(type)","d":\#(length)}}}"#
      ])
  }

  /// What the filter makes of frames `first..<end` of both clips.
  ///
  /// Chroma is doubled and halved again by whole samples, which loses nothing.
  private func filtered(
    _ name: String, _ first: Int, _ end: Int, pixels: String
  ) throws -> [Picture] {
    let inputs = (0...1).map {
      "[\($0):v]fps=30,trim=start_frame=\(first):end_frame=\(end),settb=1/30,setpts=N,"
        + "scale=in_color_matrix=bt709:out_color_matrix=bt709:flags=neighbor,format=\(pixels)[\($0)];"
    }
    // The filter takes a length in microseconds: of thirtieths, the nearest.
    let length = ((end - first) * 1_000_000 + 15) / 30
    let graph =
      inputs.joined() + "[0][1]xfade=transition=\(name):duration=\(length)us:offset=0,"
      + "scale=out_color_matrix=bt709:out_range=tv:flags=neighbor,format=yuv420p[out]"
    return try Picture.made(
      ["-i", stage.path("a.mkv"), "-i", stage.path("b.mkv"), "-filter_complex", graph]
        + ["-map", "[out]"], width: Self.size.width, height: Self.size.height)
  }

  @Test("A clip of the canvas's size is shown to the bit")
  func identity() throws {
    let found = try stage.pictures(cut("crossfade", 0), at: 0..<30)
    let expected = try Picture.made(
      ["-i", stage.path("a.mkv"), "-frames:v", "30"], width: Self.size.width,
      height: Self.size.height)
    #expect(found == expected)
  }

  @Test(
    "Each type gives the filter's luma, and its chroma but for the edges", arguments: names,
    [400, 500])
  func types(name: (ours: String, theirs: String), length: Int) throws {
    // 400 ms covers frames 24 to 36, 500 ms 22.5 to 37.5, which round up.
    let (first, end) = length == 400 ? (24, 36) : (23, 38)
    let found = try stage.pictures(cut(name.ours, length), at: first..<end)
    // Where the filter passes through black or white it means those of RGB: limited range is not known to it.
    let isDip = name.ours.hasPrefix("dip")
    let expected = try filtered(name.theirs, first, end, pixels: isDip ? "gbrp" : "yuv444p")
    #expect(found.count == expected.count)
    for (number, (mine, theirs)) in zip(found, expected).enumerated() {
      let note = Comment(rawValue: "\(name.ours), frame \(number)")
      // Through RGB and back costs rounding, and FFmpeg before 6 keeps a line of the first picture at the
      // edge of the second that slides in.
      let isSlide = name.ours.hasPrefix("slide")
      let differing = zip(mine.planes[0], theirs.planes[0]).count {
        abs(Int($0) - Int($1)) > (isDip ? 4 : 1)
      }
      #expect(differing <= (isSlide ? Self.size.width : isDip ? 4 : 0), note)
      // The filter works on chroma of full size: what moves by odd pixels lies between two samples here,
      // and what is enlarged to a few pixels shows one sample or the next.
      let tolerance = name.ours == "zoom" ? 15.0 : isSlide ? 7 : 3
      for plane in 1...2 {
        #expect(mine.meanDifference(from: theirs, plane: plane) < tolerance, note)
      }
    }
  }

  @Test("Before and after a transition the clips are shown as they are")
  func neighbours() throws {
    let found = try stage.pictures(cut("wipe_left", 400), at: [22, 23, 36, 37])
    let plain = try stage.pictures(cut("wipe_left", 0), at: [22, 23, 36, 37])
    #expect(found == plain)
  }

  @Test("The first frame of a transition is all of the first clip")
  func firstFrame() throws {
    for name in Self.names.map(\.0) where !name.hasPrefix("wipe") && !name.hasPrefix("slide") {
      let found = try stage.picture(cut(name, 400), at: 24)
      let plain = try stage.picture(cut(name, 0), at: 24)
      #expect(found.largestDifference(from: plain) <= 1, "\(name)")
    }
  }

  @Test("A missing handle holds the edge frame")
  func missingHandles() throws {
    // The first clip ends at the cut, the second begins there.
    let found = try stage.pictures(cut("crossfade", 400, from: 2000, to: 0), at: 24..<36)
    let graph =
      "[0:v]fps=30,trim=start_frame=84,setpts=N,tpad=stop_mode=clone:stop=6,settb=1/30,setpts=N[0];"
      + "[1:v]fps=30,tpad=start_mode=clone:start=6,settb=1/30,setpts=N,trim=end_frame=12[1];"
      + "[0][1]xfade=duration=400ms:offset=0,format=yuv420p[out]"
    let expected = try Picture.made(
      ["-i", stage.path("a.mkv"), "-i", stage.path("b.mkv"), "-filter_complex", graph]
        + ["-map", "[out]"], width: Self.size.width, height: Self.size.height)
    #expect(found.count == expected.count)
    for (mine, theirs) in zip(found, expected) {
      #expect(mine.largestDifference(from: theirs) <= 1)
    }
  }

  /// A cut on an upper track between two small pictures over a blue ground, at ten frames a second.
  private func overlay(_ type: String) throws -> [Picture] {
    let small = #""fit":"fill","scale":0.5"#
    return try stage.pictures(
      draft(
        canvas: (160, 80), background: "#0000ff", fps: "10",
        tracks: [
          #"{"d":2000,"m":{"src":"red.png","fit":"fill","opacity":0}}"#,
          #"{"d":1000,"m":{"src":"red.png",\#(small)}},"#
            + #"{"d":1000,"m":{"src":"green.png",\#(small),"transition":{"type":"\#(type)","d":1000}}}"#,
        ]), at: 5..<15)
  }

  private static func mix(_ from: [Double], _ to: [Double], _ share: Double) -> [Double] {
    zip(from, to).map { $0 + ($1 - $0) * share }
  }

  private static func isNear(_ found: [Int], _ wanted: [Double]) -> Bool {
    zip(found, wanted).allSatisfy { abs(Double($0) - $1) <= 2.5 }
  }

  @Test("Above another track only the pictures change; what lies below stays")
  func overlayStaysApart() throws {
    let (red, green, blue) = (signal(255, 0, 0), signal(0, 255, 0), signal(0, 0, 255))
    for type in ["crossfade", "dip_black", "wipe_left", "slide_up", "zoom"] {
      for (number, picture) in try overlay(type).enumerated() {
        let share = Double(number) / 10
        // Beside the pictures nothing happens, unless they slide or grow to there.
        if type != "slide_up", type != "zoom" {
          #expect(Self.isNear(picture.signal(10, 40), blue), "\(type) \(number)")
        }
        #expect(Self.isNear(picture.signal(10, 4), blue) || type == "zoom", "\(type) \(number)")
        let found = picture.signal(80, 40)
        switch type {
        case "crossfade":
          #expect(Self.isNear(found, Self.mix(red, green, share)), "\(number): \(found)")
        case "wipe_left":
          // The edge comes from the right of the canvas: it passes x at share 1 − x.
          for x in [50, 80, 110] where abs(1 - share - Double(x) / 160) > 0.03 {
            let wanted = share > 1 - Double(x) / 160 ? green : red
            #expect(Self.isNear(picture.signal(x, 40), wanted), "\(number), column \(x)")
          }
        case "slide_up":
          // The red picture has moved up by the share of the canvas, the green one follows.
          for y in stride(from: 2, to: 80, by: 4) {
            let place = Double(y) / 80 + share
            let own = place.truncatingRemainder(dividingBy: 1)
            guard abs(own - 0.25) > 0.05, abs(own - 0.75) > 0.05 else { continue }
            let isPicture = (0.25..<0.75).contains(own)
            let wanted = isPicture ? (place < 1 ? red : green) : blue
            #expect(Self.isNear(picture.signal(80, y), wanted), "\(number), line \(y)")
          }
        default: break
        }
      }
    }
  }
}
