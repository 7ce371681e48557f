import DraftModel
import Foundation

// Every number is read whole, from its first digit or word to its last: the end of a longer number is another number.
extension Phrase {
  /// A number that can't be meant.
  struct BeyondRange: Hashable, Sendable {
    /// The number with its unit, as it was written.
    let text: String
  }

  /// The longest time that is read: a day.
  private static let longestLength = Milliseconds(86_400_000)
  private static let highestPercent = 1000.0
  private static let highestFactor = 1000.0
  private static let highestClip = 9999.0

  /// The first number that is beyond what its unit can be; nil if there is none.
  var numberBeyondRange: BeyondRange? {
    let lengths = timeMatches.filter { !(0...Self.longestLength.seconds).contains($0.seconds) }
    let others = [
      percentMatches.first { !(0...Self.highestPercent).contains($0.value) },
      factorMatches.first { !(0...Self.highestFactor).contains($0.value) },
      clipMatches.first { !(0...Self.highestClip).contains($0.value) },
      placeMatches.first { !(0...Self.highestClip).contains($0.value) },
    ].compactMap { $0?.text }
    return (lengths.first?.text ?? others.first).map { BeyondRange(text: $0) }
  }

  /// The lengths of time that are named, in order; those beyond a day are left out.
  var lengths: [Milliseconds] {
    timeMatches.compactMap { match in
      guard (0...Self.longestLength.seconds).contains(match.seconds) else { return nil }
      return Milliseconds(Int64((match.seconds * 1000).rounded()))
    }
  }

  /// The percentage that is named.
  var percent: Int? {
    percentMatches.first.flatMap {
      (0...Self.highestPercent).contains($0.value) ? Int($0.value) : nil
    }
  }

  /// The factor on speed that is named: `2x`, `1.5 times`, `twice`, `half`, `两倍`.
  var factor: Ratio? {
    if let match = factorMatches.first {
      guard (0.0...Self.highestFactor).contains(match.value) else { return nil }
      return Ratio(Int64((match.value * 1_000_000).rounded()), 1_000_000)
    }
    if has("twice", "double", "doubled") { return Ratio(2) }
    if has("half", "一半", "减半") { return Ratio(1, 2) }
    return nil
  }

  /// The clips that are named, in order: counted from 1, -1 for the last.
  var clips: [Int] {
    clipMatches.compactMap { match in
      if match.isLast { return -1 }
      return (0...Self.highestClip).contains(match.value) ? Int(match.value) : nil
    }
  }

  /// The place in the order that "to position 3" and "第3位" name at the end of a message.
  var place: Int? {
    placeMatches.first.flatMap {
      (0...Self.highestClip).contains($0.value) ? Int($0.value) : nil
    }
  }

  // MARK: What is found

  private struct Match {
    let text: String
    let value: Double
    /// Whether it is the last of what is counted, whose number is not known.
    var isLast = false
  }

  private struct TimeMatch {
    let text: String
    let seconds: Double
  }

  private var timeMatches: [TimeMatch] {
    let pattern =
      /(?:^|[^0-9a-z.,])([-−–－]|(?:minus|negative)[ -]|负)?(half a|[0-9][0-9.,]*(?:e[0-9]+)?|[零〇一二两三四五六七八九十百千万亿]+|(?:(?:first|last|an?|and|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion)[ -])*(?:first|last|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion))[ -]?(milliseconds?|ms|seconds?|secs?|s|minutes?|mins?|hours?|毫秒|秒钟|秒|分钟|小时)(?![a-z])/
    return numerals.matches(of: pattern).compactMap { match in
      guard let amount = Self.signed(match.1, match.2) else { return nil }
      let unit: Double =
        switch match.3 {
        case "ms", "millisecond", "milliseconds", "毫秒": 0.001
        case "分钟": 60
        case "小时": 3600
        case let word where word.hasPrefix("min"): 60
        case let word where word.hasPrefix("hour"): 3600
        default: 1
        }
      return TimeMatch(text: "\(match.1 ?? "")\(match.2) \(match.3)", seconds: amount * unit)
    }
  }

  // A sign follows what is no number or word: in "10-20%" and "clip-2" there is none.

  private var percentMatches: [Match] {
    let digits = numerals.matches(
      of: /(?:(?:^|[^0-9a-z.,])([-−–－]|(?:minus|negative)[ -]|负))?([0-9][0-9.,]*) ?(?:%|percent|％)/
    ).compactMap { Self.match($0.1, $0.2, "%") }
    let chinese = numerals.matches(
      of: /(负)?百分之(负)?([0-9][0-9.,]*|[零〇一二两三四五六七八九十百千万亿]+)/
    ).compactMap { Self.match($0.1 ?? $0.2, $0.3, "%") }
    return digits + chinese
  }

  private var factorMatches: [Match] {
    numerals.matches(
      of:
        /(?:(?:^|[^0-9a-z.,])([-−–－]|(?:minus|negative)[ -]|负))?([0-9][0-9.,]*|[零〇一二两三四五六七八九十百千万亿]+) ?(?:x(?![a-z])|times|×|倍)/
    ).compactMap { Self.match($0.1, $0.2, "x") }
  }

  private var placeMatches: [Match] {
    numerals.matches(
      of: /(?:position|place|第) ?([-−–－]|(?:minus|negative)[ -]|负)?([0-9][0-9.,]*) ?(?:位)?$/
    ).compactMap { Self.match($0.1, $0.2, "") }
  }

  private var clipMatches: [Match] {
    let pattern =
      /(?:clip|scene|shot|segment|片段|镜头)(?: ?(?:number ?|no\. ?|#)([-−–－]|(?:minus|negative)[ -]|负)?| ([-−–－]|(?:minus|negative)[ -])| ?(负)| ?)([0-9]+)|(first|second|third|fourth|fifth|last|[0-9]+(?:st|nd|rd|th)) (?:clip|scene|shot|segment)|第(负)?([0-9]+|[零〇一二两三四五六七八九十百千万亿]+)[个段]|(最后)[一]?[个段]/
    return numerals.matches(of: pattern).compactMap { match in
      if match.8 != nil || match.5 == "last" {
        return Match(text: String(match.0), value: 1, isLast: true)
      }
      if let number = match.4 ?? match.7 {
        return Self.signed(match.1 ?? match.2 ?? match.3 ?? match.6, number).map {
          Match(text: String(match.0), value: $0)
        }
      }
      guard let word = match.5 else { return nil }
      let ordinals: [Substring] = ["first", "second", "third", "fourth", "fifth"]
      let value = ordinals.firstIndex(of: word).map { Double($0 + 1) }
      return (value ?? Double(word.prefix { $0.isNumber })).map {
        Match(text: String(match.0), value: $0)
      }
    }
  }

  private static func match(
    _ sign: Substring?, _ number: Substring, _ unit: String
  ) -> Match? {
    signed(sign, number).map { Match(text: "\(sign ?? "")\(number)\(unit)", value: $0) }
  }

  /// A number's value, below zero if there is a sign before it.
  private static func signed(_ sign: Substring?, _ number: Substring) -> Double? {
    SpokenNumber.value(of: number).map { sign == nil ? $0 : -$0 }
  }

  /// The message in small letters, full-width digits as plain ones.
  private var numerals: String {
    String(
      String.UnicodeScalarView(
        lower.unicodeScalars.map { scalar in
          (0xFF10...0xFF19).contains(scalar.value)
            ? Unicode.Scalar(UInt8(scalar.value - 0xFF10) + 0x30) : scalar
        }))
  }
}

extension Milliseconds {
  fileprivate var seconds: Double { Double(rawValue) / 1000 }
}
