/// A name that is the same as another only if both have the same scalars.
///
/// Swift compares strings by canonical equivalence, so that "é" is "e" with an accent. File systems, addresses and
/// the service compare bytes: two such names can be two files. Sources and paths that are keys or are compared go
/// through this type.
public struct ExactText: Hashable, Sendable, Comparable, CustomStringConvertible,
  ExpressibleByStringLiteral
{
  /// The name as it is written.
  public let text: String

  /// Takes a name.
  public init(_ text: String) { self.text = text }

  /// Takes a literal name.
  public init(stringLiteral value: String) { text = value }

  /// The name as it is written.
  public var description: String { text }

  /// Whether two names have the same bytes.
  public static func == (left: ExactText, right: ExactText) -> Bool {
    left.text.utf8.elementsEqual(right.text.utf8)
  }

  /// The order of the bytes.
  public static func < (left: ExactText, right: ExactText) -> Bool {
    left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
  }

  /// Hashes the bytes.
  public func hash(into hasher: inout Hasher) {
    var text = text
    text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    // No UTF-8 has this byte, so that it ends the name.
    hasher.combine(0xFF as UInt8)
  }
}

extension String {
  /// Whether the text begins with another, byte for byte.
  package func beginsExactly(with prefix: String) -> Bool { utf8.starts(with: prefix.utf8) }

  /// Whether a path, its links resolved, is a folder or lies below it; both are compared by bytes.
  package func isInside(folder: String) -> Bool {
    let base = folder.utf8.last == UInt8(ascii: "/") ? folder : folder + "/"
    return utf8.elementsEqual(folder.utf8) || beginsExactly(with: base)
  }
}
