import Foundation
import RenderPlanning
import TestSupport
import Testing

@Suite("Titles in the picture")
struct TitlePictureTests {
  private let stage: Stage

  init() throws { stage = try Stage() }

  private static let canvas = (width: 480, height: 270)

  /// A title of one second as `style`'s members and its other ones say.
  private func draft(
    _ text: String, style: String = #""size":200"#, _ more: String = "",
    background: String = "#000000", canvas: (width: Int, height: Int) = Self.canvas
  ) throws -> String {
    let letters = String(decoding: try JSONEncoder().encode(text), as: UTF8.self)
    let members = more.isEmpty ? "" : ",\(more)"
    return
      #"{"m":{"width":\#(canvas.width),"height":\#(canvas.height),"background":"\#(background)"},"#
      + #""t":[{"tt":7,"sg":[{"d":1000,"m":{"text":\#(letters),"style":{\#(style)}\#(members)}}]}]}"#
  }

  private func picture(
    _ text: String, style: String = #""size":200"#, _ more: String = "",
    background: String = "#000000"
  ) throws -> Picture {
    try stage.picture(try draft(text, style: style, more, background: background), at: 15)
  }

  @Test(
    "size is pixels of a canvas 1080 high: the letters that FFmpeg's drawtext draws at that size",
    arguments: [(200, 1080), (200, 360), (97, 720), (64.5, 540)] as [(Double, Int)])
  func size(size: Double, height: Int) throws {
    let canvas = (width: height * 16 / 9 / 2 * 2, height: height)
    let font = try Shell.output(of: "fc-match", ["-f", "%{file}", "sans-serif"])
    let pixels = size * Double(height) / 1080
    let filter =
      "drawtext=fontfile=\(String(decoding: font, as: UTF8.self)):text=HHHH:fontcolor=white:"
      + "fontsize=\(Int(pixels.rounded())):x=40:y=40"
    let theirs = try #require(
      try Picture.made(
        ["-f", "lavfi", "-i", "color=black:size=\(canvas.width)x\(canvas.height)", "-vf", filter]
          + ["-frames:v", "1"], width: canvas.width, height: canvas.height
      ).first?.ink())
    let mine = try #require(
      try stage.picture(try draft("HHHH", style: #""size":\#(size)"#, canvas: canvas), at: 15).ink()
    )
    // drawtext takes whole sizes and whole places only.
    let tolerance = 2.0 + Double(theirs.width) * abs(pixels.rounded() / pixels - 1)
    #expect(abs(Double(mine.width - theirs.width)) <= tolerance, "\(mine) and \(theirs)")
    #expect(abs(Double(mine.height - theirs.height)) <= 2, "\(mine) and \(theirs)")
  }

  @Test("x and y are the block's centre", arguments: [(0.5, 0.5), (0.3, 0.7), (0.62, 0.21)])
  func centre(x: Double, y: Double) throws {
    let ink = try #require(try picture("HOH", #""x":\#(x),"y":\#(y)"#).ink())
    #expect(abs(Double(ink.left + ink.right) / 2 - 480 * x) <= 1.5)
    // Capitals stand above the middle of ascent and descent by a little less than a tenth of the size.
    #expect(abs(Double(ink.top + ink.bottom) / 2 - 270 * y) <= 6)
  }

  @Test("color, stroke, shadow and background each paint their own colour where they belong")
  func colors() throws {
    let style =
      ##""size":600,"color":"#00ff00","background":"#0000ff","stroke":{"color":"#ff0000","width":24},"##
      + ##""shadow":{"color":"#ffff00","dx":100,"dy":0,"blur":0}"##
    let picture = try picture("I", style: style, background: "#404040")
    // At a quarter: a stem of some 11 pixels, 6 of outline each side, and the shadow 25 to the right.
    func has(_ color: (Double, Double, Double), at x: Int, _ y: Int) -> Bool {
      let wanted = signal(color.0, color.1, color.2)
      return zip(picture.signal(x, y), wanted).allSatisfy { abs(Double($0) - $1) <= 3 }
    }
    let row = 135
    #expect(has((0, 255, 0), at: 240, row))
    let stem = (0..<240).reversed().prefix { has((0, 255, 0), at: $0, row) }.count
    #expect(stem > 4)
    #expect(has((255, 0, 0), at: 240 - stem - 4, row))
    #expect(has((255, 255, 0), at: 265, row))
    #expect(has((0, 0, 255), at: 240 - stem - 12, row))
    #expect(has((64, 64, 64), at: 20, row))
  }

  @Test("weight thickens, italic slants, line_height spreads, align moves short lines")
  func shapes() throws {
    func area(_ style: String) throws -> Double {
      Moments(of: try picture("HIH", style: #""size":200\#(style)"#)).area
    }
    #expect(try area(#","weight":700"#) > 1.2 * area(""))
    #expect(try area(#","weight":"bold""#) == area(#","weight":700"#))
    let upright = Moments(of: try picture("I", style: #""size":600,"font":"DejaVu Sans Mono""#))
    let slanted = Moments(
      of: try picture("l", style: #""size":600,"italic":true,"font":"Noto Sans""#))
    #expect(abs(abs(upright.angle) - 90) < 2)
    // Its top leans to the right: the long axis runs from lower left to upper right.
    #expect(slanted.angle < -60 && slanted.angle > -87, "\(slanted.angle)")

    func lines(_ style: String) throws -> [Range<Int>] {
      try picture("HHHH\nHH", style: #""size":120\#(style)"#).bands()
    }
    let (plain, wide) = (try lines(""), try lines(#","line_height":2"#))
    #expect(plain.count == 2 && wide.count == 2)
    let (near, far) = (
      plain[1].lowerBound - plain[0].lowerBound, wide[1].lowerBound - wide[0].lowerBound
    )
    #expect(abs(far - 2 * near) <= 1)

    for (word, slack) in [("left", 0.0), ("center", 0.5), ("right", 1)] {
      let picture = try picture("HHHH\nHH", style: #""size":120,"align":"\#(word)""#)
      let bands = picture.bands()
      let long = try #require(picture.ink(rows: bands[0]))
      let short = try #require(picture.ink(rows: bands[1]))
      let expected = Double(long.left) + slack * Double(long.width - short.width)
      #expect(abs(Double(short.left) - expected) <= 1.5, "\(word)")
    }
  }

  @Test("Lines wrap at max_width of the canvas, and line breaks are kept")
  func lines() throws {
    let words = "one two three four five six seven eight nine ten"
    var counts: [Int] = []
    for share in [0.9, 0.4, 0.25] {
      let picture = try picture(
        words, style: ##""size":80,"background":"#303030","color":"#ffffff""##,
        #""max_width":\#(share)"#)
      let ink = try #require(picture.ink(threshold: 140))
      #expect(Double(ink.width) <= 480 * share + 1)
      counts.append(picture.bands(threshold: 140).count)
    }
    #expect(counts[0] < counts[1] && counts[1] < counts[2], "\(counts)")
    #expect(try picture("H\nH\nH", style: #""size":80"#).bands().count == 3)
    #expect(try picture("H\r\nH", style: #""size":80"#).bands().count == 2)
    let gap = try picture("H\n\nH", style: #""size":80"#).bands()
    let none = try picture("H\nH\nH", style: #""size":80"#).bands()
    #expect(gap.count == 2 && gap.first == none.first && gap.last == none.last)
  }

  @Test("Wrapping is the same at every size of preview")
  func wrapsAlike() throws {
    let text = try draft(
      "A sentence that is long enough to be broken into several lines", style: #""size":90"#,
      #""max_width":0.6"#, canvas: (1920, 1080))
    let counts = try [180, 360, 1080].map {
      try stage.picture(text, at: 15, size: .shortSide($0)).bands(threshold: 60).count
    }
    #expect(Set(counts).count == 1 && counts[0] > 1, "\(counts)")
  }

  @Test("fade comes and goes over 400 ms, fade_in and fade_out over their own lengths")
  func fades() throws {
    let box = ##""size":2000,"background":"#ffffff""##
    let cases: [(String, Double, Double)] = [
      (#""animation":"fade""#, 0.4, 0.4), (#""fade_in":200,"fade_out":600"#, 0.2, 0.6),
    ]
    for (members, coming, going) in cases {
      let pictures = try stage.pictures(try draft("I", style: box, members), at: 0..<30)
      for (frame, picture) in pictures.enumerated() {
        let seconds = Double(frame) / 30
        let share = min(seconds / coming, 1, (1 - seconds) / going)
        #expect(abs(Double(picture.luma(200, 30)) - 16 - 219 * share) <= 1.6, "frame \(frame)")
      }
    }
  }

  @Test("slide_up rises into its place, slowing down, while it comes")
  func slideUp() throws {
    let pictures = try stage.pictures(
      try draft("HOH", #""animation":"slide_up""#), at: [3, 6, 9, 12, 15, 18])
    let heights = pictures.map { Moments(of: $0).y }
    for (height, frame) in zip(heights, [3, 6, 9, 12, 15, 18]) {
      let u = min(Double(frame) / 30 / 0.4, 1)
      let expected = heights[5] + 0.06 * 270 * (1 - u) * (1 - u)
      #expect(abs(height - expected) < 0.4, "frame \(frame): \(height), not \(expected)")
    }
  }

  @Test("typewriter shows letter after letter, each where it stays")
  func typewriter() throws {
    // Ten letters in one second: 20 a second.
    let pictures = try stage.pictures(
      try draft("HHHHHHHHHH", style: #""size":80"#, #""animation":"typewriter""#), at: 0..<30)
    let whole = try #require(pictures[29].ink())
    for (frame, picture) in pictures.enumerated() {
      let letters = min(10, Int(Double(frame) / 30 * 20 + 0.5))
      guard let ink = picture.ink() else {
        #expect(letters == 0, "frame \(frame)")
        continue
      }
      #expect(abs(ink.left - whole.left) <= 1)
      // Ten advances but for the space beside the last letter.
      let advance = Double(whole.width) / 9.75
      #expect(abs(Double(ink.width) - advance * (Double(letters) - 0.25)) < 2, "frame \(frame)")
    }
  }

  @Test("Keyframes move, turn and grow a title about its centre")
  func motion() throws {
    let motion =
      #""keyframes":[{"at":0,"x":0.3,"rotation":0,"scale":0.5},{"at":600,"x":0.7,"rotation":60,"scale":1}]"#
    let pictures = try stage.pictures(
      try draft("HHHH", style: #""size":150"#, motion), at: [0, 9, 18, 29])
    for (picture, u) in zip(pictures, [0, 0.5, 1, 1]) {
      let moments = Moments(of: picture)
      #expect(abs(moments.x - 480 * (0.3 + 0.4 * u)) < 5, "\(u): \(moments.x)")
      #expect(abs(moments.angle - 60 * u) < 2, "\(u): \(moments.angle)")
    }
    let areas = [pictures[0], pictures[2]].map { Moments(of: $0).area }
    #expect(abs(areas[1] / areas[0] - 4) < 0.2, "\(areas)")
  }
}

extension Picture {
  /// The smallest rectangle around what is brighter than `threshold`, on some rows or all.
  fileprivate func ink(threshold: Int = 128, rows: Range<Int>? = nil) -> Ink? {
    var ink: Ink?
    for y in rows ?? 0..<height {
      for x in 0..<width where luma(x, y) > threshold {
        let now = ink ?? Ink(left: x, top: y, right: x + 1, bottom: y + 1)
        ink = Ink(
          left: min(now.left, x), top: min(now.top, y), right: max(now.right, x + 1),
          bottom: max(now.bottom, y + 1))
      }
    }
    return ink
  }

  /// The runs of rows in which something is brighter than `threshold`: lines of text.
  fileprivate func bands(threshold: Int = 100) -> [Range<Int>] {
    var bands: [Range<Int>] = []
    for y in 0..<height where (0..<width).contains(where: { luma($0, y) > threshold }) {
      if let last = bands.last, last.upperBound == y {
        bands[bands.count - 1] = last.lowerBound..<y + 1
      } else {
        bands.append(y..<y + 1)
      }
    }
    return bands
  }
}

/// A rectangle of pixels.
private struct Ink {
  let left: Int
  let top: Int
  let right: Int
  let bottom: Int
  var width: Int { right - left }
  var height: Int { bottom - top }
}
