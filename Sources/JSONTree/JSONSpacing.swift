/// The white space in a container that has children, as its document has it.
struct JSONSpacing {
  /// Between the opening bracket and the first child.
  var opening: ArraySlice<UInt8>
  /// Between a comma and the child after it; nil if the document shows none.
  var separator: ArraySlice<UInt8>?
  /// Between a child and the comma after it.
  var trailing: ArraySlice<UInt8> = []
  /// Between the last child and the closing bracket.
  var closing: ArraySlice<UInt8>
  /// The colon and the white space around it; nil in an array.
  var colon: ArraySlice<UInt8>?

  /// The spacing of a container in a document; nil if it has no children.
  init?(of container: JSONNode) {
    guard container.count > 0 else { return nil }
    opening = container.leading(ofChild: 0)
    closing = container.trailing(ofChild: container.count - 1)
    colon = container.colon(ofChild: 0)
    if container.count > 1 {
      separator = container.leading(ofChild: 1)
      trailing = container.trailing(ofChild: 0)
    }
  }

  /// The spacing that a container written in `layout` has.
  init(_ layout: JSONLayout) {
    opening = layout.opening(depth: 0)[...]
    separator = layout.separator(depth: 0)[...]
    closing = layout.closing(depth: 0)[...]
    colon = layout.colon[...]
  }

  /// The line break and indentation of the first child's line; nil if it has no line of its own.
  var lineBreak: ArraySlice<UInt8>? { opening.lastLineBreak }
}

extension ArraySlice<UInt8> {
  /// What follows the last line of some white space: its line break, and the indentation after it.
  var lastLineBreak: ArraySlice<UInt8>? {
    guard let lineFeed = lastIndex(of: UInt8(ascii: "\n")) else { return nil }
    let hasReturn = lineFeed > startIndex && self[lineFeed - 1] == UInt8(ascii: "\r")
    return self[(hasReturn ? lineFeed - 1 : lineFeed)...]
  }
}

extension JSONNode {
  private func child(_ position: Int) -> JSONRecord {
    storage.records[record.children.lowerBound + position]
  }

  /// The white space before a child, which is a member's name or an element.
  func leading(ofChild position: Int) -> ArraySlice<UInt8> {
    let end =
      child(position).hasKey
      ? child(position).keyRange.lowerBound - 1 : child(position).range.lowerBound
    guard position > 0 else { return storage.bytes[byteRange.lowerBound + 1..<end] }
    return storage.bytes[trailing(ofChild: position - 1).endIndex + 1..<end]
  }

  /// The white space between a child and the comma or bracket after it.
  func trailing(ofChild position: Int) -> ArraySlice<UInt8> {
    storage.bytes[child(position).range.upperBound...].prefix(while: \.isJSONWhiteSpace)
  }

  /// The colon after a member's name and the white space around it; nil for an element.
  func colon(ofChild position: Int) -> ArraySlice<UInt8>? {
    let child = child(position)
    guard child.hasKey else { return nil }
    return storage.bytes[child.keyRange.upperBound + 1..<child.range.lowerBound]
  }
}
