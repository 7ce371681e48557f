import JSONTree

/// Makes a segment of a clip that another program made.
enum OTIOForeignClip {
  static func entry(
    of placed: OTIOPlacedClip, notes: inout [ConversionNote]
  ) -> OTIOEntry {
    var reading = OTIOClipReading(placed)
    var metadata: [JSONMember] = []
    func add(_ key: DraftKey, _ value: JSONValue) {
      metadata.append(JSONMember(key.canonical, value))
    }
    if !reading.name.isEmpty { add(.name, .string(reading.name)) }
    let content = reading.content()
    switch content {
    case .text(let text): add(.text, .string(text))
    case .source(let source): add(.source, .string(source))
    case .nothing:
      reading.note(placed.clip, "the clip has no media; a slate stands for it")
      add(.source, .string(reading.name.isEmpty ? "missing" : reading.name))
    }
    var isText = false
    if case .text = content { isText = true }
    if !isText {
      let inPoint = reading.inPoint()
      if inPoint > .zero { add(.inPoint, .milliseconds(inPoint)) }
    }
    if let speed = reading.speed(), speed.double != 1 {
      if isText {
        reading.note(placed.clip, "text has no speed")
      } else {
        add(.speed, .number(speed))
      }
    }
    for (key, length) in reading.fades() { add(key, .milliseconds(length)) }
    if let (kind, length) = reading.transition() {
      add(
        .transition,
        .object([
          JSONMember(DraftKey.transitionType.canonical, .string(kind.rawValue)),
          JSONMember(DraftKey.transitionDuration.canonical, .milliseconds(length)),
        ]))
    }
    if placed.isDisabled {
      add(.opacity, 0)
      add(.muted, true)
      reading.note(placed.clip, "the clip is disabled; it is clear and silent here")
    }
    if let foreign = OTIO.foreignMetadata(of: placed.clip) {
      metadata.append(JSONMember(OTIO.foreign, foreign))
    }
    notes += reading.notes
    let span = placed.span
    return OTIOEntry(
      value: .object([
        JSONMember(DraftKey.segmentStart.canonical, .milliseconds(span.start)),
        JSONMember(DraftKey.segmentDuration.canonical, .milliseconds(span.length)),
        JSONMember(DraftKey.segmentMetadata.canonical, .object(metadata)),
      ]), span: span, index: nil, isText: isText)
  }
}
