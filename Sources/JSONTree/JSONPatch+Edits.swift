extension JSONPatch {
  /// The steps as edits; nothing if one is not `add`, `remove`, `replace` or `move`.
  ///
  /// The patches that ``init(from:to:identifyingMembers:)`` makes always have edits.
  public var edits: [JSONEdit]? {
    var edits: [JSONEdit] = []
    for operation in operations {
      switch operation {
      case .add(let path, let value): edits.append(.add(path, value))
      case .remove(let path): edits.append(.remove(path))
      case .replace(let path, let value): edits.append(.replace(path, value))
      case .move(let from, let to): edits.append(.move(from: from, to: to))
      case .copy, .test: return nil
      }
    }
    return edits
  }
}
