/// A JSON value outside of any document: what an edit puts in, and what is taken out.
///
/// Two values are equal if they are spelt alike: the order of members and the digits of numbers
/// count, and strings are compared scalar by scalar. ``isEquivalent(to:)`` compares what is meant.
public indirect enum JSONValue: Sendable {
  /// Members, in order.
  case object([JSONMember])
  /// Elements, in order.
  case array([JSONValue])
  /// Text.
  case string(String)
  /// A number, as it is spelt.
  case number(JSONNumber)
  /// `true` or `false`.
  case boolean(Bool)
  /// `null`.
  case null

  /// Takes a value out of its document.
  public init(_ node: JSONNode) {
    switch node.kind {
    case .object: self = .object(node.members.map { JSONMember($0.key, JSONValue($0.value)) })
    case .array: self = .array(node.elements.map { JSONValue($0) })
    case .string: self = .string(node.stringValue ?? "")
    case .number: self = node.number.map { .number($0) } ?? .null
    case .boolean: self = .boolean(node.booleanValue ?? false)
    case .null: self = .null
    }
  }

  /// The value of an object's first member of this name, or nil if there is none or this is no
  /// object.
  public subscript(key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key.hasSameScalars(as: key) }?.value
  }

  /// An array's element, counted from 0, or nil if there is none or this is no array.
  public subscript(index: Int) -> JSONValue? {
    guard case .array(let elements) = self, elements.indices.contains(index) else { return nil }
    return elements[index]
  }
}

extension JSONValue: Hashable {
  /// Whether two values are spelt alike.
  public static func == (left: JSONValue, right: JSONValue) -> Bool {
    switch (left, right) {
    case (.object(let a), .object(let b)): a == b
    case (.array(let a), .array(let b)): a == b
    case (.string(let a), .string(let b)): a.hasSameScalars(as: b)
    case (.number(let a), .number(let b)): a == b
    case (.boolean(let a), .boolean(let b)): a == b
    case (.null, .null): true
    default: false
    }
  }

  /// Feeds the spelling to `hasher`.
  public func hash(into hasher: inout Hasher) {
    switch self {
    case .object(let members): hasher.combine(members)
    case .array(let elements): hasher.combine(elements)
    case .string(let text): text.hashScalars(into: &hasher)
    case .number(let number): hasher.combine(number)
    case .boolean(let truth): hasher.combine(truth)
    case .null: hasher.combine(0)
    }
  }
}
