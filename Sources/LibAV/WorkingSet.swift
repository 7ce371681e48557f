/// Values kept for reuse within a bound, chosen so that work that goes round in a cycle finds them again.
///
/// Work comes in rounds: a picture of many layers asks for the same values in the same order as the picture before it.
/// A list that drops the value used longest ago fails completely as soon as a round needs one value more than the list
/// holds: each value is dropped just before its next use. Here the values that neither this round nor the one before
/// used go first, and if what is in use exceeds the bound by itself, the value used most recently goes, because its
/// next use is the furthest away. All others are found again.
package struct WorkingSet<Value> {
  private struct Entry {
    let number: Int
    let value: Value
    let size: Int
    var lastRound: Int
    var lastUse: Int
  }

  /// The sizes of all values together, at most; the two used last are kept even if they alone exceed it.
  package let bound: Int
  /// The sizes, at most, of values that are not in use.
  package let idleBound: Int
  /// The sizes of all values together, in the unit they are inserted with.
  package private(set) var size = 0
  /// Whether a value in use was dropped since the last ``resetOverfull()``.
  package private(set) var isOverfull = false

  private var entries: [Entry] = []
  private var round = 0
  private var uses = 0
  /// The two values used last, by their numbers.
  private var latest: (current: Int, before: Int) = (-1, -1)
  private var nextNumber = 0

  /// An empty set.
  ///
  /// - Parameters:
  ///   - bound: The sizes of all values together, at most.
  ///   - idleBound: The sizes, at most, of values that are not in use.
  package init(bound: Int, idleBound: Int) {
    self.bound = bound
    self.idleBound = idleBound
  }

  /// How many values there are.
  package var count: Int { entries.count }

  /// Begins the next round; what neither it nor the one before uses is no longer in use.
  package mutating func beginRound() {
    round += 1
    trim()
  }

  /// The last inserted value that satisfies a condition, which counts as a use of it.
  package mutating func value(where matches: (Value) -> Bool) -> Value? {
    guard let index = entries.lastIndex(where: { matches($0.value) }) else { return nil }
    use(index)
    return entries[index].value
  }

  /// The greatest of the values that satisfy a condition, which counts as a use of it.
  package mutating func greatest(
    by areInIncreasingOrder: (Value, Value) -> Bool, where matches: (Value) -> Bool
  ) -> Value? {
    var best: Int?
    for index in entries.indices where matches(entries[index].value) {
      if let found = best, !areInIncreasingOrder(entries[found].value, entries[index].value) {
        continue
      }
      best = index
    }
    guard let best else { return nil }
    use(best)
    return entries[best].value
  }

  /// Keeps a value, and drops others until the bounds are met.
  package mutating func insert(_ value: Value, size: Int) {
    entries.append(
      Entry(number: nextNumber, value: value, size: size, lastRound: round, lastUse: uses))
    nextNumber += 1
    self.size += size
    use(entries.count - 1)
    trim()
  }

  /// Drops the values that satisfy a condition.
  package mutating func removeAll(where matches: (Value) -> Bool) {
    entries.removeAll { entry in
      guard matches(entry.value) else { return false }
      size -= entry.size
      return true
    }
  }

  /// Whether a value in use was dropped since the last call.
  package mutating func resetOverfull() -> Bool {
    defer { isOverfull = false }
    return isOverfull
  }

  private mutating func use(_ index: Int) {
    uses += 1
    entries[index].lastUse = uses
    entries[index].lastRound = round
    let number = entries[index].number
    if number != latest.current { latest = (number, latest.current) }
  }

  private mutating func trim() {
    var idleSize = entries.reduce(0) { isIdle($1) ? $0 + $1.size : $0 }
    while idleSize > idleBound || size > bound, let oldest = oldestIdle {
      idleSize -= entries[oldest].size
      remove(oldest)
    }
    while size > bound, let newest = newestButTwo {
      remove(newest)
      isOverfull = true
    }
  }

  private func isIdle(_ entry: Entry) -> Bool { entry.lastRound < round - 1 }

  private var oldestIdle: Int? {
    entries.indices.filter { isIdle(entries[$0]) }
      .min { entries[$0].lastUse < entries[$1].lastUse }
  }

  /// The value used most recently, other than the two used last, which may belong together.
  private var newestButTwo: Int? {
    entries.indices
      .filter { entries[$0].number != latest.current && entries[$0].number != latest.before }
      .max { entries[$0].lastUse < entries[$1].lastUse }
  }

  private mutating func remove(_ index: Int) {
    size -= entries[index].size
    entries.remove(at: index)
  }
}
