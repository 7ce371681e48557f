/// RFC 8785: no white space, members ordered by the UTF-16 of their names, one spelling of each
/// value.
enum CanonicalForm {
  /// Whether the name `left` comes before `right` in UTF-16, both given in UTF-8.
  ///
  /// The two encodings differ in order only between U+E000…U+FFFF, whose first byte is 0xEE or
  /// 0xEF, and what lies beyond U+FFFF, whose first byte is 0xF0 or more and which UTF-16 writes
  /// with surrogates from 0xD800.
  static func precedes(_ left: some Sequence<UInt8>, _ right: some Sequence<UInt8>) -> Bool {
    left.lexicographicallyPrecedes(right) { rank($0) < rank($1) }
  }

  private static func rank(_ byte: UInt8) -> UInt8 {
    byte == 0xEE || byte == 0xEF ? byte + 0x10 : byte
  }
}

extension JSONNode {
  /// The canonical form of RFC 8785, for hashing; see ``JSONNumber/canonicalText`` for numbers
  /// beyond doubles.
  public var canonicalBytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(byteRange.count)
    writeCanonically(to: &bytes)
    return bytes
  }

  private func writeCanonically(to bytes: inout [UInt8]) {
    switch kind {
    case .object:
      let ordered = members.map { (key: $0.key, value: $0.value) }
        .sorted { CanonicalForm.precedes($0.key.utf8, $1.key.utf8) }
      bytes.append(UInt8(ascii: "{"))
      for (position, member) in ordered.enumerated() {
        if position > 0 { bytes.append(UInt8(ascii: ",")) }
        JSONValue.write(member.key, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        member.value.writeCanonically(to: &bytes)
      }
      bytes.append(UInt8(ascii: "}"))
    case .array:
      bytes.append(UInt8(ascii: "["))
      for (position, element) in elements.enumerated() {
        if position > 0 { bytes.append(UInt8(ascii: ",")) }
        element.writeCanonically(to: &bytes)
      }
      bytes.append(UInt8(ascii: "]"))
    case .string: JSONValue.write(stringValue ?? "", to: &bytes)
    case .number: bytes.append(contentsOf: (number?.canonicalText ?? "null").utf8)
    case .boolean, .null: bytes.append(contentsOf: self.bytes)
    }
  }
}

extension JSONValue {
  /// The canonical form of RFC 8785, for hashing; see ``JSONNumber/canonicalText`` for numbers
  /// beyond doubles.
  ///
  /// Members with the same name, which no document has, keep their order.
  public var canonicalBytes: [UInt8] {
    var bytes: [UInt8] = []
    canonical.write(to: &bytes, layout: .compact)
    return bytes
  }

  private var canonical: JSONValue {
    switch self {
    case .object(let members):
      .object(
        members.map { JSONMember($0.key, $0.value.canonical) }
          .sorted { CanonicalForm.precedes($0.key.utf8, $1.key.utf8) })
    case .array(let elements): .array(elements.map(\.canonical))
    case .number(let number): .number(JSONNumber(checked: number.canonicalText))
    case .string, .boolean, .null: self
    }
  }
}
