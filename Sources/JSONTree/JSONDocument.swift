/// A JSON document: its bytes as they were read, and an index of the values in them.
///
/// The index points into the bytes, so that nothing of the document's spelling is lost: white
/// space, the order of members, the digits of a number and the escapes in a string are the bytes
/// themselves. A document is immutable; ``applying(_:)`` makes a new one whose bytes are the old
/// ones outside the edits.
///
/// RFC 8259 is the law, with no extension. Where it leaves the choice to a reader, this one
/// decides: a byte order mark, a duplicate member and a lone surrogate escape are refused, as is
/// any text that is not UTF-8; numbers of any size and precision are accepted and kept, as are
/// escaped noncharacters and escaped U+0000; and ``JSONLimits`` bounds depth, length and the number
/// of values.
///
/// Copying a document or a node costs a reference count. All of it may be read from many tasks at
/// once.
public struct JSONDocument: Sendable {
  let storage: JSONStorage

  /// Reads a document.
  ///
  /// - Throws: The first ``JSONError`` of the text, with its line and column.
  public init(parsing bytes: [UInt8], limits: JSONLimits = .standard) throws(JSONError) {
    storage = try JSONStorage(parsing: bytes, limits: limits)
  }

  /// Reads a document from a string.
  ///
  /// - Throws: The first ``JSONError`` of the text, with its line and column.
  public init(parsing text: String, limits: JSONLimits = .standard) throws(JSONError) {
    try self.init(parsing: Array(text.utf8), limits: limits)
  }

  /// The document's text, white space around the value included.
  public var bytes: [UInt8] { storage.bytes }

  /// The bounds within which the document was read, which edited documents keep to too.
  public var limits: JSONLimits { storage.limits }

  /// The document's value.
  public var root: JSONNode { JSONNode(storage: storage, index: storage.rootIndex) }

  /// The value that `pointer` names, by the rules of RFC 6901, or nil if there is none.
  ///
  /// The token `-`, which names the element after an array's last, names no value.
  public func node(at pointer: JSONPointer) -> JSONNode? { root.descendant(at: pointer) }
}
