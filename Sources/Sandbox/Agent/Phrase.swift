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

  /// Whether the message is in Chinese: what it quotes, such as a title, may be in another language.
  var isChinese: Bool {
    let own = unquoted
    let words = own.contains(where: \.isLetter) ? own : text
    return words.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
  }

  /// The message without what stands in quotation marks.
  var unquoted: String { text.replacing(/["“「『《][^"”」』》]*["”」』》]/, with: " ") }

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
}
