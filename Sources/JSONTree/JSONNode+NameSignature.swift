extension JSONNode {
  /// One bit of 64 for each member's name, so that most names an object does not have are known without comparing;
  /// all bits where a name is written with escapes.
  package var nameSignature: UInt64 {
    guard kind == .object else { return 0 }
    return storage.bytes.withUnsafeBufferPointer { source in
      var signature: UInt64 = 0
      for child in record.children {
        let record = storage.records[child]
        guard !record.keyHasEscapes else { return .max }
        signature |= Self.bit(of: UnsafeBufferPointer(rebasing: source[record.keyRange]))
      }
      return signature
    }
  }

  /// The bit that a name has in ``nameSignature``.
  package static func signature(ofName name: String) -> UInt64 {
    var name = name
    return name.withUTF8 { bit(of: $0) }
  }

  /// Whether both are one value of one document.
  package func isSame(as other: JSONNode) -> Bool {
    storage === other.storage && index == other.index
  }

  private static func bit(of name: UnsafeBufferPointer<UInt8>) -> UInt64 {
    guard let first = name.first, let last = name.last else { return 1 }
    let sum = UInt64(first) &* 7 &+ UInt64(last) &* 3 &+ UInt64(truncatingIfNeeded: name.count)
    return 1 << (sum & 63)
  }
}
