extension JSONIndex {
  /// Two members of one object that have the same name, by their place in the table.
  struct Duplicate {
    let first: Int
    let second: Int
  }

  /// Checks the names of the object whose members have just been moved to `members`.
  ///
  /// Names of a large object are sorted, not hashed: no choice of names makes that slower than the
  /// logarithm of their number times their length, and the order serves lookup afterwards.
  mutating func closeObject(
    _ members: Range<Int>, in source: UnsafeBufferPointer<UInt8>
  ) -> Duplicate? {
    guard members.count > Self.largeObjectThreshold else {
      return records.withUnsafeBufferPointer { table in
        Self.duplicate(among: UnsafeBufferPointer(rebasing: table[members]), in: source).map {
          Duplicate(first: members.lowerBound + $0.first, second: members.lowerBound + $0.second)
        }
      }
    }
    let order = records.withUnsafeBufferPointer { table in
      members.map { UInt32(truncatingIfNeeded: $0) }.sorted { left, right in
        let order = table[Int(left)].keyToken(in: source)
          .order(against: table[Int(right)].keyToken(in: source))
        return order != 0 ? order < 0 : left < right
      }
    }
    var earliest: Duplicate?
    for (left, right) in zip(order, order.dropFirst())
    where Int(right) < earliest?.second ?? .max
      && records[Int(left)].keyToken(in: source) == records[Int(right)].keyToken(in: source)
    {
      earliest = Duplicate(first: Int(left), second: Int(right))
    }
    largeObjects.append(
      JSONStorage.LargeObject(
        first: UInt32(truncatingIfNeeded: members.lowerBound), offset: sortedMembers.count))
    sortedMembers.append(contentsOf: order)
    return earliest
  }

  private static func duplicate(
    among members: UnsafeBufferPointer<JSONRecord>, in source: UnsafeBufferPointer<UInt8>
  ) -> Duplicate? {
    for second in 1..<members.count {
      let token = members[second].keyToken(in: source)
      for first in 0..<second where members[first].keyToken(in: source) == token {
        return Duplicate(first: first, second: second)
      }
    }
    return nil
  }
}
