/// A few old and new segments among which the best pairs are sought.
struct LikenessBlock {
  /// The most segments of either side in a block, so that no block costs more than a few milliseconds.
  private static let limit = 40

  var old: [Int]
  var new: [Int]

  /// Blocks of segments of one kind, cut by time where there are too many.
  ///
  /// - Parameter drift: How far neighbours moved, by which both drafts' times are made comparable.
  static func blocks(
    old: DraftOutline, _ oldRest: [Int], new: DraftOutline, _ newRest: [Int],
    drift: NeighbourShift
  ) -> [LikenessBlock] {
    var byKind: [TrackKind: LikenessBlock] = [:]
    for index in oldRest {
      byKind[old.segments[index].kind, default: LikenessBlock(old: [], new: [])].old.append(index)
    }
    for index in newRest {
      byKind[new.segments[index].kind, default: LikenessBlock(old: [], new: [])].new.append(index)
    }
    var waiting = Array(byKind.values)
    var blocks: [LikenessBlock] = []
    while let block = waiting.popLast() {
      guard !block.old.isEmpty, !block.new.isEmpty else { continue }
      if block.old.count <= limit, block.new.count <= limit {
        blocks.append(block)
      } else {
        waiting += block.halves(old, new, drift)
      }
    }
    return blocks
  }

  /// Two blocks, cut at the middle of all times; by number if all are at one time.
  ///
  /// A time is four times the start and twice the way that the neighbours went, added for the old draft and
  /// taken off for the new one: half of it on either side, so that both directions cut alike.
  private func halves(
    _ outline: DraftOutline, _ other: DraftOutline, _ drift: NeighbourShift
  ) -> [LikenessBlock] {
    let oldTimes = old.map { outline.segments[$0].start.fourfold + drift.doubledShift(ofOld: $0) }
    let newTimes = new.map { other.segments[$0].start.fourfold - drift.doubledShift(ofNew: $0) }
    let times = (oldTimes + newTimes).sorted()
    let middle = times[times.count / 2]
    let cut = middle > times[0] ? middle : times.first { $0 > middle }
    guard let cut else {
      let oldOrder = old.sorted { outline.precedes($0, $1) }
      let newOrder = new.sorted { other.precedes($0, $1) }
      return [
        LikenessBlock(
          old: Array(oldOrder.prefix(Self.limit)), new: Array(newOrder.prefix(Self.limit))),
        LikenessBlock(
          old: Array(oldOrder.dropFirst(Self.limit)), new: Array(newOrder.dropFirst(Self.limit))),
      ]
    }
    func part(_ isWanted: (Milliseconds) -> Bool) -> LikenessBlock {
      LikenessBlock(
        old: zip(old, oldTimes).filter { isWanted($1) }.map(\.0),
        new: zip(new, newTimes).filter { isWanted($1) }.map(\.0))
    }
    return [part { $0 < cut }, part { $0 >= cut }]
  }
}

extension Milliseconds {
  fileprivate var fourfold: Milliseconds { self + self + self + self }
}
