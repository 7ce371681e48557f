/// The times of a cue: `00:01:02,500 --> 00:01:04,000`.
struct SubtitleClock {
  let start: Milliseconds
  let end: Milliseconds
  /// What follows them on the line; `nil` if nothing does.
  let settings: String?

  /// Reads a line; `nil` if it does not have two times that can be read.
  init?(_ line: Substring, _ format: SubtitleFormat) {
    guard let arrow = line.firstRange(of: "-->"),
      let start = Self.time(line[..<arrow.lowerBound].trimmed, format)
    else { return nil }
    let rest = line[arrow.upperBound...].trimmed
    var endText = rest.prefix { $0.isASCII && $0.isNumber || ":.,".contains($0) }
    if format == .subRip, let last = endText.last, ".,".contains(last) {
      // "00:00:01, 000"
      let spaced = rest.dropFirst(endText.count)
      let digits = spaced.trimmed.prefix { $0.isASCII && $0.isNumber }
      endText = rest[..<digits.endIndex]
    }
    guard let end = Self.time(endText, format) else { return nil }
    let settings = rest[endText.endIndex...].trimmed
    self.start = start
    self.end = end
    self.settings = settings.isEmpty ? nil : String(settings)
  }

  /// Whether a line means to state times, whether or not they can be read: it has an arrow, and something like
  /// a time before it.
  static func isMeant(by line: Substring) -> Bool {
    guard let arrow = line.firstRange(of: "-->") else { return false }
    let head = line[..<arrow.lowerBound].trimmed
    return head.count <= longestTime && head.contains(":") && head.contains(where: \.isNumber)
  }

  /// No time is written in more characters than this; longer ones are sentences with an arrow.
  private static let longestTime = 20

  /// `[hh:]mm:ss.fff`; SubRip's comma may be a point or a colon, and its fraction may be missing or short.
  private static func time(_ text: Substring, _ format: SubtitleFormat) -> Milliseconds? {
    let isStrict = format == .webVTT
    let plain = isStrict ? String(text) : text.filter { !$0.isWhitespace }
    var parts = plain.split(separator: ":", omittingEmptySubsequences: false)
    guard let last = parts.popLast() else { return nil }
    var seconds = last.split(omittingEmptySubsequences: false) { $0 == "." || $0 == "," }
    if parts.count == 3, !isStrict, seconds.count == 1, let before = parts.popLast() {
      seconds = [before, last]
    }
    guard (1...2).contains(parts.count), seconds.count == 2 || seconds.count == 1 && !isStrict
    else {
      return nil
    }
    let fraction = seconds.count == 2 ? seconds[1] : "0"
    if isStrict {
      guard fraction.count == 3, !last.contains(","), parts[parts.count - 1].count == 2,
        seconds[0].count == 2, parts.count == 1 || parts[0].count >= 2
      else { return nil }
    }
    guard let thousandths = Self.thousandths(fraction) else { return nil }
    var total: Int64 = 0
    for (index, part) in (parts + [seconds[0]]).enumerated() {
      guard let value = whole(part), index == 0 && parts.count == 2 || value < 60 else {
        return nil
      }
      total = total * 60 + value
    }
    let time = Milliseconds(total * 1000 + thousandths)
    return time <= .limit ? time : nil
  }

  /// A fraction of a second of three digits at most; more would mean one thing or another.
  private static func thousandths(_ fraction: Substring) -> Int64? {
    guard (1...3).contains(fraction.utf8.count), let value = whole(fraction) else { return nil }
    let scale: [Int64] = [100, 10, 1]
    return value * scale[fraction.utf8.count - 1]
  }

  /// Digits, eight at most.
  private static func whole(_ text: Substring) -> Int64? {
    guard (1...8).contains(text.utf8.count),
      text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
    else { return nil }
    return Int64(text)
  }
}

extension Substring {
  /// The text without white space at its ends.
  var trimmed: Substring {
    var rest = drop { $0.isWhitespace }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return rest
  }

  /// Whether it has nothing but white space.
  var isBlank: Bool { allSatisfy(\.isWhitespace) }
}
