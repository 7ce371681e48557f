/// What a message may cost at most, by the published prices.
///
/// The service doesn't say beforehand. Where there is nothing on the timeline yet, and where the words ask for
/// a new clip, the message counts as a generation; else as an edit, whose price is for a whole session.
public struct MessageCost: Sendable {
  private static let generation = PhraseMatcher([
    "generate", "create", "make a", "make an", "make me", "make another", "make some", "produce",
    "new clip", "new video", "new shot", "another clip", "another video", "another shot",
    "生成", "制作", "创建", "创作", "做一个", "做个", "做一段", "再来一个", "再来一段",
  ])

  /// Makes an estimator over the published prices.
  public init() {}

  /// The credits that `message` may cost.
  ///
  /// - Parameter isEmpty: Whether nothing is on the session's timeline.
  public func estimate(of message: String, isEmpty: Bool) -> Double {
    let tokens = PhraseMatcher.tokens(of: message)
    let asksForClip = tokens.indices.contains { Self.generation.matchLength(tokens[$0...]) > 0 }
    return isEmpty || asksForClip ? PublishedCost.generation : PublishedCost.editing
  }
}
