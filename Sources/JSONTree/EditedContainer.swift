/// An object or array that has been opened for editing: its children and the text between them.
///
/// A class, because an edit deep in the document changes it where it stands. It never leaves the
/// batch.
final class EditedContainer {
  struct Child {
    /// A member's name, unescaped; nil for an element.
    var name: String?
    /// A member's name as it is written, quotes included; empty for an element.
    var key: ArraySlice<UInt8> = []
    /// The colon and the white space around it; empty for an element.
    var colon: ArraySlice<UInt8> = []
    var value: EditedValue
    /// White space after the comma before this; nil where the document had none to show.
    var leading: ArraySlice<UInt8>?
    /// White space before the comma after this; nil where the document had none to show.
    var trailing: ArraySlice<UInt8>?
  }

  let isObject: Bool
  private(set) var children: [Child]
  /// Nil in a container that never had a child.
  var spacing: JSONSpacing?
  /// The white space in a container that never had a child.
  private let interior: ArraySlice<UInt8>
  /// The children's positions by name; nil until needed, and again after a removal.
  private var positions: [MemberName: Int]?

  init(_ node: JSONNode) {
    isObject = node.kind == .object
    spacing = JSONSpacing(of: node)
    interior = node.count == 0 ? node.bytes.dropFirst().dropLast() : []
    let last = node.count - 1
    children = (0..<node.count).map { position in
      let value = JSONNode(
        storage: node.storage, index: node.record.children.lowerBound + position)
      return Child(
        name: value.key,
        key: value.keyByteRange.map { node.storage.bytes[$0] } ?? [],
        colon: node.colon(ofChild: position) ?? [],
        value: .untouched(value),
        leading: position == 0 ? nil : node.leading(ofChild: position),
        trailing: position == last ? nil : node.trailing(ofChild: position))
    }
  }

  /// The position of the child that a pointer's token names.
  func position(of token: String) -> Int? {
    guard isObject else {
      return JSONPointer.arrayIndex(of: token).flatMap { $0 < children.count ? $0 : nil }
    }
    if children.count <= JSONIndex.largeObjectThreshold {
      return children.firstIndex { $0.name?.hasSameScalars(as: token) ?? false }
    }
    let positions =
      self.positions
      ?? Dictionary(
        children.enumerated().map { (MemberName(text: $1.name ?? ""), $0) },
        uniquingKeysWith: { first, _ in first })
    self.positions = positions
    return positions[MemberName(text: token)]
  }

  /// Opens a child for editing; nil unless it is an object or array.
  func openChild(at position: Int) -> EditedContainer? { children[position].value.open() }

  func replaceValue(at position: Int, with value: EditedValue) {
    children[position].value = value
  }

  /// Puts a child in; its `spacing` must have been settled.
  func insert(_ child: Child, at position: Int) {
    if let name = child.name, position == children.count {
      positions?[MemberName(text: name)] = position
    } else {
      positions = nil
    }
    children.insert(child, at: position)
  }

  func remove(at position: Int) -> Child {
    positions = nil
    return children.remove(at: position)
  }

  func rename(at position: Int, to name: String) {
    if let old = children[position].name { positions?[MemberName(text: old)] = nil }
    positions?[MemberName(text: name)] = position
    children[position].name = name
    children[position].key = Self.written(name)
  }

  /// A name as it is written in a document.
  static func written(_ name: String) -> ArraySlice<UInt8> {
    JSONValue.string(name).serialized()[...]
  }

  /// The white space before a child.
  func leading(ofChild position: Int) -> ArraySlice<UInt8> {
    guard position > 0 else { return spacing?.opening ?? [] }
    return children[position].leading ?? spacing?.separator ?? []
  }

  func write(to bytes: inout [UInt8]) {
    bytes.append(isObject ? UInt8(ascii: "{") : UInt8(ascii: "["))
    if children.isEmpty, spacing == nil { bytes.append(contentsOf: interior) }
    for (position, child) in children.enumerated() {
      if position > 0 { bytes.append(UInt8(ascii: ",")) }
      bytes.append(contentsOf: leading(ofChild: position))
      bytes.append(contentsOf: child.key)
      bytes.append(contentsOf: child.colon)
      child.value.write(to: &bytes)
      let trailing =
        position == children.count - 1 ? spacing?.closing : child.trailing ?? spacing?.trailing
      bytes.append(contentsOf: trailing ?? [])
    }
    bytes.append(isObject ? UInt8(ascii: "}") : UInt8(ascii: "]"))
  }
}
