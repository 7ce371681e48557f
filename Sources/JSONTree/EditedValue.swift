/// A value while a batch of edits is made: still the text of a document, or opened for editing.
enum EditedValue {
  /// The text of a value in the edited document, or in a document of new text.
  case untouched(JSONNode)
  /// An object or array of which something has been edited.
  case opened(EditedContainer)

  /// Opens an object or array for editing; nil for other values.
  mutating func open() -> EditedContainer? {
    switch self {
    case .opened(let container): return container
    case .untouched(let node):
      guard node.kind == .object || node.kind == .array else { return nil }
      let container = EditedContainer(node)
      self = .opened(container)
      return container
    }
  }

  /// Whether this is an object rather than an array; nil for other values.
  var isObject: Bool? {
    switch self {
    case .opened(let container): container.isObject
    case .untouched(let node):
      switch node.kind {
      case .object: true
      case .array: false
      default: nil
      }
    }
  }

  /// The spacing of an object or array that has children; nil for other values.
  var spacing: JSONSpacing? {
    switch self {
    case .opened(let container): container.spacing
    case .untouched(let node): JSONSpacing(of: node)
    }
  }

  func write(to bytes: inout [UInt8]) {
    switch self {
    case .opened(let container): container.write(to: &bytes)
    case .untouched(let node): bytes.append(contentsOf: node.bytes)
    }
  }
}
