import JSONTree

extension JSONNode {
  /// This value and all that are inside it, in the order of the text.
  var withDescendants: [JSONNode] {
    [self] + members.flatMap(\.value.withDescendants) + elements.flatMap(\.withDescendants)
  }
}
