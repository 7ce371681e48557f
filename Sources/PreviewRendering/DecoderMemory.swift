import Compositing
import Foundation
import RenderPlanning

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
  /// Whether one worker may use all cores to decode.
  ///
  /// Several threads for a decoder make it hold more pictures.
  package let allowsThreads: Bool
  /// How many threads each decoder has then.
  package let threads: Int

  /// Divides the memory.
  ///
  /// - Parameters:
  ///   - single: What the decoders of each piece hold with one thread each, in bytes.
  ///   - threaded: The same with as many threads as they would be given.
  ///   - costs: What each piece costs, in any one unit.
  ///   - jobs: How many workers there are at most.
  ///   - threads: How many threads that is, from 1.
  package init(single: [Int], threaded: [Int], costs: [Int], jobs: Int, threads: Int) {
    self.threads = threads
    allowsThreads = threads == 1 || (threaded.max() ?? 0) <= Self.boundOfThreads
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
    let threads = Self.threads(for: pieces, costs.pieces, jobs: jobs)
    var single: [Int] = []
    var threaded: [Int] = []
    for piece in pieces {
      guard case .picture(let chunk) = piece else {
        single.append(0)
        threaded.append(0)
        continue
      }
      single.append(estimate.decoderBytes(of: chunk.stack, threads: 1))
      threaded.append(estimate.decoderBytes(of: chunk.stack, threads: threads))
    }
    self.init(
      single: single, threaded: threaded, costs: costs.pieces, jobs: jobs, threads: threads)
  }

  /// How many threads each decoder has if one worker uses all cores.
  ///
  /// One more than cores for a single file: while a picture is composed, they are all at work. Several files are
  /// decoded side by side instead, which needs no more memory and no waiting of threads for each other.
  private static func threads(for pieces: [Piece], _ costs: [Int], jobs: Int) -> Int {
    var crowded = 0
    for (piece, cost) in zip(pieces, costs) {
      if case .picture(let chunk) = piece, chunk.stack.videoCount >= jobs { crowded += cost }
    }
    return crowded > costs.reduce(0, +) / 2 ? 1 : jobs + 1
  }

  /// As many threads for each decoder of a plan as are wanted, or one if they would hold too much.
  static func threads(
    _ wanted: Int, for plan: RenderPlan, kept: any KeptMedia
  ) -> Int {
    var estimate = WorkEstimate(plan: plan, kept: kept)
    let isWithinBound = plan.intervals.allSatisfy {
      estimate.decoderBytes(of: $0.stack, threads: wanted) <= boundOfThreads
    }
    return isWithinBound ? wanted : 1
  }

  /// What each of so many workers may keep.
  func share(of workers: Int) -> LayerMemory {
    var memory = LayerMemory()
    memory.decoders = Self.bound / max(workers, 1)
    return memory
  }
}

extension [StackElement] {
  /// How many segments with moving pictures are on screen.
  var videoCount: Int {
    Set(
      flatMap(\.layers).compactMap { layer in
        if case .video = layer.content { layer.segment } else { nil }
      }
    ).count
  }
}
