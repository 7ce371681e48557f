/// Cuts text into sentences, and sentences into clauses, losing no character.
enum SentenceSplitter {
  /// The sentences, each with the white space that follows it.
  ///
  /// A full stop ends a sentence where white space or the end follows: `1.5 s` and `clip.mp4` are whole.
  static func sentences(of text: String) -> [Substring] {
    pieces(of: text[...]) { character, next in
      if character.isNewline || "!?。！？".contains(character) { return true }
      return character == "." && next.map(\.isWhitespace) != false
    }
  }

  /// The clauses of a sentence, each with the mark that ends it.
  static func clauses(of sentence: Substring) -> [Substring] {
    pieces(of: sentence) { character, next in
      if "，；：、—".contains(character) { return true }
      return ",;:".contains(character) && next.map(\.isWhitespace) != false
    }
  }

  private static func pieces(
    of text: Substring, endsAt isEnd: (Character, Character?) -> Bool
  ) -> [Substring] {
    var pieces: [Substring] = []
    var start = text.startIndex
    var index = text.startIndex
    while index < text.endIndex {
      let next = text.index(after: index)
      let following = next < text.endIndex ? text[next] : nil
      if isEnd(text[index], following) {
        var end = next
        // Closing marks and white space belong to what they follow.
        while end < text.endIndex, text[end].isWhitespace || "\"'”’)）!?。！？.*".contains(text[end]) {
          end = text.index(after: end)
        }
        pieces.append(text[start..<end])
        start = end
        index = end
      } else {
        index = next
      }
    }
    if start < text.endIndex { pieces.append(text[start...]) }
    return pieces
  }
}
