/// Splits text into comparable tokens and finds phrases in them.
///
/// A token is a run of Latin letters, digits and apostrophes in lower case, or a single character of any
/// other script, since Chinese is written without spaces. Punctuation and white space only separate.
struct PhraseMatcher: Sendable {
  private var phrases: Set<[String]> = []
  private var longest = 0

  init(_ texts: [String]...) {
    for text in texts.joined() {
      let phrase = Self.tokens(of: text)
      phrases.insert(phrase)
      longest = max(longest, phrase.count)
    }
  }

  /// How many tokens the longest phrase at the front of `tokens` has; 0 if none stands there.
  func matchLength(_ tokens: ArraySlice<String>) -> Int {
    let most = min(longest, tokens.count)
    guard most > 0 else { return 0 }
    for length in stride(from: most, through: 1, by: -1)
    where phrases.contains(Array(tokens.prefix(length))) {
      return length
    }
    return 0
  }

  static func tokens(of text: some StringProtocol) -> [String] {
    var tokens: [String] = []
    var word = ""
    func endWord() {
      if !word.isEmpty { tokens.append(word) }
      word = ""
    }
    for character in text {
      if character.isASCII || character == "’" {
        if character == "'" || character == "’" {
          if !word.isEmpty { word += "'" }
        } else if character.isLetter || character.isNumber {
          word += character.lowercased()
        } else {
          endWord()
        }
      } else {
        endWord()
        if character.isLetter || character.isNumber { tokens.append(String(character)) }
      }
    }
    endWord()
    return tokens
  }
}
