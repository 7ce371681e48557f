import DraftModel
import JSONTree

extension AgentEditor {
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
    case .transition(let kind, let length): try addTransitions(kind, length)
    case .reframe(let width, let height): try apply(Reframe(to: .ratio(width, height)))
    case .generate, .addMusic, .useUploads, .undo, .beyondRange, .clipLength: break
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
        throw AgentFailure(
          english: "the volume can be 0% to 1000%", chinese: "音量可以是0%到1000%")
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
        throw AgentFailure(
          english: "the clip lasts only \(segment.span.length)s",
          chinese: "这个片段只有\(segment.span.length)秒")
      }
      try apply(
        TrimSegment(reference, tail: .time(segment.span.length - length), ripples: true))
    }
  }

  private mutating func cutOut(
    from start: Milliseconds, to end: Milliseconds, of whole: Milliseconds
  ) throws(AgentFailure) {
    guard start >= .zero, start < end, end <= whole, end - start < whole else {
      throw AgentFailure(
        english: "the video lasts \(whole)s; nothing would be left of it",
        chinese: "视频只有\(whole)秒，剪掉后什么都不剩")
    }
    try apply(RippleDelete(.stretch(from: .time(start), to: .time(end))))
  }

  private mutating func remove(_ part: AgentRequest.Part) throws(AgentFailure) {
    switch part {
    case .music: try removeTracks(.audio, .noMusic)
    case .title: try removeTracks(.text, .noTitle)
    case .clip:
      let clip = try segments(part)[0]
      try apply(RippleDelete(.segment(.pointer(clip.pointer))))
    }
  }

  private mutating func removeTracks(_ kind: TrackKind, _ otherwise: AgentFailure)
    throws(AgentFailure)
  {
    guard !tracks(kind).isEmpty else { throw otherwise }
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

  private mutating func addTransitions(
    _ kind: Timeline.TransitionKind, _ length: Milliseconds
  ) throws(AgentFailure) {
    let clips = try segments(.clip(nil))
    let ends = Set(clips.map(\.span.end))
    let followers = clips.filter { ends.contains($0.span.start) }
    guard !followers.isEmpty else {
      throw AgentFailure(
        english: "no clip follows another", chinese: "没有前后相接的片段")
    }
    for clip in followers {
      try apply(ChangeTransition(.pointer(clip.pointer), to: kind, length: .time(length)))
    }
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
}

extension JSONPointer {
  /// Where the container of this place stands.
  fileprivate var deletingLast: JSONPointer {
    tokens.dropLast().reduce(.root) { $0.appending($1) }
  }
}
