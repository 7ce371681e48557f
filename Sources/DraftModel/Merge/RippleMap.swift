/// The ripples that one side made: what moved together, from where on, and how far.
struct RippleMap {
  /// What tells one ripple from another.
  struct Ripple: Hashable {
    let from: Milliseconds
    let by: Milliseconds
  }

  /// Ripples that move everything behind a place, in order of the base's time.
  private let toEnd: [Ripple]
  private let newStarts: [Ripple: Milliseconds]
  private let ofSegment: [Int: Ripple]

  init(_ comparison: DraftComparison) {
    var toEnd: [Ripple] = []
    var newStarts: [Ripple: Milliseconds] = [:]
    var ofSegment: [Int: Ripple] = [:]
    // One segment that moves may as well have been moved by hand.
    for group in comparison.ripples() where group.members.count > 1 {
      let starts = group.members.map { comparison.old.segments[$0.old].start }
      let ripple = Ripple(from: starts.min() ?? .zero, by: group.by)
      for member in group.members { ofSegment[member.old] = ripple }
      guard group.reachesEnd else { continue }
      toEnd.append(ripple)
      newStarts[ripple] = group.members.map { comparison.new.segments[$0.new].start }.min()
    }
    self.toEnd = toEnd.sorted { ($0.from, $0.by) < ($1.from, $1.by) }
    self.newStarts = newStarts
    self.ofSegment = ofSegment
  }

  /// The ripple that a segment of the base is part of.
  func ripple(of segment: Int) -> Ripple? { ofSegment[segment] }

  /// Where in the base a time of this side was.
  func baseTime(of time: Milliseconds) -> Milliseconds {
    toEnd.reduce(time) { base, ripple in
      (newStarts[ripple] ?? .zero) <= time ? base - ripple.by : base
    }
  }

  /// How far this side's ripples carry what the other side added at a place of the base.
  ///
  /// Where both ripple from that very place, both have inserted there, and neither carries the other.
  func shift(at time: Milliseconds, besides other: RippleMap) -> Milliseconds {
    let own = other.toEnd.contains { $0.from == time }
    return toEnd.filter { $0.from < time || ($0.from == time && !own) }
      .reduce(.zero) { $0 + $1.by }
  }
}
