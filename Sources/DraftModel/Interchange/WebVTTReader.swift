/// Reads the cues of a WebVTT file, line by line (W3C, https://www.w3.org/TR/webvtt1/, section 6).
struct WebVTTReader {
  private let lines: [Substring]
  private var index = 0
  private var notes: [ConversionNote] = []

  init(_ text: String) { lines = SubtitleText.lines(of: text) }

  mutating func cues() throws(InterchangeError) -> Converted<[SubtitleCue]> {
    try skipHeader()
    var cues: [SubtitleCue] = []
    while index < lines.count {
      if lines[index].isBlank {
        index += 1
      } else if let cue = block() {
        cues.append(cue)
      }
    }
    return Converted(value: cues, notes: notes)
  }

  /// `WEBVTT`, alone or before a space or a tab, and what belongs to the header.
  private mutating func skipHeader() throws(InterchangeError) {
    let first = lines.first ?? ""
    let rest = first.dropFirst(6)
    guard first.hasPrefix("WEBVTT"), rest.isEmpty || rest.first == " " || rest.first == "\t" else {
      throw InterchangeError(
        .notOfFormat("WebVTT", found: "the first line is \"\(first.prefix(40))\", not WEBVTT"))
    }
    index = 1
    while index < lines.count, !lines[index].isEmpty, !lines[index].contains("-->") { index += 1 }
  }

  /// One cue with its name, or a block that is none.
  private mutating func block() -> SubtitleCue? {
    let start = index
    var name: String?
    if !lines[index].contains("-->") {
      if isComment(lines[index]) {
        skipBlock()
        return nil
      }
      name = String(lines[index])
      index += 1
      guard index < lines.count, lines[index].contains("-->") else {
        note(start, "this begins no cue and is left out")
        skipBlock()
        return nil
      }
    }
    let line = index
    index += 1
    var words: [Substring] = []
    while index < lines.count, !lines[index].isEmpty, !lines[index].contains("-->") {
      words.append(lines[index])
      index += 1
    }
    guard let clock = SubtitleClock(lines[line], .webVTT) else {
      let hint = lines[line].contains(",") ? "; WebVTT writes 00:00:01.500, with a point" : ""
      note(line, "the times cannot be read, so the cue is left out\(hint)")
      return nil
    }
    guard let span = TimeSpan(start: clock.start, end: clock.end), !span.isEmpty else {
      note(line, "the cue ends no later than it begins and is left out")
      return nil
    }
    let body = SubtitleText(words.joined(separator: "\n"), .webVTT)
    if body.hadMarkup { note(line, "markup in the cue is left out; its words are kept") }
    guard body.text.contains(where: { !$0.isWhitespace }) else {
      note(line, "the cue has no text and is left out")
      return nil
    }
    return SubtitleCue(
      id: name, span: span, text: body.text, settings: clock.settings,
      position: clock.settings.map(SubtitleCue.Position.init(settings:)) ?? .bottom)
  }

  private func isComment(_ line: Substring) -> Bool {
    ["NOTE", "STYLE", "REGION"].contains { word in
      line.hasPrefix(word) && line.dropFirst(word.count).first?.isWhitespace ?? true
    }
  }

  private mutating func skipBlock() {
    while index < lines.count, !lines[index].isEmpty, !lines[index].contains("-->") { index += 1 }
  }

  private mutating func note(_ index: Int, _ message: String) {
    notes.append(ConversionNote("line \(index + 1)", message))
  }
}
