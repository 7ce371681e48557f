/// The segments that stayed on their tracks, track by track: which kept their order, and how far they moved.
struct Lanes {
  /// Two segments that exchanged their places.
  struct Swap {
    let first: RippleGrouping.Shifted
    let second: RippleGrouping.Shifted
    /// How many segments between them moved, because the two are not of one length.
    let between: Int
    let by: Milliseconds
  }

  private struct Entry {
    var pair: RippleGrouping.Shifted
    let link: IncreasingChain.Link
    let hash: UInt64
  }

  private var lanes: [Int: [Entry]] = [:]

  /// Takes in a segment that is on the same track on both sides.
  mutating func add(
    _ pair: (old: Int, new: Int), by shift: Milliseconds, _ old: DraftOutline,
    _ new: DraftOutline
  ) {
    let (before, after) = (old.segments[pair.old], new.segments[pair.new])
    let hash = StableHash.pair(old.contentHash(of: before), new.contentHash(of: after))
    lanes[before.track, default: []].append(
      Entry(
        pair: RippleGrouping.Shifted(old: pair.old, new: pair.new, by: shift),
        link: IncreasingChain.Link(
          old: before.start.rawValue, new: after.start.rawValue,
          weight: IncreasingChain.weight(isPreferred: shift == .zero, hash: hash)),
        hash: hash))
  }

  /// Those that changed places with others of their track, and the shifts of the rest.
  ///
  /// - Parameter explaining: Whether shifts that a move or a swap explains are left out, as what a clip
  ///   passed on its way has stayed.
  func places(
    _ old: DraftOutline, _ new: DraftOutline, explaining: Bool = true
  ) -> (
    moved: [RippleGrouping.Shifted], swaps: [Swap], ripples: [RippleGrouping.Group]
  ) {
    var moved: [RippleGrouping.Shifted] = []
    var swaps: [Swap] = []
    var grouping = RippleGrouping()
    for (_, entries) in lanes.sorted(by: { $0.key < $1.key }) {
      var lane = entries
      swaps += Self.takeSwaps(from: &lane, old, new, explaining)
      let chain = IncreasingChain(of: lane.map(\.link)).members
      let kept = Set(chain)
      let strays = lane.indices.filter { !kept.contains($0) }
      moved += strays.map { lane[$0].pair }
      if explaining {
        // All by the shifts as they were, so that the order of the moves does not matter.
        let explained = strays.flatMap { Self.explained(by: $0, of: chain, in: lane, old, new) }
        for index in explained { lane[index].pair.by = .zero }
      }
      grouping.add(track: chain.map { lane[$0].pair }, old, new)
    }
    return (moved, swaps, grouping.groups())
  }

  /// Takes out pairs of segments that have exchanged their ranks in the order of time.
  ///
  /// What lies between two segments of different lengths moves by the difference; that is a part of the swap
  /// and no shift of its own.
  private static func takeSwaps(
    from lane: inout [Entry], _ old: DraftOutline, _ new: DraftOutline, _ explaining: Bool
  ) -> [Swap] {
    let before = lane.indices.sorted {
      (lane[$0].link.old, lane[$0].hash, $0) < (lane[$1].link.old, lane[$1].hash, $1)
    }
    if zip(before, before.dropFirst()).allSatisfy({ lane[$0].link.new <= lane[$1].link.new }) {
      return []
    }
    let after = lane.indices.sorted {
      (lane[$0].link.new, lane[$0].hash, $0) < (lane[$1].link.new, lane[$1].hash, $1)
    }
    var rank = Array(repeating: 0, count: lane.count)
    for (place, index) in after.enumerated() { rank[index] = place }
    var swaps: [Swap] = []
    var taken: Set<Int> = []
    var settled: Set<Int> = []
    for (place, index) in before.enumerated() {
      let other = rank[index]
      guard other > place, rank[before[other]] == place else { continue }
      let partner = before[other]
      // Segments that begin together have no order.
      guard lane[index].link.old < lane[partner].link.old,
        lane[partner].link.new < lane[index].link.new
      else { continue }
      let (first, second) = (lane[index].pair, lane[partner].pair)
      let between = before[(place + 1)..<other].filter { rank[$0] > place && rank[$0] < other }
      let shift = between.first.map { lane[$0].pair.by } ?? .zero
      let growths = [
        new.segments[second.new].length - new.segments[first.new].length,
        old.segments[second.old].length - old.segments[first.old].length,
      ]
      let isExplained =
        explaining && shift != .zero && between.allSatisfy { lane[$0].pair.by == shift }
        && growths.contains(shift)
      if isExplained { settled.formUnion(between) }
      swaps.append(
        Swap(
          first: first, second: second, between: isExplained ? between.count : 0,
          by: isExplained ? shift : .zero))
      taken.formUnion([index, partner])
    }
    for index in settled { lane[index].pair.by = .zero }
    lane = lane.indices.filter { !taken.contains($0) }.map { lane[$0] }
    return swaps
  }

  /// What a moved segment passed, if that is shifted by the segment's length.
  private static func explained(
    by stray: Int, of chain: [Int], in lane: [Entry], _ old: DraftOutline, _ new: DraftOutline
  ) -> [Int] {
    let (moved, pair) = (lane[stray].link, lane[stray].pair)
    let passed = chain.filter {
      let link = lane[$0].link
      return (link.old > moved.old) != (link.new > moved.new)
    }
    guard let shift = passed.first.map({ lane[$0].pair.by }), shift != .zero,
      passed.allSatisfy({ lane[$0].pair.by == shift })
    else { return [] }
    let lengths = [old.segments[pair.old].length, new.segments[pair.new].length]
    guard lengths.contains(shift > .zero ? shift : .zero - shift) else { return [] }
    // A clip that went forward lets the others back, and the other way round.
    return (moved.new > moved.old) == (shift < .zero) ? passed : []
  }
}
