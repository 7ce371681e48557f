extension JSONPatch {
  /// A patch that makes of `old` a value equivalent to `new`.
  ///
  /// Only `add`, `remove` and `replace` occur. Members are compared by name; elements that are the
  /// same bytes, or carry the same identity, are kept, so that an insertion is one step and not a
  /// change of everything after it. What is equivalent (see ``JSONNode/isEquivalent(to:)``) is left
  /// alone. Takes time in proportion to the size of both, times the logarithm of the longest array.
  ///
  /// - Parameter identifyingMembers: Names under which an array's objects may say which they are; the
  ///   first that is there with a string counts, where no other element of the array has the same.
  public init(from old: JSONNode, to new: JSONNode, identifyingMembers: [String] = []) {
    var comparison = JSONComparison(identifyingMembers: identifyingMembers)
    comparison.compare(old, new, at: .root)
    self.init(comparison.operations)
  }
}

/// Walks two values side by side and notes the steps from one to the other.
private struct JSONComparison {
  let identifyingMembers: [String]
  var operations: [JSONPatchOperation] = []

  mutating func compare(_ old: JSONNode, _ new: JSONNode, at path: JSONPointer) {
    if old.hasSameBytes(as: new) { return }
    switch (old.kind, new.kind) {
    case (.object, .object): compareMembers(old, new, at: path)
    case (.array, .array): compareElements(old, new, at: path)
    default:
      if !old.isEquivalent(to: new) { operations.append(.replace(path, JSONValue(new))) }
    }
  }

  private mutating func compareMembers(_ old: JSONNode, _ new: JSONNode, at path: JSONPointer) {
    for (key, _) in old.members where new[key] == nil {
      operations.append(.remove(path.appending(key)))
    }
    for (key, value) in new.members {
      if let before = old[key] {
        compare(before, value, at: path.appending(key))
      } else {
        operations.append(.add(path.appending(key), JSONValue(value)))
      }
    }
  }

  private mutating func compareElements(_ old: JSONNode, _ new: JSONNode, at path: JSONPointer) {
    let kept = ElementAlignment(old, new, identifyingMembers: identifyingMembers).pairs
    var keptOld = Array(repeating: false, count: old.count)
    var keptNew = Array(repeating: false, count: new.count)
    for pair in kept {
      keptOld[pair.old] = true
      keptNew[pair.new] = true
    }
    for index in keptOld.indices.reversed() where !keptOld[index] {
      operations.append(.remove(path.appending(index)))
    }
    for (index, element) in new.elements.enumerated() where !keptNew[index] {
      operations.append(.add(path.appending(index), JSONValue(element)))
    }
    for pair in kept {
      guard let before = old[pair.old], let after = new[pair.new], !before.hasSameBytes(as: after)
      else { continue }
      compare(before, after, at: path.appending(pair.new))
    }
  }
}
