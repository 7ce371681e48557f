/// A value in a document: what it is, and where it stands.
public struct JSONNode: Sendable {
  /// The six kinds of JSON value.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// Members with names, in braces.
    case object
    /// Elements, in brackets.
    case array
    /// Text, in double quotes.
    case string
    /// A decimal number.
    case number
    /// `true` or `false`.
    case boolean
    /// `null`.
    case null
  }

  let storage: JSONStorage
  let index: Int

  var record: JSONRecord { storage.records[index] }

  /// What kind of value this is.
  public var kind: Kind {
    switch storage.bytes[Int(record.start)] {
    case UInt8(ascii: "{"): .object
    case UInt8(ascii: "["): .array
    case UInt8(ascii: "\""): .string
    case UInt8(ascii: "t"), UInt8(ascii: "f"): .boolean
    case UInt8(ascii: "n"): .null
    default: .number
    }
  }

  /// Where the value's text stands in the document's bytes.
  public var byteRange: Range<Int> { record.range }

  /// The value's text as it stands in the document.
  public var bytes: ArraySlice<UInt8> { storage.bytes[byteRange] }

  /// Where the value begins.
  public var location: JSONLocation {
    storage.lines.location(of: byteRange.lowerBound, in: storage.bytes)
  }

  /// Where the member's name begins, at its opening quote; nil unless this is a member's value.
  public var keyLocation: JSONLocation? {
    keyByteRange.map { storage.lines.location(of: $0.lowerBound, in: storage.bytes) }
  }

  /// Where the member's name stands in the document's bytes, quotes included; nil unless this is a
  /// member's value.
  public var keyByteRange: Range<Int>? {
    guard record.hasKey else { return nil }
    return record.keyRange.lowerBound - 1..<record.keyRange.upperBound + 1
  }

  /// The member's name, unescaped; nil unless this is a member's value.
  public var key: String? {
    guard record.hasKey else { return nil }
    return storage.bytes.withUnsafeBufferPointer { record.keyToken(in: $0).string }
  }

  /// The number of an object's members or an array's elements; 0 for other values.
  public var count: Int { Int(record.count) }

  /// The string that is meant, unescaped; nil unless this is a string.
  public var stringValue: String? {
    guard kind == .string else { return nil }
    return storage.bytes.withUnsafeBufferPointer { source in
      let range = byteRange.lowerBound + 1..<byteRange.upperBound - 1
      return JSONStringToken(
        bytes: UnsafeBufferPointer(rebasing: source[range]), hasEscapes: record.first == 1
      ).string
    }
  }

  /// The truth value; nil unless this is `true` or `false`.
  public var booleanValue: Bool? {
    switch storage.bytes[byteRange.lowerBound] {
    case UInt8(ascii: "t"): true
    case UInt8(ascii: "f"): false
    default: nil
    }
  }

  /// The number as it is spelt; nil unless this is a number.
  public var number: JSONNumber? {
    kind == .number ? JSONNumber(checked: String(decoding: bytes, as: UTF8.self)) : nil
  }

  /// Whether this is `null`.
  public var isNull: Bool { kind == .null }

  /// The value taken out of its document.
  public var value: JSONValue { JSONValue(self) }
}
