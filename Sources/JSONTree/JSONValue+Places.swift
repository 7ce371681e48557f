// Reading and changing a value at a place, in place: each level is taken out of its container before
// it is changed, so that no step copies the arrays on its way.
extension JSONValue {
  /// The value that `pointer` names when this value is taken as the root, or nil if there is none.
  public func descendant(at pointer: JSONPointer) -> JSONValue? { try? found(at: pointer) }

  func found(at pointer: JSONPointer) throws(JSONPatchError.Reason) -> JSONValue {
    var value = self
    for token in pointer.tokens {
      let next: JSONValue? =
        if case .array = value { JSONPointer.arrayIndex(of: token).flatMap { value[$0] } } else {
          value[token]
        }
      guard let next else { throw .noSuchPlace(pointer) }
      value = next
    }
    return value
  }

  mutating func add(
    _ new: JSONValue, at tokens: ArraySlice<String>, of path: JSONPointer
  ) throws(JSONPatchError.Reason) {
    guard let last = tokens.last else {
      self = new
      return
    }
    try change(at: tokens.dropLast(), of: path) { (container) throws(JSONPatchError.Reason) in
      switch container {
      case .object(var members):
        container = .null
        if let index = members.firstIndex(where: { $0.key.hasSameScalars(as: last) }) {
          members[index].value = new
        } else {
          members.append(JSONMember(last, new))
        }
        container = .object(members)
      case .array(var elements):
        let index = last == "-" ? elements.count : JSONPointer.arrayIndex(of: last)
        guard let index, index <= elements.count else { throw .badIndex(path) }
        container = .null
        elements.insert(new, at: index)
        container = .array(elements)
      default: throw .notAContainer(path)
      }
    }
  }

  mutating func remove(
    at tokens: ArraySlice<String>, of path: JSONPointer
  ) throws(JSONPatchError.Reason) -> JSONValue {
    guard let last = tokens.last else {
      defer { self = .null }
      return self
    }
    var removed = JSONValue.null
    try change(at: tokens.dropLast(), of: path) { (container) throws(JSONPatchError.Reason) in
      switch container {
      case .object(var members):
        guard let index = members.firstIndex(where: { $0.key.hasSameScalars(as: last) }) else {
          throw .noSuchPlace(path)
        }
        container = .null
        removed = members.remove(at: index).value
        container = .object(members)
      case .array(var elements):
        guard let index = JSONPointer.arrayIndex(of: last), index < elements.count else {
          throw .noSuchPlace(path)
        }
        container = .null
        removed = elements.remove(at: index)
        container = .array(elements)
      default: throw .notAContainer(path)
      }
    }
    return removed
  }

  mutating func replace(
    at tokens: ArraySlice<String>, of path: JSONPointer, with new: JSONValue
  ) throws(JSONPatchError.Reason) {
    try change(at: tokens, of: path) { (place) throws(JSONPatchError.Reason) in place = new }
  }

  private mutating func change(
    at tokens: ArraySlice<String>, of path: JSONPointer,
    _ body: (inout JSONValue) throws(JSONPatchError.Reason) -> Void
  ) throws(JSONPatchError.Reason) {
    guard let token = tokens.first else { return try body(&self) }
    switch self {
    case .object(var members):
      guard let index = members.firstIndex(where: { $0.key.hasSameScalars(as: token) }) else {
        throw .noSuchPlace(path)
      }
      self = .null
      try members[index].value.change(at: tokens.dropFirst(), of: path, body)
      self = .object(members)
    case .array(var elements):
      guard let index = JSONPointer.arrayIndex(of: token), index < elements.count else {
        throw .noSuchPlace(path)
      }
      self = .null
      try elements[index].change(at: tokens.dropFirst(), of: path, body)
      self = .array(elements)
    default: throw .noSuchPlace(path)
    }
  }
}
