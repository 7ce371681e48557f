/// The way from a document's root to a value, by RFC 6901: `/t/0/sg/2/d`.
///
/// Pointers are the same if their tokens' scalars are: `é` in one scalar and in two are different
/// names, as they are in JSON.
public struct JSONPointer: Sendable {
  /// Member names and element numbers, unescaped, from the root on.
  public let tokens: [String]

  /// The document itself, written as the empty string.
  public static let root = JSONPointer([])

  /// Makes a pointer of unescaped tokens.
  public init(_ tokens: [String]) { self.tokens = tokens }

  /// Reads a pointer's text: empty, or tokens each after a slash, with `~1` for a slash and `~0`
  /// for a tilde in them; nil for other text.
  public init?(_ text: String) {
    guard !text.isEmpty else {
      self = .root
      return
    }
    guard text.utf8.first == UInt8(ascii: "/") else { return nil }
    var tokens: [String] = []
    for part in text.utf8.dropFirst().split(
      separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    {
      guard let token = Self.unescaped(part) else { return nil }
      tokens.append(token)
    }
    self.init(tokens)
  }

  /// The pointer to a member of the object that this one names.
  public func appending(_ key: String) -> JSONPointer { JSONPointer(tokens + [key]) }

  /// The pointer to an element of the array that this one names, counted from 0.
  public func appending(_ index: Int) -> JSONPointer { appending(String(index)) }

  /// The pointer that leads first here and then along `other`.
  public func appending(_ other: JSONPointer) -> JSONPointer {
    JSONPointer(tokens + other.tokens)
  }

  /// The pointer to the object or array that holds the value; nil for the root.
  public var parent: JSONPointer? { tokens.isEmpty ? nil : JSONPointer(Array(tokens.dropLast())) }

  /// Whether this names the same value as `other`, or one that holds it.
  public func isPrefix(of other: JSONPointer) -> Bool {
    tokens.count <= other.tokens.count
      && zip(tokens, other.tokens).allSatisfy { $0.hasSameScalars(as: $1) }
  }

  /// The element number that a token names: digits without leading zeros; nil for other text.
  package static func arrayIndex(of token: String) -> Int? {
    let digits = token.utf8
    guard let first = digits.first, digits.allSatisfy(\.isDigit),
      first != UInt8(ascii: "0") || digits.count == 1
    else { return nil }
    return Int(token)
  }

  private static func unescaped(_ part: Substring.UTF8View) -> String? {
    var bytes: [UInt8] = []
    var rest = part[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "~") else {
        bytes.append(byte)
        continue
      }
      switch rest.popFirst() {
      case UInt8(ascii: "0"): bytes.append(UInt8(ascii: "~"))
      case UInt8(ascii: "1"): bytes.append(UInt8(ascii: "/"))
      default: return nil
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension JSONPointer: CustomStringConvertible {
  /// The pointer's text, escaped as RFC 6901 says.
  public var description: String {
    var bytes: [UInt8] = []
    for token in tokens {
      bytes.append(UInt8(ascii: "/"))
      for byte in token.utf8 {
        switch byte {
        case UInt8(ascii: "~"): bytes.append(contentsOf: "~0".utf8)
        case UInt8(ascii: "/"): bytes.append(contentsOf: "~1".utf8)
        default: bytes.append(byte)
        }
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension JSONPointer: Encodable {
  /// Encodes as the pointer's text.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

extension JSONPointer: Hashable {
  /// Whether the tokens are the same, scalar by scalar.
  public static func == (left: JSONPointer, right: JSONPointer) -> Bool {
    left.tokens.count == right.tokens.count && left.isPrefix(of: right)
  }

  /// Feeds the tokens' scalars to `hasher`.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(tokens.count)
    for token in tokens { token.hashScalars(into: &hasher) }
  }
}

extension JSONPointer: Comparable {
  /// Orders a container before what it holds, elements by number, and members by their UTF-8.
  public static func < (left: JSONPointer, right: JSONPointer) -> Bool {
    for (a, b) in zip(left.tokens, right.tokens) where !a.hasSameScalars(as: b) {
      switch (arrayIndex(of: a), arrayIndex(of: b)) {
      case (let i?, let j?): return i < j
      case (_?, nil): return true
      case (nil, _?): return false
      case (nil, nil): return a.utf8.lexicographicallyPrecedes(b.utf8)
      }
    }
    return left.tokens.count < right.tokens.count
  }
}
