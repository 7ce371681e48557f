/// Reads the cues of a SubRip file.
///
/// A line of times begins a cue, which lasts to the next one: files part their cues by empty lines, by lines of
/// blanks, or not at all, and have empty lines within a cue's text. The number right above the next cue's times
/// is not text.
struct SubRipReader {
  private let lines: [Substring]
  private var notes: [ConversionNote] = []

  init(_ text: String) { lines = SubtitleText.lines(of: text) }

  mutating func cues() -> Converted<[SubtitleCue]> {
    let starts = lines.indices.filter { SubtitleClock.isMeant(by: lines[$0]) }
    noteLines(before: starts.first)
    var cues: [SubtitleCue] = []
    for (position, start) in starts.enumerated() {
      let next = position + 1 < starts.count ? starts[position + 1] : nil
      if let cue = cue(at: start, before: next) { cues.append(cue) }
    }
    return Converted(value: cues, notes: notes)
  }

  /// Text before the first cue is nobody's; its number is.
  private mutating func noteLines(before first: Int?) {
    let head = lines[..<(first ?? lines.endIndex)]
    guard let stray = head.firstIndex(where: { !$0.isBlank }) else { return }
    if let first, stray == first - 1, Self.isNumber(lines[stray]) { return }
    note(stray, "this belongs to no cue and is left out")
  }

  private mutating func cue(at start: Int, before next: Int?) -> SubtitleCue? {
    guard let clock = SubtitleClock(lines[start], .subRip) else {
      note(start, "the times cannot be read, so the cue is left out")
      return nil
    }
    guard let span = TimeSpan(start: clock.start, end: clock.end), !span.isEmpty else {
      note(start, "the cue ends no later than it begins and is left out")
      return nil
    }
    if clock.settings != nil { note(start, "the cue's place on the screen is left out") }
    let body = SubtitleText(body(after: start, before: next ?? endOfText(after: start)), .subRip)
    if body.hadMarkup { note(start, "markup in the cue is left out; its words are kept") }
    guard body.text.contains(where: { !$0.isWhitespace }) else {
      note(start, "the cue has no text and is left out")
      return nil
    }
    return SubtitleCue(span: span, text: body.text, position: body.position ?? .bottom)
  }

  /// The number of a cue that was cut off at the end of the file; `nil` if there is none.
  ///
  /// It is one more than the last cue's and has an empty line above it.
  private mutating func endOfText(after start: Int) -> Int? {
    guard let end = lines.lastIndex(where: { !$0.isBlank }), end > start + 1,
      lines[end - 1].isBlank, start > 0, let own = Int(lines[start - 1].trimmed),
      own < Int.max, Int(lines[end].trimmed) == own + 1
    else { return nil }
    note(end, "this number has no cue and is left out")
    return end
  }

  /// The lines of text, without empty ones at the ends and without the next cue's number.
  private func body(after start: Int, before next: Int?) -> String {
    var body = lines[(start + 1)..<(next ?? lines.endIndex)]
    if next != nil, let last = body.last, !last.isBlank {
      if Self.isNumber(last) { body.removeLast() }
    } else if next != nil {
      // A number between empty lines is the next cue's, too.
      var rest = body
      while rest.last?.isBlank == true { rest.removeLast() }
      if let number = rest.popLast(), Self.isNumber(number), rest.last?.isBlank == true {
        body = rest
      }
    }
    while body.last?.isBlank == true { body.removeLast() }
    while body.first?.isBlank == true { body.removeFirst() }
    return body.joined(separator: "\n")
  }

  private static func isNumber(_ line: Substring) -> Bool {
    let digits = line.trimmed
    return !digits.isEmpty && digits.allSatisfy { $0.isASCII && $0.isNumber }
  }

  private mutating func note(_ index: Int, _ message: String) {
    notes.append(ConversionNote("line \(index + 1)", message))
  }
}
