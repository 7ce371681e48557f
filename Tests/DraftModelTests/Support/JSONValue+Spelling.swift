import JSONTree

extension JSONValue {
  /// The same value with members in another order.
  func shuffled(using generator: inout some RandomNumberGenerator) -> JSONValue {
    switch self {
    case .object(var members):
      members.shuffle(using: &generator)
      return .object(
        members.map { JSONMember($0.key, $0.value.shuffled(using: &generator)) })
    case .array(let elements):
      return .array(elements.map { $0.shuffled(using: &generator) })
    case .string, .number, .boolean, .null: return self
    }
  }

  /// This value with `change` made to each of its members named `key`, at any depth, outside in.
  func mapping(_ key: String, _ change: (JSONValue) -> JSONValue) -> JSONValue {
    switch self {
    case .object(let members):
      .object(
        members.map { member in
          let value = member.key == key ? change(member.value) : member.value
          return JSONMember(member.key, value.mapping(key, change))
        })
    case .array(let elements): .array(elements.map { $0.mapping(key, change) })
    case .string, .number, .boolean, .null: self
    }
  }
}
