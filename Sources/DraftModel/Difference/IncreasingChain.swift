/// The heaviest set of pairs that stand in the same order on both sides.
///
/// The weighted form of the longest increasing subsequence, in O(n log n): the pairs in the chain have kept
/// their order, those outside have been moved. Places may be equal, as segments that start together have no
/// order. Seen from the other side, with old and new exchanged, the chain is the same as long as no two
/// chains weigh the same; hence the weights carry a hash as their least part.
struct IncreasingChain {
  struct Link {
    let old: Int64
    let new: Int64
    let weight: UInt128
  }

  /// The members of the chain, as positions in the links given, ascending in both places.
  let members: [Int]

  init(of links: [Link]) {
    let order = links.indices.sorted {
      (links[$0].old, links[$0].new) < (links[$1].old, links[$1].new)
    }
    let places = Set(links.map(\.new)).sorted()
    let rank = Dictionary(uniqueKeysWithValues: zip(places, 1...))
    var best = PrefixMaximum(count: places.count)
    var previous = Array(repeating: -1, count: links.count)
    for position in order {
      let place = rank[links[position].new] ?? 1
      let before = best.maximum(through: place)
      previous[position] = before.position
      best.raise(
        place, to: .init(weight: before.weight + links[position].weight, position: position))
    }
    var chain: [Int] = []
    var position = best.maximum(through: places.count).position
    while position >= 0 {
      chain.append(position)
      position = previous[position]
    }
    members = chain.reversed()
  }

  /// The weight of a pair: every pair counts, then those with `isPreferred`, then the hash.
  static func weight(isPreferred: Bool, hash: UInt64) -> UInt128 {
    // 32 bits of hash summed over 2^24 pairs stay below the 2^64 that a preference counts.
    (1 << 96) | (isPreferred ? 1 << 64 : 0) | UInt128(hash >> 32)
  }
}

/// A Fenwick tree over places 1 to `count` that answers the heaviest entry up to a place.
private struct PrefixMaximum {
  struct Entry {
    var weight: UInt128 = 0
    var position = -1
  }

  private var entries: [Entry]

  init(count: Int) { entries = Array(repeating: Entry(), count: count + 1) }

  func maximum(through place: Int) -> Entry {
    var best = Entry()
    var place = place
    while place > 0 {
      if entries[place].weight > best.weight { best = entries[place] }
      place &= place - 1
    }
    return best
  }

  mutating func raise(_ place: Int, to entry: Entry) {
    var place = place
    while place < entries.count {
      if entry.weight > entries[place].weight { entries[place] = entry }
      place += place & -place
    }
  }
}
