import DraftModel
import JSONTree

/// Carries requests out on a draft, by the transforms that people have too.
struct AgentEditor: Sendable {
  private(set) var draft: Draft

  /// What a draft of the service's own looks like before anything is on it.
  private static let empty =
    ##"{"m":{"title":"Untitled","width":1920,"height":1080,"fps":30,"background":"#000000"},"t":[]}"##

  /// How loud music is beneath a clip.
  private static let musicVolume: JSONValue = 0.35

  /// - Parameter bytes: The draft; nil for a new one.
  init(_ bytes: [UInt8]?) throws(DraftError) {
    draft = try Draft(parsing: bytes ?? Array(Self.empty.utf8))
  }

  var timeline: Timeline { draft.resolved().timeline }

  // MARK: Adding

  /// Puts a clip at the end of the first video track.
  mutating func addClip(_ source: String, name: String, length: Milliseconds) throws(AgentFailure) {
    try apply(
      AddSegment(
        .source(source), to: .kind(.video, number: 1), length: .time(length), name: name,
        metadata: [JSONMember("fit", "cover")]))
  }

  /// Names the draft.
  mutating func setTitle(_ title: String) throws(AgentFailure) {
    try apply(SetValue(at: Self.pointer(["m", "title"]), to: .string(title)))
  }

  /// Puts music under everything, in place of other music.
  mutating func addMusic(_ source: String, name: String) throws(AgentFailure) {
    try requireContent()
    let length = timeline.duration
    let addition = AddSegment(
      .source(source), to: .kind(.audio, number: 1), at: .time(.zero), length: .time(length),
      name: name,
      metadata: [
        JSONMember("volume", Self.musicVolume), JSONMember("fade_out", Self.fadeOut(length)),
      ])
    if let track = tracks(.audio).first {
      // The track stays where it is among the others.
      try apply(SetValue(at: Self.pointer(["t", "\(track.index)", "sg"]), to: []))
    }
    try apply(addition)
  }

  /// Lets music go in a second and a half, or in a tenth of a short piece.
  private static func fadeOut(_ length: Milliseconds) -> JSONValue {
    .whole(min(1500, length.rawValue / 10))
  }

  /// Puts a title over everything, on a track of its own where there is one at that time already.
  mutating func addTitle(
    _ text: String, at start: Milliseconds, length: Milliseconds
  ) throws(AgentFailure) {
    try requireContent()
    let end = min(start + length, timeline.duration)
    guard start < end else {
      throw AgentFailure(
        english: "the video ends before \(start)s", chinese: "视频在\(start)秒之前就结束了")
    }
    let span = TimeSpan(start: start, length: end - start)
    let texts = tracks(.text)
    let free = texts.firstIndex { track in
      !track.segments.contains { $0.span.start < span.end && span.start < $0.span.end }
    }
    let fade = JSONValue.whole(min(600, span.length.rawValue / 4))
    try apply(
      AddSegment(
        .text(text), to: .kind(.text, number: (free ?? texts.count) + 1), at: .time(start),
        length: .time(span.length),
        metadata: [
          JSONMember("x", 0.5), JSONMember("y", 0.26), JSONMember("fade_in", fade),
          JSONMember("fade_out", fade), JSONMember("style", Self.titleStyle),
        ]))
  }

  private static let titleStyle: JSONValue = [
    "font": "Noto Sans", "size": 132, "weight": 800, "color": "#fff4e0",
    "stroke": ["color": "#2a1640", "width": 4],
    "shadow": ["color": "#000000", "dx": 0, "dy": 6, "blur": 14],
  ]

  // MARK: Finding

  func tracks(_ kind: TrackKind) -> [Timeline.Track] {
    timeline.tracks.filter { $0.kind == kind }
  }

  func requireContent() throws(AgentFailure) {
    guard timeline.tracks.contains(where: { !$0.segments.isEmpty }) else {
      throw AgentFailure.noVideo
    }
  }

  /// The segments that a part names: one at least.
  func segments(_ part: AgentRequest.Part) throws(AgentFailure) -> [Timeline.Segment] {
    let found: [Timeline.Segment]
    switch part {
    case .music: found = tracks(.audio).flatMap(\.segments)
    case .title: found = tracks(.text).flatMap(\.segments)
    case .clip(nil): found = tracks(.video).first?.segments ?? []
    case .clip(let number?):
      let clips = (tracks(.video).first?.segments ?? []).sorted { $0.span.start < $1.span.start }
      let index = number < 0 ? clips.count + number : number - 1
      guard clips.indices.contains(index) else { throw Self.noClip(number, of: clips.count) }
      found = [clips[index]]
    }
    guard !found.isEmpty else {
      throw part == .music ? .noMusic : part == .title ? .noTitle : .noClip
    }
    return found
  }

  static func noClip(_ number: Int, of count: Int) -> AgentFailure {
    AgentFailure(
      english: "there is no clip \(number); the video has \(count)",
      chinese: "没有第\(number)个片段，视频共有\(count)个")
  }

  mutating func apply(_ transform: some Transform) throws(AgentFailure) {
    do throws(TransformError) {
      draft = try transform.applied(to: draft).draft
    } catch {
      throw AgentFailure(english: error.description, chinese: "时间线不能这样修改")
    }
  }

  private static func pointer(_ tokens: [String]) -> JSONPointer {
    tokens.reduce(.root) { $0.appending($1) }
  }
}
