/// Makes a batch of edits on a document's pieces.
///
/// Only the containers on the way to an edit are opened. A pointer is never followed deeper than a
/// document may be, and a moved value becomes text again, so that opened containers cannot nest
/// without bound.
struct JSONEditor {
  private let limits: JSONLimits
  private let before: ArraySlice<UInt8>
  private let after: ArraySlice<UInt8>
  private var root: EditedValue

  init(editing root: JSONNode) {
    limits = root.storage.limits
    before = root.storage.bytes[..<root.byteRange.lowerBound]
    after = root.storage.bytes[root.byteRange.upperBound...]
    self.root = .untouched(root)
  }

  /// The text of the edited document.
  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(before.count + after.endIndex)
    bytes.append(contentsOf: before)
    root.write(to: &bytes)
    bytes.append(contentsOf: after)
    return bytes
  }

  mutating func apply(_ edit: JSONEdit) throws(JSONEditError.Reason) {
    switch edit {
    case .replace(let pointer, let value):
      let path = try path(to: pointer)
      try replace(path, with: newValue(value, at: path))
    case .replaceRaw(let pointer, let text):
      try replace(path(to: pointer), with: newValue(text))
    case .setMember(let pointer, let key, let value):
      let (path, object) = try openObject(at: pointer)
      try setMember(of: object, at: path, key: key, to: .value(value))
    case .insertElement(let pointer, let position, let value):
      let (path, array) = try openArray(at: pointer, insertingAt: position)
      try insert(.value(value), named: nil, in: array, at: path, position: position)
    case .insertRawElement(let pointer, let position, let text):
      let (path, array) = try openArray(at: pointer, insertingAt: position)
      try insert(
        .finished(newValue(text)), named: nil, in: array, at: path, position: position)
    case .add(let pointer, let value): try add(.value(value), at: pointer)
    case .remove(let pointer): _ = try remove(pointer)
    case .renameMember(let pointer, let name): try rename(pointer, to: name)
    case .move(let source, let destination): try move(source, to: destination)
    }
  }

  // MARK: - Edits

  /// What is to be put in: a value that is yet to be laid out, or text.
  private enum Insertion {
    case value(JSONValue)
    case finished(EditedValue)
  }

  private mutating func replace(_ path: EditedPath, with value: EditedValue) {
    guard let step = path.steps.last else {
      root = value
      return
    }
    step.container.replaceValue(at: step.position, with: value)
  }

  private mutating func add(
    _ insertion: Insertion, at pointer: JSONPointer
  ) throws(JSONEditError.Reason) {
    guard let parent = pointer.parent, let token = pointer.tokens.last else {
      let path = EditedPath()
      return replace(path, with: try finished(insertion, at: path))
    }
    let path = try path(to: parent)
    guard let container = open(path) else { throw .noSuchValue(pointer) }
    if container.isObject {
      return try setMember(of: container, at: path, key: token, to: insertion)
    }
    let count = container.children.count
    guard let position = token == "-" ? count : JSONPointer.arrayIndex(of: token),
      position <= count
    else { throw .noSuchPosition(parent, count: count) }
    try insert(insertion, named: nil, in: container, at: path, position: position)
  }

  private mutating func setMember(
    of object: EditedContainer, at path: EditedPath, key: String, to insertion: Insertion
  ) throws(JSONEditError.Reason) {
    if let position = object.position(of: key) {
      let member = path.appending(object, position)
      return replace(member, with: try finished(insertion, at: member))
    }
    try insert(insertion, named: key, in: object, at: path, position: object.children.count)
  }

  private func insert(
    _ insertion: Insertion, named name: String?, in container: EditedContainer,
    at path: EditedPath, position: Int
  ) throws(JSONEditError.Reason) {
    let spacing = path.settledSpacing(of: container)
    let value = try finished(insertion, at: path.appending(container, position))
    container.spacing = spacing
    container.insert(
      EditedContainer.Child(
        name: name, key: name.map { EditedContainer.written($0) } ?? [],
        colon: name == nil ? [] : spacing.colon ?? [UInt8(ascii: ":")], value: value),
      at: position)
  }

  private mutating func remove(
    _ pointer: JSONPointer
  ) throws(JSONEditError.Reason) -> EditedContainer.Child {
    guard let step = try path(to: pointer).steps.last else { throw .rootIsFixed }
    return step.container.remove(at: step.position)
  }

  private mutating func rename(
    _ pointer: JSONPointer, to name: String
  ) throws(JSONEditError.Reason) {
    guard let parent = pointer.parent else { throw .rootIsFixed }
    guard let step = try path(to: pointer).steps.last else { throw .rootIsFixed }
    guard step.container.isObject else { throw .notAnObject(parent) }
    if let holder = step.container.position(of: name) {
      guard holder == step.position else { throw .duplicateMember(parent, name: name) }
      return
    }
    step.container.rename(at: step.position, to: name)
  }

  private mutating func move(
    _ source: JSONPointer, to destination: JSONPointer
  ) throws(JSONEditError.Reason) {
    let path = try path(to: source)
    if source == destination { return }
    guard !path.steps.isEmpty else { throw .rootIsFixed }
    guard !source.isPrefix(of: destination) else { throw .movedIntoItself(source) }
    var text: [UInt8] = []
    try remove(source).value.write(to: &text)
    try add(.finished(newValue(text)), at: destination)
  }

  // MARK: - Ways and values

  /// Opens the containers on the way to a value.
  private mutating func path(
    to pointer: JSONPointer
  ) throws(JSONEditError.Reason) -> EditedPath {
    guard pointer.tokens.count <= limits.maxDepth else { throw .tooDeep(limit: limits.maxDepth) }
    var path = EditedPath()
    for token in pointer.tokens {
      guard let container = open(path), let position = container.position(of: token) else {
        throw .noSuchValue(pointer)
      }
      path = path.appending(container, position)
    }
    return path
  }

  /// Opens the object or array at the end of a path; nil for other values.
  private mutating func open(_ path: EditedPath) -> EditedContainer? {
    path.steps.last.map { $0.container.openChild(at: $0.position) } ?? root.open()
  }

  private mutating func openObject(
    at pointer: JSONPointer
  ) throws(JSONEditError.Reason) -> (EditedPath, EditedContainer) {
    let path = try path(to: pointer)
    guard let object = open(path), object.isObject else { throw .notAnObject(pointer) }
    return (path, object)
  }

  private mutating func openArray(
    at pointer: JSONPointer, insertingAt position: Int
  ) throws(JSONEditError.Reason) -> (EditedPath, EditedContainer) {
    let path = try path(to: pointer)
    guard let array = open(path), !array.isObject else { throw .notAnArray(pointer) }
    let count = array.children.count
    guard 0...count ~= position else { throw .noSuchPosition(pointer, count: count) }
    return (path, array)
  }

  private func finished(
    _ insertion: Insertion, at path: EditedPath
  ) throws(JSONEditError.Reason) -> EditedValue {
    switch insertion {
    case .value(let value): try newValue(value, at: path)
    case .finished(let value): value
    }
  }

  private func newValue(
    _ value: JSONValue, at path: EditedPath
  ) throws(JSONEditError.Reason) -> EditedValue {
    var text: [UInt8] = []
    value.write(to: &text, layout: path.layout(for: value, root: root))
    return try newValue(text)
  }

  private func newValue(_ text: [UInt8]) throws(JSONEditError.Reason) -> EditedValue {
    do {
      return .untouched(try JSONDocument(parsing: text, limits: limits).root)
    } catch {
      throw .invalidText(error)
    }
  }
}
