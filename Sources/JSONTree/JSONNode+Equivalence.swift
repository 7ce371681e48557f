extension JSONNode {
  /// Whether two values mean the same: the order of members, white space, escapes and the spelling
  /// of numbers are ignored, and numbers are compared exactly.
  public func isEquivalent(to other: JSONNode) -> Bool {
    guard kind == other.kind, count == other.count else { return false }
    switch kind {
    case .object:
      return members.allSatisfy { member in
        other[member.key].map { member.value.isEquivalent(to: $0) } ?? false
      }
    case .array: return zip(elements, other.elements).allSatisfy { $0.isEquivalent(to: $1) }
    case .string: return JSONValue(self) == JSONValue(other)
    case .number:
      guard let left = number, let right = other.number else { return false }
      return left.isEquivalent(to: right)
    case .boolean: return booleanValue == other.booleanValue
    case .null: return true
    }
  }
}

extension JSONValue {
  /// Whether two values mean the same: the order of members and the spelling of numbers are
  /// ignored, and numbers are compared exactly.
  public func isEquivalent(to other: JSONValue) -> Bool {
    switch (self, other) {
    case (.object(let left), .object(let right)):
      left.count == right.count
        && zip(Self.byName(left), Self.byName(right)).allSatisfy {
          $0.key.hasSameScalars(as: $1.key) && $0.value.isEquivalent(to: $1.value)
        }
    case (.array(let left), .array(let right)):
      left.count == right.count && zip(left, right).allSatisfy { $0.isEquivalent(to: $1) }
    case (.number(let left), .number(let right)): left.isEquivalent(to: right)
    default: self == other
    }
  }

  private static func byName(_ members: [JSONMember]) -> [JSONMember] {
    members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
  }
}
