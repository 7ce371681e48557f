import Synchronization

/// Hands out pieces of work so that each worker goes forward through a stretch of its own, and an idle one
/// takes over half of the longest stretch that is left.
///
/// Neighbouring pieces of one worker share open decoders; that is why work is not dealt out piece by piece.
final class WorkQueue: Sendable {
  private let stretches: Mutex<[Range<Int>]>

  /// Cuts `count` pieces into one stretch a worker, of about equal weight.
  init(weights: [Int], workers: Int) {
    let total = max(weights.reduce(0, +), 1)
    var cuts = [0]
    var sum = 0
    for (index, weight) in weights.enumerated() {
      sum += weight
      if cuts.count < workers, sum * workers >= total * cuts.count { cuts.append(index + 1) }
    }
    while cuts.count < workers { cuts.append(weights.count) }
    cuts.append(weights.count)
    stretches = Mutex(zip(cuts, cuts.dropFirst()).map { $0..<max($0, $1) })
  }

  /// The next piece for a worker; nothing when all are taken.
  func next(for worker: Int) -> Int? {
    stretches.withLock { stretches in
      if stretches[worker].isEmpty { takeOver(for: worker, in: &stretches) }
      return stretches[worker].popFirst()
    }
  }

  private func takeOver(for worker: Int, in stretches: inout [Range<Int>]) {
    guard let longest = stretches.indices.max(by: { stretches[$0].count < stretches[$1].count }),
      !stretches[longest].isEmpty
    else { return }
    let rest = stretches[longest]
    let middle = rest.lowerBound + rest.count / 2
    stretches[longest] = rest.lowerBound..<middle
    stretches[worker] = middle..<rest.upperBound
  }
}
