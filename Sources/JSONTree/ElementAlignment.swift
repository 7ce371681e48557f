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
    pairs = (0..<head).map { Pair(old: $0, new: $0) }
    align(oldRest, newRest, by: [identityOrBytes, longestMember])
    pairs += (0..<tail).map {
      Pair(old: oldRest.upperBound + $0, new: newRest.upperBound + $0)
    }
  }

  private typealias Knowing = (JSONElements, Range<Int>) -> [ElementKey?]

  /// Pairs elements by the first way of knowing them again, and what stands between by the next.
  private mutating func align(
    _ oldRange: Range<Int>, _ newRange: Range<Int>, by ways: ArraySlice<Knowing>
  ) {
    guard !oldRange.isEmpty, !newRange.isEmpty else { return }
    guard let way = ways.first else {
      pairNeighbours(oldRange, newRange)
      return
    }
    var (nextOld, nextNew) = (oldRange.lowerBound, newRange.lowerBound)
    for anchor in anchors(oldRange, newRange, way) {
      align(nextOld..<anchor.old, nextNew..<anchor.new, by: ways.dropFirst())
      pairs.append(anchor)
      (nextOld, nextNew) = (anchor.old + 1, anchor.new + 1)
    }
    align(nextOld..<oldRange.upperBound, nextNew..<newRange.upperBound, by: ways.dropFirst())
  }

  /// Elements that are known again, as far as they kept their order.
  private func anchors(
    _ oldRange: Range<Int>, _ newRange: Range<Int>, _ way: Knowing
  ) -> [Pair] {
    var places: [ElementKey: [Int]] = [:]
    for (index, key) in zip(oldRange, way(old, oldRange)).reversed() {
      if let key { places[key, default: []].append(index) }
    }
    var candidates: [Pair] = []
    for (index, key) in zip(newRange, way(new, newRange)) {
      guard let key, let place = places[key]?.popLast() else { continue }
      candidates.append(Pair(old: place, new: index))
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

  private func identityOrBytes(_ elements: JSONElements, _ range: Range<Int>) -> [ElementKey?] {
    let identities = range.map { identity(of: elements[$0]) }
    var counts: [String: Int] = [:]
    for case let identity? in identities { counts[identity, default: 0] += 1 }
    return zip(range, identities).map { index, identity in
      if let identity, counts[identity] == 1 { return .identity(identity) }
      return .bytes(ByteKey(slice: elements[index].bytes))
    }
  }

  /// An object without an identity is known by its longest container, as what else it holds (a place in
  /// time) often changes for all objects at once.
  private func longestMember(_ elements: JSONElements, _ range: Range<Int>) -> [ElementKey?] {
    range.map { index in
      guard identity(of: elements[index]) == nil else { return nil }
      let containers = elements[index].members.lazy.map(\.value).filter { $0.count > 0 }
      return containers.max { $0.byteRange.count < $1.byteRange.count }
        .map { .bytes(ByteKey(slice: $0.bytes)) }
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
        other.bytes.withUnsafeBufferPointer { right in
          JSONStringToken.compare(left, right, count: left.count) == 0
        }
      }
  }
}
