/// Finds the files and addresses that a sentence names.
enum MentionedMedia {
  /// The media named, in order, and the sentence without them.
  ///
  /// A word is one between white space, or all between two straight or curved quotes. It names a file if
  /// it ends in an accepted extension, or is a path of an existing file; it names an address if it begins
  /// with `http://` or `https://`.
  static func extracted(
    from sentence: String, isFile: (String) -> Bool
  ) -> (sources: [UploadSource], rest: String) {
    var sources: [UploadSource] = []
    var rest: [String] = []
    for word in words(of: sentence) {
      if let source = source(word, isFile: isFile) {
        sources.append(source)
      } else {
        rest.append(word)
      }
    }
    return (sources, rest.joined(separator: " "))
  }

  private static func source(_ word: String, isFile: (String) -> Bool) -> UploadSource? {
    var name = Substring(word)
    while let last = name.last, ",.;:!?)，。；：！？）".contains(last) { name.removeLast() }
    guard !name.isEmpty else { return nil }
    let lowercased = name.lowercased()
    if lowercased.hasPrefix("https://") || lowercased.hasPrefix("http://") {
      return .url(String(name))
    }
    let looksLikePath = name.contains("/") || name.contains(".")
    let isMedia = AcceptedMedia.contentType(ofFileNamed: String(name)) != nil
    return isMedia || (looksLikePath && isFile(String(name))) ? .file(String(name)) : nil
  }

  private static func words(of sentence: String) -> [String] {
    var words: [String] = []
    var word = ""
    var closing: Character?
    func endWord() {
      if !word.isEmpty { words.append(word) }
      word = ""
    }
    for character in sentence {
      if character == closing {
        closing = nil
        endWord()
      } else if closing != nil {
        word.append(character)
      } else if word.isEmpty, let end = closingQuotes[character] {
        closing = end
      } else if character.isWhitespace {
        endWord()
      } else {
        word.append(character)
      }
    }
    endWord()
    return words
  }

  private static let closingQuotes: [Character: Character] = ["\"": "\"", "“": "”", "「": "」"]
}
