/// The elements of an array, in the order of the document.
public struct JSONElements: RandomAccessCollection, Sendable {
  private let storage: JSONStorage
  /// The first element's place in the table; the others follow it.
  private let first: Int

  /// The number of elements.
  public let count: Int

  init(of node: JSONNode, count: Int) {
    storage = node.storage
    first = Int(node.record.first)
    self.count = count
  }

  /// The first element's position, 0.
  public var startIndex: Int { 0 }

  /// The position after the last element.
  public var endIndex: Int { count }

  /// The element at a position.
  public subscript(position: Int) -> JSONNode {
    JSONNode(storage: storage, index: first + position)
  }
}
