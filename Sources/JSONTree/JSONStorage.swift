/// The text of a document and its index; shared by all nodes of the document.
final class JSONStorage: Sendable {
  /// An object with so many members that its names are kept in order, for lookup by halving.
  struct LargeObject {
    /// The object's first child in the table, by which it is found.
    let first: UInt32
    /// Where its part of ``JSONStorage/sortedMembers`` begins.
    let offset: Int
  }

  let bytes: [UInt8]
  let limits: JSONLimits
  /// Every value; the children of one container side by side in their order, the root last.
  let records: ContiguousArray<JSONRecord>
  /// Ascending by `first`, as the reader closes them in that order.
  let largeObjects: [LargeObject]
  /// For each large object its members' table indices, ordered by name.
  let sortedMembers: [UInt32]
  let lines: JSONLineIndex

  init(parsing bytes: [UInt8], limits: JSONLimits) throws(JSONError) {
    let reader = try bytes.withUnsafeBufferPointer { source throws(JSONError) in
      var reader = JSONReader(source: source, limits: limits)
      try reader.readDocument()
      return reader.index
    }
    self.bytes = bytes
    self.limits = limits
    records = reader.records
    largeObjects = reader.largeObjects
    sortedMembers = reader.sortedMembers
    lines = JSONLineIndex(of: bytes)
  }

  var rootIndex: Int { records.count - 1 }

  /// The child of `object` with the name `name`, in time that does not grow faster than the
  /// logarithm of the number of members once there are many.
  func member(named name: UnsafeBufferPointer<UInt8>, of object: JSONRecord) -> Int? {
    bytes.withUnsafeBufferPointer { source in
      let sought = JSONStringToken(bytes: name, hasEscapes: false)
      guard object.count > JSONIndex.largeObjectThreshold else {
        return object.children.first { records[$0].keyToken(in: source) == sought }
      }
      guard let offset = sortedOffset(ofObjectStartingAt: object.first) else { return nil }
      var low = offset
      var high = offset + Int(object.count)
      while low < high {
        let middle = low + (high - low) / 2
        let candidate = Int(sortedMembers[middle])
        let order = records[candidate].keyToken(in: source).order(against: sought)
        if order == 0 { return candidate }
        if order < 0 { low = middle + 1 } else { high = middle }
      }
      return nil
    }
  }

  private func sortedOffset(ofObjectStartingAt first: UInt32) -> Int? {
    var low = 0
    var high = largeObjects.count
    while low < high {
      let middle = low + (high - low) / 2
      if largeObjects[middle].first < first { low = middle + 1 } else { high = middle }
    }
    guard low < largeObjects.count, largeObjects[low].first == first else { return nil }
    return largeObjects[low].offset
  }
}

extension JSONRecord {
  /// The member's name as it stands in `source`.
  func keyToken(in source: UnsafeBufferPointer<UInt8>) -> JSONStringToken {
    JSONStringToken(
      bytes: UnsafeBufferPointer(rebasing: source[keyRange]), hasEscapes: keyHasEscapes)
  }
}
