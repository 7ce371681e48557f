extension JSONNode {
  /// The members of an object, in their order; empty for other values.
  public var members: JSONMembers {
    JSONMembers(of: self, count: kind == .object ? count : 0)
  }

  /// The elements of an array, in their order; empty for other values.
  public var elements: JSONElements {
    JSONElements(of: self, count: kind == .array ? count : 0)
  }

  /// The value of an object's member, or nil if there is none or this is no object.
  ///
  /// Names are the same if their scalars are, whatever their escapes; Unicode normalisation plays
  /// no part.
  public subscript(key: String) -> JSONNode? {
    guard kind == .object else { return nil }
    var key = key
    return key.withUTF8 { storage.member(named: $0, of: record) }
      .map { JSONNode(storage: storage, index: $0) }
  }

  /// An array's element, counted from 0, or nil if there is none or this is no array.
  public subscript(index: Int) -> JSONNode? {
    guard kind == .array, index >= 0, index < count else { return nil }
    return JSONNode(storage: storage, index: record.children.lowerBound + index)
  }

  /// The value that `pointer` names when this value is taken as the root, or nil if there is none.
  public func descendant(at pointer: JSONPointer) -> JSONNode? {
    var node = self
    for token in pointer.tokens {
      let next =
        node.kind == .array ? JSONPointer.arrayIndex(of: token).flatMap { node[$0] } : node[token]
      guard let next else { return nil }
      node = next
    }
    return node
  }

  /// The way from the document's root to this value.
  ///
  /// Found from the value's place in the text, in time that grows with the depth and the logarithm
  /// of the number of siblings: the index needs no link to the parent.
  public var pointer: JSONPointer {
    var tokens: [String] = []
    var ancestor = JSONNode(storage: storage, index: storage.rootIndex)
    while ancestor.index != index {
      guard let position = ancestor.positionOfChild(holding: record.start) else { break }
      let child = JSONNode(
        storage: storage, index: ancestor.record.children.lowerBound + position)
      tokens.append(child.key ?? String(position))
      ancestor = child
    }
    return JSONPointer(tokens)
  }

  /// The last child that begins at or before `offset`.
  private func positionOfChild(holding offset: UInt32) -> Int? {
    let children = record.children
    var low = children.lowerBound
    var high = children.upperBound
    while low < high {
      let middle = low + (high - low) / 2
      if storage.records[middle].start <= offset { low = middle + 1 } else { high = middle }
    }
    return low > children.lowerBound ? low - 1 - children.lowerBound : nil
  }
}
