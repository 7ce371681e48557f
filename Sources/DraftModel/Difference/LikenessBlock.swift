/// A few old and new segments among which the best pairs are sought.
struct LikenessBlock {
  /// The most segments of either side in a block, so that no block costs more than a few milliseconds.
  private static let limit = 40

  var old: [Int]
  var new: [Int]

  /// Blocks of segments of one kind, cut by time where there are too many.
  static func blocks(
    old: DraftOutline, _ oldRest: [Int], new: DraftOutline, _ newRest: [Int]
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
        waiting += block.halves(old, new)
      }
    }
    return blocks
  }

  /// Two blocks, cut at the middle of all starts; by number where all start together.
  private func halves(_ outline: DraftOutline, _ other: DraftOutline) -> [LikenessBlock] {
    let starts = (old.map { outline.segments[$0].start } + new.map { other.segments[$0].start })
      .sorted()
    let middle = starts[starts.count / 2]
    let cut = middle > starts[0] ? middle : starts.first { $0 > middle }
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
    return [
      LikenessBlock(
        old: old.filter { outline.segments[$0].start < cut },
        new: new.filter { other.segments[$0].start < cut }),
      LikenessBlock(
        old: old.filter { outline.segments[$0].start >= cut },
        new: new.filter { other.segments[$0].start >= cut }),
    ]
  }
}
