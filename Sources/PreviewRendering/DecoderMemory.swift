import Compositing
import Foundation

/// How a render's workers share the memory of decoders.
///
/// Each worker has decoders of its own for all that is on screen. All of them together hold at most
/// ``bound``: a draft that needs more has fewer workers, and in the end a worker opens some of its files once for each
/// batch of pictures (``LayerMemory``).
package struct DecoderMemory: Sendable {
  /// Bytes, for all workers together: 2 GiB, or half of the machine's memory if that is less.
  package static let bound = min(
    LayerMemory().decoders, Int(clamping: ProcessInfo.processInfo.physicalMemory / 2))
  /// Bytes that decoders may hold, at most, for several threads to be given to each.
  private static let boundOfThreads = 1 << 30

  /// How many workers there are to be, 1 or more.
  package let workers: Int
  /// Whether decoders may have several threads, which makes each of them hold more pictures.
  package let allowsThreads: Bool

  /// Divides the memory.
  ///
  /// - Parameters:
  ///   - single: What the decoders of each piece hold with one thread each, in bytes.
  ///   - threaded: The same with as many threads as they would be given.
  ///   - costs: What each piece costs, in any one unit.
  ///   - jobs: How many workers there are at most.
  package init(single: [Int], threaded: [Int], costs: [Int], jobs: Int) {
    allowsThreads = (threaded.max() ?? 0) <= Self.boundOfThreads
    // Fewer workers make everything slower: only where most of the work is on pieces that need it.
    let needs = zip(single, costs).sorted { $0.0 < $1.0 }
    let half = costs.reduce(0, +) / 2
    var done = 0
    var typical = 0
    for (bytes, cost) in needs where done <= half {
      done += cost
      typical = bytes
    }
    workers = typical > 0 ? max(1, min(jobs, Self.bound / typical)) : jobs
  }

  init(
    of pieces: [Piece], _ costs: WorkQueue.Costs, by estimate: inout WorkEstimate, jobs: Int
  ) {
    var single: [Int] = []
    var threaded: [Int] = []
    for piece in pieces {
      single.append(estimate.decoderBytes(of: piece, threads: 1))
      threaded.append(estimate.decoderBytes(of: piece, threads: jobs + 1))
    }
    self.init(single: single, threaded: threaded, costs: costs.pieces, jobs: jobs)
  }

  /// What each of so many workers may keep.
  func share(of workers: Int) -> LayerMemory {
    var memory = LayerMemory()
    memory.decoders = Self.bound / max(workers, 1)
    return memory
  }
}
