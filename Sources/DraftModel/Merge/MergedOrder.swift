/// The order of elements that two sides have arranged, added and removed.
struct MergedOrder<Key: Hashable> {
  /// The elements in their order.
  private(set) var keys: [Key] = []
  private var placed: Set<Key> = []
  /// Whether both sides arranged what they share, in two orders; the base's holds unless one is chosen.
  let isContested: Bool

  /// - Parameters:
  ///   - lists: The elements on each side; those that are not in `kept` are left out.
  ///   - preferred: The side whose order holds where it is contested.
  ///   - precedes: Which of two runs of added elements comes first where both sides added at one place, by
  ///     the first elements that they do not share; must not depend on the side.
  init(
    _ lists: Sides<[Key]>, kept: Set<Key>, preferring preferred: KeyPath<Sides<[Key]>, [Key]>,
    precedes: (Key, Key) -> Bool
  ) {
    let lists = lists.map { $0.filter(kept.contains) }
    let shared = Set(lists.base).intersection(lists.ours).intersection(lists.theirs)
    let arranged = lists.map { $0.filter(shared.contains) }
    isContested = arranged.agreed == nil
    let skeleton = arranged.agreed ?? arranged[keyPath: preferred]
    let rank = Dictionary(uniqueKeysWithValues: zip(skeleton, 1...))
    var anchors: [Key: Int] = [:]
    // An element that both sides have is put at the earlier of its places.
    for list in [lists.ours, lists.theirs, lists.base] {
      var place = 0
      for key in list {
        if let own = rank[key] {
          place = own
        } else {
          anchors[key] = min(anchors[key] ?? place, place)
        }
      }
    }
    let runs = lists.map { list in
      Dictionary(grouping: list.filter { rank[$0] == nil }) { anchors[$0] ?? 0 }
    }
    for place in 0...skeleton.count {
      if place > 0 {
        keys.append(skeleton[place - 1])
        placed.insert(skeleton[place - 1])
      }
      append([runs.ours[place] ?? [], runs.theirs[place] ?? []], precedes)
      append([runs.base[place] ?? []], precedes)
    }
  }

  private mutating func append(_ runs: [[Key]], _ precedes: (Key, Key) -> Bool) {
    // Both may begin with elements that both sides added.
    let ordered = runs.filter { !$0.isEmpty }.sorted { left, right in
      zip(left, right).first { $0 != $1 }.map { precedes($0, $1) } ?? false
    }
    for run in ordered {
      // What one side has and the other took away is in the base's run, too.
      keys += run.filter { placed.insert($0).inserted }
    }
  }
}
