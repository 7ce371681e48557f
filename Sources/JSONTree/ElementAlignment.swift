/// Which elements of two arrays are the same element, before and after.
struct ElementAlignment {
  /// One element's numbers in both arrays.
  struct Pair {
    let old: Int
    let new: Int
  }

  /// The pairs, increasing in both numbers.
  private(set) var pairs: [Pair] = []

  private let old: JSONElements
  private let new: JSONElements
  private let identifyingMembers: [String]

  init(_ old: JSONNode, _ new: JSONNode, identifyingMembers: [String]) {
    self.old = old.elements
    self.new = new.elements
    self.identifyingMembers = identifyingMembers
    align()
  }

  private mutating func align() {
    var head = 0
    while head < min(old.count, new.count), old[head].hasSameBytes(as: new[head]) { head += 1 }
    var tail = 0
    while tail < min(old.count, new.count) - head,
      old[old.count - 1 - tail].hasSameBytes(as: new[new.count - 1 - tail])
    {
      tail += 1
    }
    let oldRest = head..<old.count - tail
    let newRest = head..<new.count - tail
    let anchors = anchors(oldRest, newRest)
    pairs = (0..<head).map { Pair(old: $0, new: $0) }
    var (nextOld, nextNew) = (head, head)
    for anchor in anchors + [Pair(old: oldRest.upperBound, new: newRest.upperBound)] {
      pairNeighbours(nextOld..<anchor.old, nextNew..<anchor.new)
      if anchor.old < oldRest.upperBound { pairs.append(anchor) }
      (nextOld, nextNew) = (anchor.old + 1, anchor.new + 1)
    }
    pairs += (0..<tail).map {
      Pair(old: oldRest.upperBound + $0, new: newRest.upperBound + $0)
    }
  }

  /// Elements that say they are the same, or are the same bytes, as far as they kept their order.
  private func anchors(_ oldRange: Range<Int>, _ newRange: Range<Int>) -> [Pair] {
    var places: [ElementKey: [Int]] = [:]
    for (index, key) in zip(oldRange, keys(of: old, in: oldRange)).reversed() {
      places[key, default: []].append(index)
    }
    var candidates: [Pair] = []
    for (index, key) in zip(newRange, keys(of: new, in: newRange)) {
      if let place = places[key]?.popLast() { candidates.append(Pair(old: place, new: index)) }
    }
    return increasingSubsequence(of: candidates.map(\.old)).map { candidates[$0] }
  }

  /// Pairs what stands between two anchors in order, so that a changed element is changed in place.
  private mutating func pairNeighbours(_ oldRange: Range<Int>, _ newRange: Range<Int>) {
    for (left, right) in zip(oldRange, newRange) where old[left].kind == new[right].kind {
      let (before, after) = (identity(of: old[left]), identity(of: new[right]))
      if before == after || before == nil || after == nil {
        pairs.append(Pair(old: left, new: right))
      }
    }
  }

  private func keys(of elements: JSONElements, in range: Range<Int>) -> [ElementKey] {
    let identities = range.map { identity(of: elements[$0]) }
    var counts: [String: Int] = [:]
    for case let identity? in identities { counts[identity, default: 0] += 1 }
    return zip(range, identities).map { index, identity in
      if let identity, counts[identity] == 1 { return .identity(identity) }
      return .bytes(ByteKey(slice: elements[index].bytes))
    }
  }

  private func identity(of element: JSONNode) -> String? {
    for name in identifyingMembers {
      if let text = element[name]?.stringValue { return text }
    }
    return nil
  }
}

/// By what an element is known again.
private enum ElementKey: Hashable {
  case identity(String)
  case bytes(ByteKey)
}

/// Bytes as a key of a dictionary, hashed at once and not one by one.
private struct ByteKey: Hashable {
  let slice: ArraySlice<UInt8>

  func hash(into hasher: inout Hasher) {
    slice.withUnsafeBytes { hasher.combine(bytes: $0) }
  }
}

extension JSONNode {
  /// Whether two values are spelt alike, white space included.
  package func hasSameBytes(as other: JSONNode) -> Bool {
    byteRange.count == other.byteRange.count
      && bytes.withUnsafeBufferPointer { left in
        other.bytes.withUnsafeBufferPointer { right in left.elementsEqual(right) }
      }
  }
}
