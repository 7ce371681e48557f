import DraftModel

extension Layer {
  /// Whether its place, size or turn changes over time.
  ///
  /// A picture that moves is drawn between pixels throughout, also while it rests, so that it does not jump
  /// by a part of a pixel when it sets off.
  package var moves: Bool {
    kenBurns != nil
      || keyframes.contains { ($0.x ?? $0.y ?? $0.scale ?? $0.rotation) != nil }
  }

  /// The largest scale it ever has: the one its picture is brought to before it is warped.
  package var largestScale: Double {
    let keyed = keyframes.compactMap(\.scale)
    let poses = kenBurns.map { [$0.from.scale, $0.to.scale] } ?? []
    return (keyed + poses).max() ?? placement.scale
  }
}
