import DraftModel
import Foundation

/// A message as its words: whole words in English, any stretch of it in Chinese.
struct Phrase: Sendable {
  /// The message as it was written, without white space at its ends.
  let text: String
  /// In small letters.
  let lower: String
  /// The words in small letters, each between two spaces.
  private let words: String

  /// The most characters that are looked at: nobody asks for an edit at greater length.
  private static let longest = 2000

  init(_ message: String) {
    text = String(message.prefix(Self.longest)).trimmingCharacters(in: .whitespacesAndNewlines)
    lower = text.lowercased()
    let tokens = lower.split { !($0.isLetter || $0.isNumber || "-'%.:".contains($0)) }
      .map { $0.trimmingCharacters(in: CharacterSet(charactersIn: ".:'-")) }
    words = " " + tokens.joined(separator: " ") + " "
  }

  /// Whether the message is in Chinese.
  var isChinese: Bool { text.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) } }

  /// Whether any of the words or phrases occurs.
  func has(_ phrases: String...) -> Bool { phrases.contains { contains($0) } }

  private func contains(_ phrase: String) -> Bool {
    phrase.utf8.allSatisfy { $0 < 0x80 } ? words.contains(" \(phrase) ") : lower.contains(phrase)
  }

  // MARK: What is said

  /// What stands in quotation marks of any kind, first occurrence.
  var quoted: String? {
    let pairs: [(Character, Character)] = [
      ("\"", "\""), ("“", "”"), ("「", "」"), ("『", "』"), ("《", "》"), ("‘", "’"), ("'", "'"),
    ]
    for (opening, closing) in pairs {
      guard let start = text.firstIndex(of: opening) else { continue }
      // An apostrophe inside a word opens nothing.
      if opening == "'", start != text.startIndex, text[text.index(before: start)] != " " {
        continue
      }
      let rest = text[text.index(after: start)...]
      guard let end = rest.firstIndex(of: closing), end != rest.startIndex else { continue }
      return String(rest[..<end])
    }
    return nil
  }

  /// What follows the last of the given phrases that occurs, to the end of the clause; nil where none does.
  func said(after phrases: [String]) -> String? {
    for phrase in phrases {
      guard let range = text.range(of: phrase, options: [.caseInsensitive]) else { continue }
      let rest = text[range.upperBound...].drop { " :：,，".contains($0) }
      let clause = rest.prefix { !",，。;；\n".contains($0) }
      let said = clause.trimmingCharacters(
        in: CharacterSet(charactersIn: " .!?！？\"“”「」『』《》'"))
      if !said.isEmpty { return said }
    }
    return nil
  }

  // MARK: Numbers

  /// The lengths of time that are named, in order.
  var lengths: [Milliseconds] {
    let pattern =
      /([0-9]{1,7}(?:\.[0-9]{1,6})?|[零一二两三四五六七八九十]{1,9}|first|last|one|two|three|four|five|six|seven|eight|nine|ten|a|half a)[ -]?(milliseconds?|ms|seconds?|secs?|s|minutes?|mins?|毫秒|秒钟|秒|分钟)(?![a-z])/
    return lower.matches(of: pattern).compactMap { match in
      guard let amount = Self.number(match.1) else { return nil }
      let unit: Double =
        switch match.2 {
        case "ms", "millisecond", "milliseconds", "毫秒": 1
        case "分钟": 60_000
        case let word where word.hasPrefix("min"): 60_000
        default: 1000
        }
      return Milliseconds(Int64((amount * unit).rounded()))
    }
  }

  /// The percentage that is named.
  var percent: Int? {
    if let match = lower.firstMatch(of: /([0-9]{1,4}) ?(?:%|percent|％)/) { return Int(match.1) }
    if let match = lower.firstMatch(of: /百分之([0-9]{1,4}|[一二三四五六七八九十]{1,9})/) {
      return Self.number(match.1).map { Int($0) }
    }
    return nil
  }

  /// The factor on speed that is named: `2x`, `1.5 times`, `twice`, `half`, `两倍`.
  var factor: Ratio? {
    if let match = lower.firstMatch(of: /([0-9]{1,6}(?:\.[0-9]{1,6})?) ?(?:x|times|×|倍)/) {
      return Ratio(decimal: match.1)
    }
    if let match = lower.firstMatch(of: /([一二两三四五六七八九十])倍/), let number = Self.number(match.1) {
      return Ratio(Int64(number))
    }
    if has("twice", "double", "doubled") { return Ratio(2) }
    if has("half", "一半", "减半") { return Ratio(1, 2) }
    return nil
  }

  /// The clips that are named, in order: counted from 1, -1 for the last.
  var clips: [Int] {
    let pattern =
      /(?:clip|scene|shot|segment|片段|镜头) ?(?:number |no\. ?|#)?([0-9]+)|(first|second|third|fourth|fifth|last|[0-9]+(?:st|nd|rd|th)) (?:clip|scene|shot|segment)|第([0-9]{1,6}|[一二三四五六七八九十]{1,9})[个段]|(最后)[一]?[个段]/
    return lower.matches(of: pattern).compactMap { match in
      if let number = match.1 { return Int(number) }
      if match.4 != nil { return -1 }
      if let number = match.3 { return Self.number(number).map { Int($0) } }
      guard let word = match.2 else { return nil }
      if word == "last" { return -1 }
      let ordinals: [Substring] = ["first", "second", "third", "fourth", "fifth"]
      return ordinals.firstIndex(of: word).map { $0 + 1 } ?? Int(word.prefix { $0.isNumber })
    }
  }

  /// A number in digits, or in the words for the first ten; whoever matched it has bounded its length.
  private static func number(_ text: Substring) -> Double? {
    if let number = Double(text) { return number }
    let english = [
      "half a", "a", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    ]
    if ["one", "first", "last"].contains(text) { return 1 }
    if let place = english.firstIndex(of: String(text)) { return place == 0 ? 0.5 : Double(place) }
    let digits = Array("零一二三四五六七八九")
    var total = 0.0
    var last: Double?
    for character in text {
      if character == "十" {
        total += (last ?? 1) * 10
        last = nil
      } else if let value = digits.firstIndex(of: character == "两" ? "二" : character) {
        last = Double(value)
      } else {
        return nil
      }
    }
    return total + (last ?? 0)
  }
}
