import JSONTree

/// By what a thing that both sides added is known to be one.
enum TwinKey: Hashable {
  /// Everything that it says.
  case bytes([UInt8], MergeKey?)
  /// Its id, with what it plays.
  case named(String, ContentKey?, MergeKey?)

  static func whole(_ node: JSONNode, _ track: MergeKey?) -> TwinKey {
    .bytes(node.canonicalBytes, track)
  }

  /// Everything but ids.
  static func content(_ node: JSONNode, _ track: MergeKey?) -> TwinKey {
    .bytes(JSONValue(node).withoutIdentifiers.canonicalBytes, track)
  }

  static func identifier(_ id: String, _ content: ContentKey?, _ track: MergeKey?) -> TwinKey {
    .named(id, content, track)
  }
}

extension JSONValue {
  /// The value without members that are ids, here and in what it holds.
  var withoutIdentifiers: JSONValue {
    switch self {
    case .object(let members):
      .object(
        members.filter { !DraftKey.identifierNames.contains($0.key) }
          .map { JSONMember($0.key, $0.value.withoutIdentifiers) })
    case .array(let elements): .array(elements.map(\.withoutIdentifiers))
    case .string, .number, .boolean, .null: self
    }
  }
}
