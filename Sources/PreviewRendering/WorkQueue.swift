import Synchronization

/// Hands out pieces of work so that each worker goes forward through a stretch of its own, and an idle one
/// takes over a part of another's where that ends the work sooner.
///
/// Neighbouring pieces of one worker share open decoders. Whoever begins elsewhere pays for decoding from the key
/// frame before; that is why work is not dealt out piece by piece, and why stretches are cut where it is cheap.
package final class WorkQueue: Sendable {
  /// What pieces cost, in any one unit.
  package struct Costs: Sendable {
    /// Of each piece, going on from the one before it.
    package let pieces: [Int]
    /// Of beginning at each piece instead, on top.
    let restarts: [Int]
    /// Of each piece, what its worker does without the decoder's threads.
    let alone: [Int]
    /// Of all pieces before each one.
    private let sums: [Int]

    /// - Parameter alone: Of each piece, what its worker does without the decoder's threads; all of it, unless given.
    package init(pieces: [Int], restarts: [Int], alone: [Int]? = nil) {
      self.pieces = pieces
      self.restarts = restarts
      self.alone = alone ?? pieces
      sums = pieces.reduce(into: [0]) { sums, cost in sums.append(sums[sums.count - 1] + cost) }
    }

    /// Of a stretch, its restart left out.
    func of(_ stretch: Range<Int>) -> Int { sums[stretch.upperBound] - sums[stretch.lowerBound] }

    /// Of a stretch that somebody begins.
    func ofBeginning(_ stretch: Range<Int>) -> Int {
      stretch.isEmpty ? 0 : restarts[stretch.lowerBound] + of(stretch)
    }
  }

  private struct Rest {
    /// What each worker has before it.
    var stretches: [Range<Int>]
    /// What belongs to nobody: whoever has nothing else takes the next one.
    var loose: Range<Int>
  }

  private let costs: Costs
  private let rest: Mutex<Rest>
  /// Whether stretches stay whole.
  private let isShared: Bool

  /// Gives each worker a stretch, so that all are done at about the same time.
  ///
  /// - Parameters:
  ///   - loose: How many pieces at the end need no neighbour: they fill what stretches leave open.
  ///   - isShared: Whether all other pieces are the first worker's, whose decoders use all cores.
  package init(costs: Costs, workers: Int, loose: Int = 0, isShared: Bool = false) {
    self.costs = costs
    self.isShared = isShared
    let bound = 0..<(costs.pieces.count - loose)
    let stretches =
      isShared
      ? [bound] + Array(repeating: bound.upperBound..<bound.upperBound, count: workers - 1)
      : Self.stretches(costs, of: bound, workers: workers)
    rest = Mutex(Rest(stretches: stretches, loose: bound.upperBound..<costs.pieces.count))
  }

  /// Cuts pieces into one stretch a worker, each cut where it balances best what lies on both sides of it.
  package static func stretches(
    _ costs: Costs, of pieces: Range<Int>, workers: Int
  ) -> [Range<Int>] {
    var result: [Range<Int>] = []
    var rest = pieces
    for left in stride(from: workers, to: 1, by: -1) {
      let cut = bestCut(of: rest, costs) { head, tail in max(head, tail / (left - 1)) }
      result.append(rest.lowerBound..<cut)
      rest = cut..<rest.upperBound
    }
    return result + [rest]
  }

  /// The place at which a stretch is best cut in two, by the time until the slower side is done.
  private static func bestCut(
    of stretch: Range<Int>, _ costs: Costs, time: (_ head: Int, _ tail: Int) -> Int
  ) -> Int {
    var best = (cut: stretch.upperBound, time: time(costs.of(stretch), 0))
    for cut in stretch {
      let needed = time(
        costs.of(stretch.lowerBound..<cut), costs.ofBeginning(cut..<stretch.upperBound))
      if needed < best.time { best = (cut, needed) }
    }
    return best.cut
  }

  /// The next piece for a worker; nothing when none is left that it could take over with gain.
  package func next(for worker: Int) -> Int? {
    rest.withLock { rest in
      if let piece = rest.stretches[worker].popFirst() ?? rest.loose.popFirst() { return piece }
      guard !isShared else { return nil }
      takeOver(for: worker, in: &rest.stretches)
      return rest.stretches[worker].popFirst()
    }
  }

  private func takeOver(for worker: Int, in stretches: inout [Range<Int>]) {
    guard
      let slowest = stretches.indices.max(
        by: { costs.of(stretches[$0]) < costs.of(stretches[$1]) }),
      !stretches[slowest].isEmpty
    else { return }
    let whole = stretches[slowest]
    let cut = Self.bestCut(of: whole, costs) { head, tail in max(head, tail) }
    stretches[slowest] = whole.lowerBound..<cut
    stretches[worker] = cut..<whole.upperBound
  }
}
