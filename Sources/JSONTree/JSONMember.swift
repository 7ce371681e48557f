/// A name and its value in an object.
public struct JSONMember: Sendable {
  /// The name, unescaped.
  public var key: String

  /// The value.
  public var value: JSONValue

  /// Makes a member.
  public init(_ key: String, _ value: JSONValue) {
    self.key = key
    self.value = value
  }

  /// Makes a member.
  public init(key: String, value: JSONValue) {
    self.init(key, value)
  }
}

extension JSONMember: Hashable {
  /// Whether name and value are the same, scalar by scalar.
  public static func == (left: JSONMember, right: JSONMember) -> Bool {
    left.key.hasSameScalars(as: right.key) && left.value == right.value
  }

  /// Feeds name and value to `hasher`.
  public func hash(into hasher: inout Hasher) {
    key.hashScalars(into: &hasher)
    hasher.combine(value)
  }
}
