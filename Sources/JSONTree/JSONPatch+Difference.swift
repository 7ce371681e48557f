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
    comparison.compare(old, new, at: .root, from: .root)
    self.init(comparison.operations)
  }
}

/// Walks two values side by side and notes the steps from one to the other.
struct JSONComparison {
  let identifyingMembers: [String]
  /// Whether ``expectations`` are wanted, too.
  var notesExpectations = false
  private(set) var operations: [JSONPatchOperation] = []
  /// What the steps take for granted, by places in the old value.
  private(set) var expectations: [JSONExpectation] = []

  init(identifyingMembers: [String], notesExpectations: Bool = false) {
    self.identifyingMembers = identifyingMembers
    self.notesExpectations = notesExpectations
  }

  /// - Parameters:
  ///   - path: The place in the value that is being made.
  ///   - oldPath: The place in the old value.
  mutating func compare(
    _ old: JSONNode, _ new: JSONNode, at path: JSONPointer, from oldPath: JSONPointer
  ) {
    if old.hasSameBytes(as: new) { return }
    switch (old.kind, new.kind) {
    case (.object, .object): compareMembers(old, new, at: path, from: oldPath)
    case (.array, .array): compareElements(old, new, at: path, from: oldPath)
    default:
      guard !old.isEquivalent(to: new) else { return }
      expect(old, at: oldPath)
      operations.append(.replace(path, JSONValue(new)))
    }
  }

  private mutating func expect(_ node: JSONNode, at oldPath: JSONPointer) {
    if notesExpectations { expectations.append(.value(oldPath, JSONValue(node))) }
  }

  private mutating func expectNothing(at oldPath: JSONPointer) {
    if notesExpectations { expectations.append(.absent(oldPath)) }
  }

  private mutating func compareMembers(
    _ old: JSONNode, _ new: JSONNode, at path: JSONPointer, from oldPath: JSONPointer
  ) {
    for (key, value) in old.members where new[key] == nil {
      expect(value, at: oldPath.appending(key))
      operations.append(.remove(path.appending(key)))
    }
    for (key, value) in new.members {
      if let before = old[key] {
        // Most members stay as they are, and pointers cost more than their comparison.
        if before.hasSameBytes(as: value) { continue }
        compare(before, value, at: path.appending(key), from: oldPath.appending(key))
      } else {
        expectNothing(at: oldPath.appending(key))
        operations.append(.add(path.appending(key), JSONValue(value)))
      }
    }
  }

  private mutating func compareElements(
    _ old: JSONNode, _ new: JSONNode, at path: JSONPointer, from oldPath: JSONPointer
  ) {
    let kept = ElementAlignment(old, new, identifyingMembers: identifyingMembers).pairs
    var keptOld = Array(repeating: false, count: old.count)
    var keptNew = Array(repeating: false, count: new.count)
    for pair in kept {
      keptOld[pair.old] = true
      keptNew[pair.new] = true
    }
    for index in keptOld.indices.reversed() where !keptOld[index] {
      if let value = old[index] { expect(value, at: oldPath.appending(index)) }
      operations.append(.remove(path.appending(index)))
    }
    expectNeighbours(of: keptNew, kept, old, at: oldPath)
    for (index, element) in new.elements.enumerated() where !keptNew[index] {
      operations.append(.add(path.appending(index), JSONValue(element)))
    }
    for pair in kept {
      guard let before = old[pair.old], let after = new[pair.new], !before.hasSameBytes(as: after)
      else { continue }
      compare(
        before, after, at: path.appending(pair.new), from: oldPath.appending(pair.old))
    }
  }

  /// Notes the old element before which each new one is put; after the last one, that there is no other.
  private mutating func expectNeighbours(
    of keptNew: [Bool], _ kept: [ElementAlignment.Pair], _ old: JSONNode, at oldPath: JSONPointer
  ) {
    guard notesExpectations else { return }
    var next = kept.startIndex
    var last: Int?
    for index in keptNew.indices where !keptNew[index] {
      while next < kept.endIndex, kept[next].new < index { next += 1 }
      let place = next < kept.endIndex ? kept[next].old : old.count
      if place == last { continue }
      last = place
      if let value = old[place] {
        expect(value, at: oldPath.appending(place))
      } else {
        expectNothing(at: oldPath.appending(place))
      }
    }
  }
}
