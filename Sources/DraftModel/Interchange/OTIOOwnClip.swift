import JSONTree

/// Gives a segment that we wrote as a clip what the clip says by now.
struct OTIOOwnClip {
  private let kept: JSONNode
  /// What the segment means as it is kept.
  private let segment: Timeline.Segment
  private let form: OTIOClipForm
  private let keys: KeyTable
  private var reading: OTIOClipReading
  private var metadata: JSONValue
  private(set) var entry: OTIOEntry

  /// - Parameters:
  ///   - kept: What we keep in the clip's metadata.
  ///   - segment: The kept segment, resolved.
  init(_ placed: OTIOPlacedClip, _ kept: JSONNode, _ segment: Timeline.Segment, keys: KeyTable) {
    self.kept = kept
    self.segment = segment
    self.keys = keys
    form = OTIOClipForm(of: segment)
    reading = OTIOClipReading(placed)
    let value = kept[KeptMember.segment]?.value ?? [:]
    metadata = keys.spellings(of: .segmentMetadata).compactMap { value[$0.name] }.first ?? [:]
    entry = OTIOEntry(
      value: value, span: placed.span,
      index: kept[KeptMember.index]?.number?.int64.flatMap(Int.init(exactly:)))
    entry.isText = placed.isText
  }

  var notes: [ConversionNote] { reading.notes }

  /// Compares the clip with what was written, and takes over what differs.
  mutating func update() {
    let old = metadata
    updateName()
    updateContent()
    updateTime()
    updateTransition()
    updateState()
    let foreign = OTIO.foreignMetadata(of: reading.clip)
    if foreign != metadata[OTIO.foreign] {
      metadata = metadata.setting(member: OTIO.foreign, to: foreign)
    }
    if metadata != old {
      entry.value = entry.value.setting(.segmentMetadata, to: metadata, keys: keys)
    }
  }

  private mutating func updateName() {
    guard reading.name != form.name else { return }
    set(.name, reading.name.isEmpty ? nil : .string(reading.name))
  }

  private mutating func updateContent() {
    switch (reading.content(), form.content) {
    case (.source(let url), .media(let use)) where url == use.source: break
    case (.text(let text), .text(let use)) where text == use.text: break
    case (.nothing, .missing): break
    case (.source(let url), _):
      set(.source, .string(url))
    case (.text(let text), _):
      set(.text, .string(text))
      if case .text = form.content { break }
      set(.source, nil)
    case (.nothing, _):
      reading.note(reading.clip, "the clip has no media any more; the segment keeps what it showed")
    }
  }

  private mutating func updateTime() {
    let span = entry.span
    if let speed = reading.speed(), speed.double != form.speedNumber?.double {
      set(.speed, speed.double == 1 ? nil : .number(speed))
    }
    var head = Milliseconds.zero
    let moved = reading.placed.inPoint - form.inPoint
    if moved != .zero {
      let speed = max(0.1, min(16, reading.placed.speed))
      head = Milliseconds(Int64((Double(moved.rawValue) / speed).rounded()))
      if case .media = form.content {
        metadata = metadata.setting(.inPoint, to: reading.inPoint(), keys: keys)
      }
    }
    let written = kept[KeptMember.duration]?.number?.int64.map { Milliseconds($0) }
    let length = written ?? segment.span.length
    if span.length != length {
      entry.value = entry.value.setting(.segmentDuration, to: span.length, keys: keys)
      // A clip that shows other media at an unchanged length was slipped, and its motion stays where it was. One that
      // was moved by frames may come to last a millisecond more or less, which cuts nothing.
      let isRounded = moved == .zero && abs(span.length.rawValue - length.rawValue) <= 1
      if !isRounded {
        entry.cut = (TimeSpan(start: head, length: span.length), segment.span.length)
      }
    }
    let hasStart = keys.spellings(of: .segmentStart).contains { spelling in
      entry.value[spelling.name].map { $0 != .null } ?? false
    }
    if hasStart, span.start != segment.span.start {
      entry.value = entry.value.setting(.segmentStart, to: span.start, keys: keys)
    }
  }

  private mutating func updateTransition() {
    let wasWritten =
      segment.transition != nil && kept[KeptMember.transition]?.booleanValue != false
    if let (kind, length) = reading.transition() {
      if segment.transition != Timeline.Transition(kind: kind, length: length) {
        let spelling = keys.spellings(of: .transition).first { metadata[$0.name] != nil }
        let old = spelling.flatMap { metadata[$0.name] }
        var value = old.flatMap { $0 == .null ? nil : $0 } ?? [:]
        value = value.setting(.transitionType, to: kind.rawValue, keys: keys)
        value = value.setting(.transitionDuration, to: length, keys: keys)
        set(.transition, value)
      }
    } else if wasWritten || segment.transition != nil && reading.placed.follows {
      // One that was not written had nothing to lead from; now it has, and the file has no transition there.
      set(.transition, nil)
    }
    for (key, length) in reading.fades() {
      metadata = metadata.setting(key, to: length, keys: keys)
    }
  }

  private mutating func updateState() {
    guard reading.placed.isDisabled else { return }
    reading.note(reading.clip, "the clip is disabled; it is clear and silent here")
    set(.opacity, 0)
    set(.muted, true)
    // Keyframes would bring back the picture and the sound.
    guard let spelling = keys.spellings(of: .keyframes).first(where: { metadata[$0.name] != nil }),
      case .array(let keyframes)? = metadata[spelling.name]
    else { return }
    let still = keyframes.map { keyframe in
      [DraftKey.keyframeOpacity, .keyframeVolume].flatMap { keys.spellings(of: $0) }
        .reduce(keyframe) { $0.setting(member: $1.name, to: nil) }
    }
    if still != keyframes { set(.keyframes, .array(still)) }
  }

  /// Sets a member under the spelling it has, or takes it away under all.
  private mutating func set(_ key: DraftKey, _ value: JSONValue?) {
    guard let value else {
      for spelling in keys.spellings(of: key) {
        metadata = metadata.setting(member: spelling.name, to: nil)
      }
      return
    }
    if metadata == .null { metadata = [:] }
    metadata = metadata.setting(key, to: value, keys: keys)
  }
}

extension JSONValue {
  /// The object with a member set, or without it for `nil`.
  func setting(member name: String, to value: JSONValue?) -> JSONValue {
    guard case .object(var members) = self else { return self }
    let place = members.firstIndex { $0.key == name }
    switch (place, value) {
    case (let place?, let value?): members[place].value = value
    case (let place?, nil): members.remove(at: place)
    case (nil, let value?): members.append(JSONMember(name, value))
    case (nil, nil): break
    }
    return .object(members)
  }
}
