/// Reads the cues of one subtitle file, line by line.
struct SubtitleReader {
  private let format: SubtitleFormat
  private let lines: [Substring]
  private var index = 0
  private var notes: [ConversionNote] = []

  init(format: SubtitleFormat, text: String) {
    self.format = format
    lines = SubtitleText.lines(of: text)
  }

  mutating func cues() throws(InterchangeError) -> Converted<[SubtitleCue]> {
    if format == .webVTT { try skipHeader() }
    var cues: [SubtitleCue] = []
    while index < lines.count {
      if lines[index].allSatisfy(\.isWhitespace) {
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
      if format == .webVTT, isComment(lines[index]) {
        skipBlock()
        return nil
      }
      name = String(lines[index])
      index += 1
      guard index < lines.count, lines[index].contains("-->") else {
        // SubRip words may hold empty lines: what follows belongs to nothing, and is passed over.
        note(start, "this begins no cue and is left out")
        skipBlock()
        return nil
      }
    }
    let timing = lines[index]
    let line = index
    index += 1
    var words: [Substring] = []
    while index < lines.count, !lines[index].isEmpty,
      !(format == .webVTT && lines[index].contains("-->"))
    {
      words.append(lines[index])
      index += 1
    }
    guard let (span, settings) = self.timing(timing) else {
      note(line, "the times cannot be read, so the cue is left out")
      return nil
    }
    guard !span.isEmpty else {
      note(line, "the cue lasts no time and is left out")
      return nil
    }
    let marked = words.joined(separator: "\n")
    let plain = SubtitleText.plain(marked, format)
    if plain.count < marked.count, marked.contains("<") || marked.contains("{\\") {
      note(line, "markup in the cue is left out; its words are kept")
    }
    return SubtitleCue(
      id: format == .webVTT ? name : nil, span: span, text: plain,
      settings: format == .webVTT ? settings : nil)
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

  private func timing(_ line: Substring) -> (TimeSpan, settings: String?)? {
    guard let arrow = line.firstRange(of: "-->"),
      let start = clock(Self.trimmed(line[..<arrow.lowerBound]))
    else { return nil }
    let rest = Self.trimmed(line[arrow.upperBound...])
    let endText = rest.prefix { $0.isASCII && $0.isNumber || ":.,".contains($0) }
    guard let end = clock(endText), let span = TimeSpan(start: start, end: end) else { return nil }
    let settings = Self.trimmed(rest.dropFirst(endText.count))
    return (span, settings.isEmpty ? nil : String(settings))
  }

  /// `[hh:]mm:ss.fff`; SubRip's comma may be a point, and its fraction may be missing or short.
  private func clock(_ text: Substring) -> Milliseconds? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count), let last = parts.last else { return nil }
    let seconds = last.split(omittingEmptySubsequences: false) { $0 == "." || $0 == "," }
    let isStrict = format == .webVTT
    guard seconds.count == 2 || seconds.count == 1 && !isStrict else { return nil }
    let fraction = seconds.count == 2 ? seconds[1] : "0"
    if isStrict {
      guard fraction.count == 3, !last.contains(","), parts[parts.count - 2].count == 2,
        seconds[0].count == 2, parts.count == 2 || parts[0].count >= 2
      else { return nil }
    }
    guard (1...3).contains(fraction.count), let thousandths = Self.whole(fraction) else {
      return nil
    }
    var total: Int64 = 0
    for (place, part) in (parts.dropLast() + [seconds[0]]).enumerated() {
      guard let value = Self.whole(part), place == 0 && parts.count == 3 || value < 60 else {
        return nil
      }
      total = total * 60 + value
    }
    let scale: [Int64] = [100, 10, 1]
    let time = Milliseconds(total * 1000 + thousandths * scale[fraction.count - 1])
    return time <= .limit ? time : nil
  }

  /// Digits, eight at most.
  private static func whole(_ text: Substring) -> Int64? {
    guard (1...8).contains(text.utf8.count),
      text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
    else { return nil }
    return Int64(text)
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var rest = text.drop { $0.isWhitespace }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return rest
  }
}
