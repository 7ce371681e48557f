/// The lines of a text file that belong to this program, between two marks, and all others, which are kept byte for byte.
///
/// Lines end with a line feed; a carriage return before it, as a checkout on Windows writes it, does not hide a line of ours.
struct MarkedLines {
  /// Our lines, the marks aside.
  let ours: [String]
  private let others: [ArraySlice<UInt8>]
  private let first: String

  private static let last = "# roughcut: end"
  private static let lineFeed = UInt8(ascii: "\n")

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - bytes: The file's content; empty for one that is not there.
  ///   - first: The mark before our lines, a whole line.
  ///   - isOurs: Whether a line after the mark is one of ours; another is left to whoever put it there.
  init(_ bytes: [UInt8], after first: String, isOurs: (String) -> Bool) {
    self.first = first
    var lines = bytes.split(separator: Self.lineFeed, omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    var ours: [String] = []
    var others: [ArraySlice<UInt8>] = []
    var isMarked = false
    for line in lines {
      let text = String(
        decoding: line.last == UInt8(ascii: "\r") ? line.dropLast() : line, as: UTF8.self)
      if text == first {
        isMarked = true
      } else if isMarked, text == Self.last {
        isMarked = false
      } else if isMarked, isOurs(text) {
        ours.append(text)
      } else {
        others.append(line)
      }
    }
    (self.ours, self.others) = (ours, others)
  }

  /// The file with these lines of ours; without marks for none.
  func bytes(with ours: [String]) -> [UInt8] {
    let marked = ours.isEmpty ? [] : [first] + ours + [Self.last]
    return others.flatMap { Array($0) + [Self.lineFeed] }
      + marked.flatMap { Array($0.utf8) + [Self.lineFeed] }
  }
}
