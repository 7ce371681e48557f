/// A place in a document's text, as an editor shows it.
///
/// Lines end at a line feed, so that `\r\n` ends one line too; a lone carriage return ends none.
/// Columns count Unicode scalars, so that a CJK character or an emoji is one column, whatever it
/// takes in UTF-8; a tab is one column.
public struct JSONLocation: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The line, counted from 1.
  public let line: Int

  /// The Unicode scalar within the line, counted from 1.
  public let column: Int

  /// The distance from the document's first byte, in bytes.
  public let byteOffset: Int

  /// Makes a location from its parts.
  public init(line: Int, column: Int, byteOffset: Int) {
    self.line = line
    self.column = column
    self.byteOffset = byteOffset
  }

  /// Orders locations of one document as they stand in it.
  public static func < (left: JSONLocation, right: JSONLocation) -> Bool {
    left.byteOffset < right.byteOffset
  }

  /// `line:column`.
  public var description: String { "\(line):\(column)" }
}
