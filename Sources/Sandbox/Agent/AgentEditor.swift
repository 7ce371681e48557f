import DraftModel
import JSONTree

/// Why the agent could not do what it understood, in words for the user.
struct AgentFailure: Error, Hashable, Sendable {
  let words: String
}

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

  private var timeline: Timeline { draft.resolved().timeline }

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
    guard start < end else { throw AgentFailure(words: "the video ends before \(start)s") }
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

  // MARK: Changing

  /// Carries out a request that needs no new media.
  mutating func apply(_ request: AgentRequest) throws(AgentFailure) {
    try requireContent()
    switch request {
    case .replaceTitle(let text):
      let title = try segments(.title)[0]
      try apply(ChangeText(.pointer(title.pointer), to: text))
    case .addTitle(let text, let start, let length):
      try addTitle(text, at: start ?? .zero, length: length)
    case .volume(let part, let loudness): try change(part, to: loudness)
    case .trim(let clip, let cut): try trim(clip, cut)
    case .remove(let part): try remove(part)
    case .move(let clip, let place): try move(clip, to: place)
    case .speed(let clip, let speed): try retime(clip, to: speed)
    case .fade(let part, let fadeIn, let fadeOut): try fade(part, fadeIn, fadeOut)
    case .reframe(let width, let height): try apply(Reframe(to: .ratio(width, height)))
    case .generate, .addMusic, .useUploads, .undo: break
    }
    try removeEmptyTracks()
  }

  /// Takes away tracks on which nothing is left.
  private mutating func removeEmptyTracks() throws(AgentFailure) {
    while let track = timeline.tracks.first(where: { $0.segments.isEmpty }) {
      try apply(Remove(.track(.number(track.index + 1))))
    }
  }

  private mutating func change(
    _ part: AgentRequest.Part, to loudness: AgentRequest.Loudness
  ) throws(AgentFailure) {
    for segment in try segments(part) {
      let linear: Double
      switch loudness {
      case .quieter: linear = segment.sound.volume * 0.6
      case .louder: linear = min(segment.sound.volume / 0.6, 10)
      case .percent(let percent): linear = Double(percent) / 100
      case .mute, .unmute:
        try apply(
          SetValue(
            at: segment.pointer.appending("m").appending("muted"),
            to: .boolean(loudness == .mute)))
        continue
      }
      guard let gain = Gain(linear: (linear * 100).rounded() / 100) else {
        throw AgentFailure(words: "the volume can be 0% to 1000%")
      }
      try apply(ChangeVolume(.segment(.pointer(segment.pointer)), to: gain))
    }
  }

  private mutating func trim(_ clip: Int?, _ cut: AgentRequest.Cut) throws(AgentFailure) {
    let whole = timeline.duration
    guard let clip else {
      switch cut {
      case .first(let length): try cutOut(from: .zero, to: length, of: whole)
      case .last(let length): try cutOut(from: whole - length, to: whole, of: whole)
      case .to(let length): try cutOut(from: length, to: whole, of: whole)
      }
      return
    }
    let segment = try segments(.clip(clip))[0]
    let reference = SegmentReference.pointer(segment.pointer)
    switch cut {
    case .first(let length): try apply(TrimSegment(reference, head: .time(length), ripples: true))
    case .last(let length): try apply(TrimSegment(reference, tail: .time(length), ripples: true))
    case .to(let length):
      guard length < segment.span.length else {
        throw AgentFailure(words: "the clip lasts only \(segment.span.length)s")
      }
      try apply(
        TrimSegment(reference, tail: .time(segment.span.length - length), ripples: true))
    }
  }

  private mutating func cutOut(
    from start: Milliseconds, to end: Milliseconds, of whole: Milliseconds
  ) throws(AgentFailure) {
    guard start >= .zero, start < end, end <= whole, end - start < whole else {
      throw AgentFailure(words: "the video lasts \(whole)s; nothing would be left of it")
    }
    try apply(RippleDelete(.stretch(from: .time(start), to: .time(end))))
  }

  private mutating func remove(_ part: AgentRequest.Part) throws(AgentFailure) {
    switch part {
    case .music: try removeTracks(.audio, "there is no music")
    case .title: try removeTracks(.text, "there is no title")
    case .clip:
      let clip = try segments(part)[0]
      try apply(RippleDelete(.segment(.pointer(clip.pointer))))
    }
  }

  private mutating func removeTracks(_ kind: TrackKind, _ otherwise: String) throws(AgentFailure) {
    guard !tracks(kind).isEmpty else { throw AgentFailure(words: otherwise) }
    while !tracks(kind).isEmpty { try apply(Remove(.track(.kind(kind, number: 1)))) }
  }

  /// Puts a clip elsewhere in the order; all clips of the track then follow each other without gaps.
  private mutating func move(_ clip: Int, to place: Int) throws(AgentFailure) {
    let clips = try segments(.clip(nil)).sorted { $0.span.start < $1.span.start }
    func index(_ number: Int) throws(AgentFailure) -> Int {
      let index = number < 0 ? clips.count + number : number - 1
      guard clips.indices.contains(index) else { throw Self.noClip(number, of: clips.count) }
      return index
    }
    let from = try index(clip)
    let to = try index(place)
    var order = clips
    order.insert(order.remove(at: from), at: to)
    var start = Milliseconds.zero
    var values: [JSONValue] = []
    for segment in order {
      guard case .object(var members)? = draft.document.node(at: segment.pointer)?.value else {
        continue
      }
      members.removeAll { $0.key == "s" }
      members.insert(JSONMember("s", .whole(start.rawValue)), at: 0)
      values.append(.object(members))
      start = start + segment.span.length
    }
    try apply(SetValue(at: clips[0].pointer.deletingLast, to: .array(values)))
  }

  private mutating func retime(_ clip: Int?, to speed: Ratio) throws(AgentFailure) {
    for number in try segments(.clip(clip)).indices {
      let place = clip ?? number + 1
      let segment = try segments(.clip(place))[0]
      guard case .media(let use) = segment.content, let product = use.speed.multiplied(by: speed)
      else { continue }
      try apply(Retime(.pointer(segment.pointer), to: .speed(product), ripples: true))
    }
    // Music and titles end with the pictures.
    let end = tracks(.video).flatMap(\.segments).map(\.span.end).max() ?? .zero
    let whole = timeline.duration
    if end < whole { try cutOut(from: end, to: whole, of: whole) }
  }

  private mutating func fade(
    _ part: AgentRequest.Part, _ fadeIn: Milliseconds?, _ fadeOut: Milliseconds?
  ) throws(AgentFailure) {
    let found = try segments(part)
    for (number, segment) in found.enumerated() {
      // Of several clips in a row the first comes and the last goes.
      let comes = number == 0 ? fadeIn : nil
      let goes = number == found.count - 1 ? fadeOut : nil
      guard comes != nil || goes != nil else { continue }
      try apply(
        Fade(
          .segment(.pointer(segment.pointer)), in: comes.map { .time($0) },
          out: goes.map { .time($0) }))
    }
  }

  // MARK: Finding

  private func tracks(_ kind: TrackKind) -> [Timeline.Track] {
    timeline.tracks.filter { $0.kind == kind }
  }

  private func requireContent() throws(AgentFailure) {
    guard timeline.tracks.contains(where: { !$0.segments.isEmpty }) else {
      throw AgentFailure(words: "there is no video yet; ask for one first")
    }
  }

  /// The segments that a part names: one at least.
  private func segments(_ part: AgentRequest.Part) throws(AgentFailure) -> [Timeline.Segment] {
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
      throw AgentFailure(
        words: part == .music
          ? "there is no music" : part == .title ? "there is no title" : "there is no clip")
    }
    return found
  }

  private static func noClip(_ number: Int, of count: Int) -> AgentFailure {
    AgentFailure(words: "there is no clip \(number); the video has \(count)")
  }

  private mutating func apply(_ transform: some Transform) throws(AgentFailure) {
    do throws(TransformError) {
      draft = try transform.applied(to: draft).draft
    } catch {
      throw AgentFailure(words: error.description)
    }
  }

  private static func pointer(_ tokens: [String]) -> JSONPointer {
    tokens.reduce(.root) { $0.appending($1) }
  }
}

extension JSONPointer {
  /// Where the container of this place stands.
  fileprivate var deletingLast: JSONPointer {
    tokens.dropLast().reduce(.root) { $0.appending($1) }
  }
}
