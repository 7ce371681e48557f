import PreviewRendering
import Testing

@Suite("How workers share the memory of decoders")
struct DecoderMemoryTests {
  private static let gigabyte = 1 << 30

  /// Pieces of one cost each.
  private func workers(_ bytes: [Int], jobs: Int) -> Int {
    DecoderMemory(
      single: bytes, threaded: bytes, costs: bytes.map { _ in 10 }, jobs: jobs, threads: 3
    ).workers
  }

  @Test(
    "There are as many workers as jobs, as long as their decoders fit", arguments: [1, 2, 8, 64])
  func fits(jobs: Int) {
    #expect(workers([DecoderMemory.bound / jobs], jobs: jobs) == jobs)
    #expect(workers([0, 0], jobs: jobs) == jobs)
    #expect(workers([], jobs: jobs) == jobs)
  }

  @Test("If they do not fit there are fewer, and never none")
  func exceeds() {
    let bound = DecoderMemory.bound
    #expect(workers([bound / 3], jobs: 8) == 3)
    #expect(workers([bound / 2 + 1], jobs: 8) == 1)
    #expect(workers([bound * 4], jobs: 8) == 1)
  }

  @Test("A short part that needs much does not slow down all others")
  func mostly() {
    let bound = DecoderMemory.bound
    let mostly = Array(repeating: bound / 100, count: 9) + [bound * 2]
    #expect(workers(mostly, jobs: 4) == 4)
    #expect(workers(mostly.reversed(), jobs: 4) == 4)
  }

  @Test("Decoders have several threads only if none of their stacks holds too much then")
  func threads() {
    func allows(_ bytes: Int, threads: Int) -> Bool {
      DecoderMemory(
        single: [1, 1], threaded: [2, bytes], costs: [1, 1], jobs: 2, threads: threads
      ).allowsThreads
    }
    #expect(allows(100, threads: 3))
    #expect(!allows(4 * Self.gigabyte, threads: 3))
    // Files that are decoded side by side hold no more than one after another.
    #expect(allows(4 * Self.gigabyte, threads: 1))
  }
}
