import PreviewRendering
import TestSupport
import Testing

/// Work is dealt out whole, forward, and where beginning costs little.
@Suite struct WorkQueueTests {
  private func randomCosts(_ random: inout SeededGenerator) -> WorkQueue.Costs {
    let count = Int.random(in: 1...60, using: &random)
    return WorkQueue.Costs(
      pieces: (0..<count).map { _ in Int.random(in: 1...100, using: &random) },
      restarts: (0..<count).map { _ in Int.random(in: 0...300, using: &random) })
  }

  @Test("Stretches are all pieces in order, each once")
  func partition() {
    let generator = SeededGenerator()
    var random = generator
    for _ in 0..<300 {
      let costs = randomCosts(&random)
      let workers = Int.random(in: 1...8, using: &random)
      let stretches = WorkQueue.stretches(costs, of: costs.pieces.indices, workers: workers)
      #expect(stretches.count == workers, "\(generator)")
      #expect(Array(stretches.joined()) == Array(costs.pieces.indices), "\(generator)")
    }
  }

  @Test("However workers take turns, every piece is handed out once, and all of them")
  func exactlyOnce() {
    let generator = SeededGenerator()
    var random = generator
    for _ in 0..<200 {
      let costs = randomCosts(&random)
      let workers = Int.random(in: 1...5, using: &random)
      let queue = WorkQueue(
        costs: costs, workers: workers,
        loose: Int.random(in: 0...costs.pieces.count, using: &random),
        isShared: Bool.random(using: &random))
      var taken: [Int] = []
      var busy = Array(0..<workers)
      while let worker = busy.randomElement(using: &random) {
        if let piece = queue.next(for: worker) {
          taken.append(piece)
        } else {
          // One that finds nothing worth taking over goes home; the others finish.
          busy.removeAll { $0 == worker }
        }
      }
      #expect(taken.sorted() == Array(costs.pieces.indices), "\(generator)")
    }
  }

  @Test("A cut falls on the piece that begins at a key frame, not in the middle of a group")
  func cheapCut() {
    // Ten pieces of equal cost; only the one at 6 begins at a key frame.
    let costs = WorkQueue.Costs(
      pieces: Array(repeating: 10, count: 10),
      restarts: [0, 10, 20, 30, 40, 50, 0, 10, 20, 30])
    #expect(WorkQueue.stretches(costs, of: 0..<10, workers: 2) == [0..<6, 6..<10])
  }

  @Test("What a restart would cost more than it saves is not taken over")
  func notTakenOver() {
    let costs = WorkQueue.Costs(pieces: [10, 10, 10], restarts: [0, 500, 500])
    let queue = WorkQueue(costs: costs, workers: 2)
    #expect(queue.next(for: 1) == nil)
    #expect((0..<3).map { _ in queue.next(for: 0) } == [0, 1, 2])
  }

  @Test("Pieces that need no neighbour fill what stretches leave open, and shared work stays whole")
  func looseAndShared() {
    let costs = WorkQueue.Costs(pieces: [10, 10, 10, 1, 1], restarts: [0, 0, 0, 0, 0])
    let queue = WorkQueue(costs: costs, workers: 2, loose: 2, isShared: true)
    #expect((0..<3).map { _ in queue.next(for: 1) } == [3, 4, nil])
    #expect((0..<4).map { _ in queue.next(for: 0) } == [0, 1, 2, nil])
  }

  @Test("Decoders are shared where that is sooner, which what one worker does alone can forbid")
  func sharing() {
    // Behind one key frame: whoever begins in the middle decodes the first half again.
    let decoded = WorkQueue.Costs(pieces: [100, 100], restarts: [0, 100], alone: [20, 20])
    #expect(WorkEstimate.sharesDecoders(decoded, of: 0..<2, jobs: 2))
    // Kept pictures: two thirds of the time by stretches, and nothing to share.
    let kept = WorkQueue.Costs(pieces: [200, 100], restarts: [0, 0], alone: [200, 100])
    #expect(!WorkEstimate.sharesDecoders(kept, of: 0..<2, jobs: 2))
    // The one worker would be composing when the decoder has long been ready.
    let composed = WorkQueue.Costs(pieces: [100, 100], restarts: [0, 30], alone: [90, 90])
    #expect(!WorkEstimate.sharesDecoders(composed, of: 0..<2, jobs: 2))
    #expect(!WorkEstimate.sharesDecoders(decoded, of: 0..<2, jobs: 1))
    #expect(!WorkEstimate.sharesDecoders(decoded, of: 0..<0, jobs: 2))
  }
}
