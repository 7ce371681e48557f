/// The segments that stayed on their tracks, track by track: which kept their order, and how far they moved.
struct Lanes {
  private var lanes: [Int: [(pair: RippleGrouping.Shifted, link: IncreasingChain.Link)]] = [:]

  /// Takes in a segment that is on the same track on both sides.
  mutating func add(
    _ pair: (old: Int, new: Int), by shift: Milliseconds, _ before: DraftOutline.Segment,
    _ after: DraftOutline.Segment
  ) {
    let weight = IncreasingChain.weight(
      isPreferred: shift == .zero, hash: StableHash.pair(before.stableHash, after.stableHash))
    lanes[before.track, default: []].append(
      (
        RippleGrouping.Shifted(old: pair.old, new: pair.new, by: shift),
        IncreasingChain.Link(
          old: before.start.rawValue, new: after.start.rawValue, weight: weight)
      ))
  }

  /// Those that changed places with others of their track, and the shifts of the rest.
  func places(
    _ old: DraftOutline, _ new: DraftOutline
  ) -> (moved: [RippleGrouping.Shifted], ripples: [RippleGrouping.Group]) {
    var moved: [RippleGrouping.Shifted] = []
    var grouping = RippleGrouping()
    for (_, lane) in lanes.sorted(by: { $0.key < $1.key }) {
      let chain = IncreasingChain(of: lane.map(\.link)).members
      let kept = Set(chain)
      moved += lane.indices.filter { !kept.contains($0) }.map { lane[$0].pair }
      grouping.add(track: chain.map { lane[$0].pair }, old, new)
    }
    return (moved, grouping.groups())
  }
}
