import JSONTree

/// By what a thing that both sides added is known to be one: its id, else all that it says.
struct TwinKey: Hashable {
  private let identifier: String?
  private let content: [UInt8]
  private let track: MergeKey?

  init(_ identifier: String?, _ node: JSONNode, _ track: MergeKey?) {
    self.identifier = identifier
    content = identifier == nil ? node.canonicalBytes : []
    self.track = track
  }
}
