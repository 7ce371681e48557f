/// A title is gone before it can be read.
struct TextTooBriefRule: Rule {
  let id = RuleID.textTooBrief
  let severity = Severity.warning
  let summary = "A title is gone before it can be read"
  let reason = """
    People read at most about 240 words a minute, or 9 Chinese, Japanese or Korean characters a second, \
    while they watch; no title is read in under half a second.
    """
  let good = RuleExample(
    #"{"t":[{"tt":7,"sg":[{"d":3000,"m":{"text":"A night in the city that never sleeps"}}]}]}"#)
  let bad = RuleExample(
    #"{"t":[{"tt":7,"sg":[{"d":700,"m":{"text":"A night in the city that never sleeps"}}]}]}"#)

  private static let wordsPerMinute: Int64 = 240
  private static let fullWidthPerSecond: Int64 = 9
  private static let least = Milliseconds(500)

  func findings(in context: ValidationContext) -> [Finding] {
    context.timeline.shown(.text).compactMap { _, segment in
      guard let use = segment.textUse, !segment.span.isEmpty, !use.text.isEmpty else { return nil }
      let seen = min(segment.span.end, context.timeline.duration) - segment.span.start
      let needed = Self.readingTime(of: use.text)
      guard seen > .zero, seen < needed else { return nil }
      return finding(
        at: context.node(.text, of: segment),
        "the title is seen for \(seen)s, and reading it takes \(needed)s",
        advice: "show it longer, or say less")
    }
  }

  /// The time it takes to read a text, in milliseconds.
  static func readingTime(of text: String) -> Milliseconds {
    let square = text.unicodeScalars.filter { WritingScript($0)?.isFullWidth ?? false }.count
    let words = text.split { letter in
      letter.isWhitespace
        || letter.unicodeScalars.contains { WritingScript($0)?.isFullWidth ?? false }
    }.filter { $0.contains { $0.isLetter || $0.isNumber } }.count
    let time = Int64(words) * 60_000 / wordsPerMinute + Int64(square) * 1000 / fullWidthPerSecond
    return max(Milliseconds(time), least)
  }
}
