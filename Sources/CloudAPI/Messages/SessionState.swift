public import JSONTree

/// What the service holds for a session, kept as it came.
public struct SessionState: Sendable {
  /// The state: `draft`, `video_infos`, `canvas_config`, `generated_media` and whatever else came.
  public let state: JSONNode

  /// The draft; nil while there is none.
  public var draft: JSONNode? {
    guard let draft = state["draft"], !draft.isNull else { return nil }
    return draft
  }

  /// Whether both hold the same draft, by meaning: member order and number spelling aside.
  public func hasSameDraft(as other: SessionState?) -> Bool {
    switch (draft, other?.draft) {
    case (nil, nil): true
    case (let one?, let two?): one.isEquivalent(to: two)
    default: false
    }
  }

  init?(payload: JSONNode) {
    guard let state = payload["state"], state.kind == .object else { return nil }
    self.state = state
  }
}
