import DraftModel
import JSONTree
import RenderPlanning

extension RenderPlan {
  /// Plans a draft from its text, its media made up.
  init(
    draft text: String, media: MediaCatalog = .made, request: RenderRequest = RenderRequest()
  ) throws {
    let resolution = try Draft(parsing: Array(text.utf8)).resolved()
    self.init(
      resolution.timeline, media: media, request: request, findings: resolution.findings)
  }

  /// The pointer of every layer painted at a frame, lowest first.
  func segments(at frame: Int64) -> [String] {
    interval(at: FrameIndex(frame))?.stack.flatMap(\.layers).map(\.segment.description) ?? []
  }

  /// The first and the end frame of each interval.
  var cuts: [ClosedRange<Int64>] { intervals.map { $0.first.rawValue...$0.end.rawValue } }
}

extension MediaCatalog {
  /// Four clips of 20 s, one whose sound ends after 10 s, a picture of the canvas's shape, one with clear pixels, and a
  /// bed of 5 s.
  static let made = MediaCatalog(
    entries: [
      "a.mp4": clip("a"), "b.mp4": clip("b"), "c.mp4": clip("c"), "e.mp4": clip("e"),
      "short.mp4": .item(
        digit: "5", picture: .init(width: 640, height: 360, duration: Ratio(20)),
        sound: .init(duration: Ratio(10))),
      "still.jpg": .item(digit: "1", picture: .init(width: 640, height: 360, isStill: true)),
      "logo.png": .item(
        digit: "2", picture: .init(width: 640, height: 360, isStill: true, hasAlpha: true)),
      "tall.jpg": .item(digit: "3", picture: .init(width: 360, height: 640, isStill: true)),
      "bed.m4a": .item(digit: "4", sound: .init(duration: Ratio(5))),
    ])

  private static func clip(_ digit: Character) -> Entry {
    .item(
      digit: digit,
      picture: .init(width: 640, height: 360, frameRate: Ratio(30), duration: Ratio(20)),
      sound: .init(duration: Ratio(20)))
  }
}

extension MediaCatalog.Entry {
  /// A file whose content hash is one digit over and over.
  static func item(
    digit: Character, picture: MediaItem.PictureFacts? = nil, sound: MediaItem.SoundFacts? = nil
  ) -> Self {
    guard let hash = ContentHash(hex: String(repeating: digit, count: 64)) else {
      return .unavailable(reason: "\(digit) is no hexadecimal digit")
    }
    return .available(MediaItem(path: "/\(digit)", hash: hash, picture: picture, sound: sound))
  }
}

extension [String] {
  /// Sources of the made-up catalog that a cut may use.
  static let made = ["a.mp4", "b.mp4", "c.mp4", "still.jpg"]
}
