/// The members of an object, in the order of the document.
public struct JSONMembers: RandomAccessCollection, Sendable {
  private let storage: JSONStorage
  /// The first member's place in the table; the others follow it.
  private let first: Int

  /// The number of members.
  public let count: Int

  init(of node: JSONNode, count: Int) {
    storage = node.storage
    first = Int(node.record.first)
    self.count = count
  }

  /// The first member's position, 0.
  public var startIndex: Int { 0 }

  /// The position after the last member.
  public var endIndex: Int { count }

  /// A member's unescaped name and its value.
  public subscript(position: Int) -> (key: String, value: JSONNode) {
    let value = JSONNode(storage: storage, index: first + position)
    return (value.key ?? "", value)
  }
}
