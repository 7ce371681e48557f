/// One step of a JSON Patch (RFC 6902, section 4).
public enum JSONPatchOperation: Hashable, Sendable {
  /// Inserts an element before the one at the place (`-` for after the last), or sets a member.
  case add(JSONPointer, JSONValue)
  /// Takes away the value at the place, which must exist.
  case remove(JSONPointer)
  /// Puts a value in the place of another, which must exist.
  case replace(JSONPointer, JSONValue)
  /// Takes a value from one place and adds it at another, which must not lie inside the first.
  case move(from: JSONPointer, to: JSONPointer)
  /// Adds at one place what stands at another.
  case copy(from: JSONPointer, to: JSONPointer)
  /// Goes on only if the value at the place is equivalent to this one.
  case test(JSONPointer, JSONValue)

  /// The place that the step is about.
  public var path: JSONPointer {
    switch self {
    case .add(let path, _), .remove(let path), .replace(let path, _), .test(let path, _): path
    case .move(_, let path), .copy(_, let path): path
    }
  }

  /// The same step in a document whose part at `base` is what the step was made for.
  public func prefixed(by base: JSONPointer) -> JSONPatchOperation {
    switch self {
    case .add(let path, let value): .add(base.appending(path), value)
    case .remove(let path): .remove(base.appending(path))
    case .replace(let path, let value): .replace(base.appending(path), value)
    case .move(let from, let to): .move(from: base.appending(from), to: base.appending(to))
    case .copy(let from, let to): .copy(from: base.appending(from), to: base.appending(to))
    case .test(let path, let value): .test(base.appending(path), value)
    }
  }
}

extension JSONPatchOperation {
  /// Reads one step.
  ///
  /// Members that RFC 6902 does not define for the step are ignored, as it asks.
  ///
  /// - Throws: What is missing or malformed.
  init(_ value: JSONValue) throws(JSONPatchError.Reason) {
    guard case .object = value else { throw .notAnObject }
    guard case .string(let name)? = value["op"] else { throw .missingMember("op") }
    let path = try Self.pointer("path", in: value)
    switch name {
    case "add": self = .add(path, try Self.operand(in: value))
    case "remove": self = .remove(path)
    case "replace": self = .replace(path, try Self.operand(in: value))
    case "move": self = .move(from: try Self.pointer("from", in: value), to: path)
    case "copy": self = .copy(from: try Self.pointer("from", in: value), to: path)
    case "test": self = .test(path, try Self.operand(in: value))
    default: throw .unknownOperation(name)
    }
  }

  private static func pointer(
    _ member: String, in value: JSONValue
  ) throws(JSONPatchError.Reason) -> JSONPointer {
    guard let found = value[member] else { throw .missingMember(member) }
    guard case .string(let text) = found, let pointer = JSONPointer(text) else {
      throw .malformedPointer(member)
    }
    return pointer
  }

  private static func operand(
    in value: JSONValue
  ) throws(JSONPatchError.Reason) -> JSONValue {
    guard let operand = value["value"] else { throw .missingMember("value") }
    return operand
  }

  /// The step as RFC 6902 writes it.
  var value: JSONValue {
    switch self {
    case .add(let path, let value): Self.step("add", path, [JSONMember("value", value)])
    case .remove(let path): Self.step("remove", path, [])
    case .replace(let path, let value): Self.step("replace", path, [JSONMember("value", value)])
    case .move(let from, let to): Self.step("move", to, [Self.source(from)])
    case .copy(let from, let to): Self.step("copy", to, [Self.source(from)])
    case .test(let path, let value): Self.step("test", path, [JSONMember("value", value)])
    }
  }

  private static func source(_ from: JSONPointer) -> JSONMember {
    JSONMember("from", .string(from.description))
  }

  private static func step(
    _ name: String, _ path: JSONPointer, _ rest: [JSONMember]
  ) -> JSONValue {
    .object(
      [JSONMember("op", .string(name)), JSONMember("path", .string(path.description))] + rest)
  }
}
