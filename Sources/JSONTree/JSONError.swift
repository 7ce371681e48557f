/// Why a text is not a JSON document, and where.
public struct JSONError: Error, Hashable, Sendable {
  /// What RFC 8259, or one of the ``JSONLimits``, forbids.
  public enum Reason: Hashable, Sendable {
    /// The text holds no value, only white space or nothing.
    case empty
    /// The text ends inside a value.
    case unexpectedEnd
    /// The text begins with U+FEFF.
    case byteOrderMark
    /// A character that cannot stand here.
    case unexpectedCharacter(Unicode.Scalar)
    /// A second value, or anything else but white space, after the document's value.
    case trailingContent
    /// A comma with nothing after it.
    case trailingComma
    /// Two elements or members with no comma between them.
    case missingComma
    /// A member's name without the colon that must follow it.
    case missingColon
    /// An object's member does not begin with a name in double quotes.
    case missingMemberName
    /// A bracket that closes the other kind of container.
    case mismatchedBracket
    /// `//`, `/*` or `#`.
    case comment
    /// `NaN`, `Infinity` or `-Infinity`.
    case notFinite
    /// `TRUE`, `None`, `undefined` and the like.
    case unknownWord
    /// A string in single quotes.
    case singleQuotes
    /// A number that does not follow the grammar, such as `01`, `1.`, `.5` or `+1`.
    case malformedNumber
    /// A string without its closing quote.
    case unterminatedString
    /// An unescaped control character in a string.
    case controlCharacter(UInt8)
    /// A backslash followed by something that is no escape.
    case invalidEscape
    /// A `\u` escape of half a surrogate pair.
    case loneSurrogate
    /// Bytes that are not UTF-8: stray, truncated, overlong, a surrogate, or beyond U+10FFFF.
    case invalidUTF8
    /// A member whose name, after unescaping, occurred before in the same object.
    case duplicateMember(String, first: JSONLocation)
    /// More objects and arrays inside each other than allowed.
    case tooDeep(limit: Int)
    /// More bytes than allowed.
    case tooLarge(limit: Int)
    /// More values than allowed.
    case tooManyNodes(limit: Int)
  }

  /// What is wrong.
  public let reason: Reason

  /// The first place at which the text cannot be continued to a document.
  public let location: JSONLocation

  /// Makes an error from its parts.
  public init(reason: Reason, location: JSONLocation) {
    self.reason = reason
    self.location = location
  }
}

extension JSONError: CustomStringConvertible {
  /// `line:column: ` and the message.
  public var description: String { "\(location): \(message)" }

  /// What is wrong and what to do about it, without the location.
  public var message: String {
    switch reason {
    case .empty: "the document is empty; it must hold one JSON value"
    case .unexpectedEnd: "the document ends inside a value; it may have been cut off"
    case .byteOrderMark: "byte order mark; save the document as UTF-8 without one"
    case .unexpectedCharacter(let scalar): "unexpected \(Self.name(of: scalar))"
    case .trailingContent: "something follows the document's value; remove it"
    case .trailingComma: "trailing comma; remove it"
    case .missingComma: "a comma is missing before this"
    case .missingColon: "a colon is missing after the member's name"
    case .missingMemberName: "a member must begin with its name in double quotes"
    case .mismatchedBracket: "this bracket closes the other kind of container"
    case .comment: "JSON has no comments; remove this one"
    case .notFinite: "JSON has no NaN and no infinity; write a number or null"
    case .unknownWord: "unknown word; true, false and null are written in lower case"
    case .singleQuotes: "single quotes; write double quotes"
    case .malformedNumber: "malformed number; write it like -12.5e3"
    case .unterminatedString: "the string is not closed; a line break in it is written \\n"
    case .controlCharacter(let byte):
      "control character in a string; write \(Self.escape(of: byte))"
    case .invalidEscape: "invalid escape; a backslash is followed by one of \"\\/bfnrt or uXXXX"
    case .loneSurrogate: "half a surrogate pair; escape the whole character or write it plainly"
    case .invalidUTF8: "invalid UTF-8; save the document as UTF-8"
    case .duplicateMember(let name, let first):
      "duplicate member \(Self.quoted(name)); first at \(first); remove or rename one of the two"
    case .tooDeep(let limit): "nested deeper than \(limit) levels"
    case .tooLarge(let limit): "longer than \(limit) bytes"
    case .tooManyNodes(let limit): "more than \(limit) values"
    }
  }

  private static func name(of scalar: Unicode.Scalar) -> String {
    scalar.value > 0x20 && scalar.value != 0x7F
      ? "character '\(scalar)'" : "character U+\(hexadecimal(scalar.value, digits: 4))"
  }

  private static func escape(of byte: UInt8) -> String {
    switch byte {
    case UInt8(ascii: "\n"): "\\n"
    case UInt8(ascii: "\r"): "\\r"
    case UInt8(ascii: "\t"): "\\t"
    default: "\\u\(hexadecimal(UInt32(byte), digits: 4))"
    }
  }

  private static func hexadecimal(_ number: UInt32, digits: Int) -> String {
    let text = String(number, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
  }

  /// The name as JSON text; a long one is cut so that a message stays one line.
  private static func quoted(_ name: String) -> String {
    let shown = name.unicodeScalars.count > 60 ? String(name.unicodeScalars.prefix(60)) + "…" : name
    return String(decoding: JSONValue.string(shown).serialized(), as: UTF8.self)
  }
}
