public import DraftModel

/// A transition that another one on the same track has begun to cover before it has ended.
///
/// It ends in the layer that the later one comes from. There is never a third: a transition reaches no farther than
/// the segments on both sides of its cut.
public struct EarlierChange: Hashable, Sendable {
  /// What it comes from.
  public var from: Layer
  /// What it goes to.
  public var to: Layer
  /// The kind of change.
  public var kind: Timeline.TransitionKind
  /// Its first frame.
  public var first: FrameIndex
  /// The first frame after it.
  public var end: FrameIndex

  init(_ change: TransitionLayer) {
    from = change.from
    to = change.to
    kind = change.kind
    first = change.first
    end = change.end
  }

  /// The layers it draws from, but for the one that the later change comes from.
  var layers: [Layer] { [from] }

  /// How far the change has gone at a frame, 0 at its first and below 1 at its last.
  public func progress(at frame: FrameIndex) -> Double {
    Self.progress(at: frame, from: first, to: end)
  }

  /// How far a change over some frames has gone at one of them.
  static func progress(
    at frame: FrameIndex, from first: FrameIndex, to end: FrameIndex
  ) -> Double {
    let length = end - first
    guard length > 0 else { return 1 }
    return min(max(Double(frame - first) / Double(length), 0), 1)
  }
}
