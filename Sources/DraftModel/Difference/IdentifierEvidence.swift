/// How far ids say which segment, or which track, is which.
///
/// Some services write every id anew on each turn, and some number them by place (`s1`, `s2`, …). An id
/// that is numbered by place names another clip after an insertion, so it counts for nothing.
enum IdentifierEvidence {
  /// Whether ids are numbered by place: in every list with two ids or more they are the same text before
  /// consecutive numbers.
  ///
  /// If no list has two, the ids of all lists together decide; a single id is numbered if its number is 0 or
  /// 1, as the first place is.
  ///
  /// - Parameter lists: The ids of each track's segments in array order; those without an id are left out.
  static func isNumberedByPlace(_ lists: some Sequence<some Sequence<String>>) -> Bool {
    var (isLong, lone) = (false, [String]())
    for list in lists {
      var run = NumberedRun()
      // Ids that are not numbered are found out by the first or the second of them.
      for id in list {
        guard run.continues(with: id) else { return false }
      }
      if run.count > 1 { isLong = true }
      if run.count == 1, let id = run.first { lone.append(id) }
    }
    if isLong { return true }
    var run = NumberedRun()
    guard !lone.isEmpty, lone.allSatisfy({ run.continues(with: $0) }) else { return false }
    return lone.count > 1 || parts(of: lone[0]).map { $0.number <= 1 } ?? false
  }

  /// Ids one after the other, as long as their numbers are.
  private struct NumberedRun {
    private(set) var count = 0
    private(set) var first: String?
    private var last: (prefix: Substring.UTF8View, number: Int)?

    /// Takes in an id; false if it does not go on from the one before it, as a single id always does.
    mutating func continues(with id: String) -> Bool {
      count += 1
      let parts = IdentifierEvidence.parts(of: id)
      if count == 1 {
        first = id
        last = parts
        return true
      }
      guard let last, let parts else { return false }
      let (next, overflows) = last.number.addingReportingOverflow(1)
      guard !overflows, next == parts.number, last.prefix.elementsEqual(parts.prefix) else {
        return false
      }
      self.last = parts
      return true
    }
  }

  /// The text before the digits at the end of an id, without leading zeros, and their number.
  private static func parts(of id: String) -> (prefix: Substring.UTF8View, number: Int)? {
    let bytes = id.utf8
    let isDigit = { (byte: UInt8) in (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
    guard let last = bytes.last, isDigit(last) else { return nil }
    let start = bytes.lastIndex { !isDigit($0) }.map { bytes.index(after: $0) } ?? bytes.startIndex
    guard let number = Int(id[start...]) else { return nil }
    return (id[..<start].utf8, number)
  }
}

extension DraftOutline {
  /// Whether the ids of segments only say at which place of its track each one is.
  var numbersSegmentsByPlace: Bool {
    IdentifierEvidence.isNumberedByPlace(
      tracks.lazy.map { segments[$0.segments].lazy.compactMap(\.identifier) })
  }

  /// Whether the ids of tracks only say at which place each one is.
  var numbersTracksByPlace: Bool {
    IdentifierEvidence.isNumberedByPlace([tracks.compactMap(\.identifier)])
  }
}
