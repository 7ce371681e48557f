/// The subtitle files that text tracks are converted from and to.
public enum SubtitleFormat: String, Hashable, Sendable, CaseIterable {
  /// SubRip, `.srt`.
  case subRip
  /// WebVTT, `.vtt` (W3C, https://www.w3.org/TR/webvtt1/).
  case webVTT

  /// Reads a file's cues in file order.
  ///
  /// The text is of the encoding that its byte order mark states, otherwise UTF-8, otherwise of `encoding`,
  /// otherwise UTF-16 or Windows-1252 if it looks like that, which is noted. What is wrong in a cue costs that
  /// cue, or its markup, and is noted.
  ///
  /// - Parameter encoding: The encoding of a text without a mark that is not UTF-8.
  /// - Throws: ``InterchangeError`` if a WebVTT file does not begin as one, or the encoding is not known.
  public func cues(
    in bytes: [UInt8], encoding: TextEncoding? = nil
  ) throws(InterchangeError) -> Converted<[SubtitleCue]> {
    let decoded = try SubtitleDecoding(bytes, stated: encoding)
    let read: Converted<[SubtitleCue]>
    switch self {
    case .subRip:
      var reader = SubRipReader(decoded.text)
      read = reader.cues()
    case .webVTT:
      var reader = WebVTTReader(decoded.text)
      read = try reader.cues()
    }
    return Converted(value: read.value, notes: decoded.notes + read.notes)
  }

  /// A file with the cues, in the order given.
  public func text(of cues: [SubtitleCue]) -> String {
    var text = self == .webVTT ? "WEBVTT\n\n" : ""
    for (index, cue) in cues.enumerated() {
      let id = self == .subRip ? String(index + 1) : cue.id.flatMap(Self.cueName)
      if let id { text += "\(id)\n" }
      text += "\(clock(cue.span.start)) --> \(clock(cue.span.end))"
      if self == .webVTT, let settings = cue.settings { text += " \(Self.oneLine(settings))" }
      text += "\n\(body(of: cue))\n\n"
    }
    return text
  }

  /// The cues whose text does not come back as it is when it is written and read: it has empty lines, or what
  /// looks like markup.
  func losses(of cues: [SubtitleCue]) -> [ConversionNote] {
    cues.enumerated().compactMap { index, cue in
      let back = try? self.cues(in: Array(text(of: [cue]).utf8)).value.first
      guard back?.text != cue.text else { return nil }
      return ConversionNote(
        "cue \(index + 1)",
        "empty lines of its text, or what looks like markup in it, are not carried")
    }
  }

  /// The words as the format spells them; an empty line would end the cue, so there is none.
  private func body(of cue: SubtitleCue) -> String {
    let lines = cue.text.split(whereSeparator: \.isNewline).filter { line in
      line.contains { !$0.isWhitespace }
    }
    let text = lines.joined(separator: "\n")
    guard self == .webVTT else { return text }
    return text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
      .replacing(">", with: "&gt;")
  }

  private func clock(_ time: Milliseconds) -> String {
    let total = max(0, time.rawValue)
    let padded = { (number: Int64, width: Int) in
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    let point = self == .subRip ? "," : "."
    return padded(total / 3_600_000, 2) + ":" + padded(total / 60_000 % 60, 2) + ":"
      + padded(total / 1000 % 60, 2) + point + padded(total % 1000, 3)
  }

  /// A name that cannot be taken for a timing or for the end of a line.
  private static func cueName(_ id: String) -> String? {
    let line = oneLine(id)
    return line.isEmpty || line.contains("-->") || line.hasPrefix("NOTE") || line.hasPrefix("STYLE")
      || line.hasPrefix("REGION") ? nil : line
  }

  private static func oneLine(_ text: String) -> String {
    String(text.map { $0.isNewline ? " " : $0 })
  }
}
