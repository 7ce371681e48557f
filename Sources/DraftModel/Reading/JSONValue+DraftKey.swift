import JSONTree

extension JSONValue {
  /// The object with a time under `key`, in the spelling and unit it has there already.
  func setting(_ key: DraftKey, to time: Milliseconds, keys: KeyTable) -> JSONValue {
    let spelling = keys.spellings(of: key).first { self[$0.name] != nil }
    let text = spelling?.scale == 1000 ? time.description : String(time.rawValue)
    guard let number = JSONNumber(text) else { return self }
    return setting(spelling?.name ?? key.canonical, to: .number(number))
  }

  /// The object with text under `key`, in the spelling it has there already.
  func setting(_ key: DraftKey, to text: String, keys: KeyTable) -> JSONValue {
    let spelling = keys.spellings(of: key).first { self[$0.name] != nil }
    return setting(spelling?.name ?? key.canonical, to: .string(text))
  }

  /// The object with a value under `key`, in the spelling it has there already.
  func setting(_ key: DraftKey, to value: JSONValue, keys: KeyTable) -> JSONValue {
    let spelling = keys.spellings(of: key).first { self[$0.name] != nil }
    return setting(spelling?.name ?? key.canonical, to: value)
  }

  private func setting(_ name: String, to value: JSONValue) -> JSONValue {
    guard case .object(var members) = self else { return self }
    if let index = members.firstIndex(where: { $0.key == name }) {
      members[index].value = value
    } else {
      members.append(JSONMember(name, value))
    }
    return .object(members)
  }
}

extension JSONValue {
  /// A time in the format's own unit.
  static func milliseconds(_ time: Milliseconds) -> JSONValue { .number(JSONNumber(time.rawValue)) }
}

extension JSONValue {
  /// A number of at most four decimals; `null` for one that is not finite or too great to matter.
  static func rounded(_ value: Double) -> JSONValue {
    guard value.isFinite, abs(value) < 1e9,
      let ratio = Ratio(Int64((value * 10_000).rounded()), 10_000),
      let number = JSONNumber(ratio.decimalText)
    else { return .null }
    return .number(number)
  }
}
