public import Compositing
import Foundation
import MediaLibrary
public import RenderPlanning

/// Renders a plan to an MP4: finds what the store holds, makes the rest on all cores, and joins it.
public struct PreviewRenderer: Sendable {
  /// With the fonts of every text, which are a part of its pieces' names.
  private let plan: RenderPlan
  private let store: ChunkStore
  private let kept: any KeptMedia
  private let jobs: Int

  /// Prepares a render.
  ///
  /// - Parameters:
  ///   - plan: What to render.
  ///   - store: Where pieces are found and kept.
  ///   - kept: What is kept beside the plan's files to spare decoding them.
  ///   - jobs: How many pieces are made at once, 1 or more.
  public init(
    plan: RenderPlan, store: ChunkStore, kept: any KeptMedia = NoKeptMedia(), jobs: Int
  ) {
    self.plan = FontShelf(cache: nil).completed(plan)
    self.store = store
    self.kept = kept
    self.jobs = max(jobs, 1)
  }

  /// Renders to a file, whole or not at all.
  ///
  /// - Parameters:
  ///   - path: The MP4; one that exists is replaced when the new one is complete. What is not a regular file is written
  ///     into, once the MP4 is complete.
  ///   - metadata: Pairs of key and text for the file, such as the draft's hash.
  ///   - progress: Called after each piece, from any task.
  /// - Throws: ``PreviewError`` for a plan without frames; `CancellationError` when cancelled;
  ///   ``FileError`` for the file or the store; `FFmpegError` or `CompositingError` for what could not be
  ///   made. No file is left behind.
  public func render(
    to path: String, metadata: [(key: String, value: String)] = [],
    progress: @escaping @Sendable (RenderProgress) -> Void = { _ in }
  ) async throws -> RenderOutcome {
    let clock = ContinuousClock()
    let start = clock.now
    guard plan.frameCount > 0 else { throw PreviewError.nothingToRender }
    let output = try OutputFile(at: path)
    output.removeLeftovers()
    try output.makeStaging()
    let chunks = plan.chunks()
    let sounds = plan.soundChunks()
    let missing = missingPieces(chunks, sounds)
    let stamps = MediaStamps(of: plan)
    try await make(missing, stamps, progress)
    try await Stitcher(plan: plan, store: store, kept: kept, stamps: stamps)
      .join(chunks, sounds, into: output.staging, metadata: metadata)
    try output.finish()
    if !missing.isEmpty { store.tidy() }
    var outcome = RenderOutcome()
    outcome.frames = plan.frameCount
    for piece in missing {
      switch piece {
      case .picture(let chunk):
        outcome.picture.rendered += 1
        outcome.framesRendered += chunk.frameCount
      case .sound: outcome.sound.rendered += 1
      }
    }
    outcome.picture.reused = chunks.count - outcome.picture.rendered
    outcome.sound.reused = sounds.count - outcome.sound.rendered
    outcome.duration = Double(plan.sound.sampleCount) / Double(SoundPlan.sampleRate)
    outcome.elapsed = (clock.now - start) / .seconds(1)
    return outcome
  }

  /// What the store does not hold, each key once.
  private func missingPieces(_ chunks: [Chunk], _ sounds: [SoundChunk]) -> [Piece] {
    var seen: Set<ChunkKey> = []
    let pieces = chunks.map { Piece.picture($0) } + sounds.map { Piece.sound($0) }
    return pieces.filter { seen.insert($0.key).inserted && !store.contains($0.key) }
  }

  private func make(
    _ pieces: [Piece], _ stamps: MediaStamps,
    _ progress: @escaping @Sendable (RenderProgress) -> Void
  ) async throws {
    guard !pieces.isEmpty else { return }
    var estimate = WorkEstimate(plan: plan, kept: kept)
    let costs = estimate.costs(of: pieces)
    let sounds = pieces.count { if case .sound = $0 { true } else { false } }
    let memory = DecoderMemory(of: pieces, costs, by: &estimate, jobs: jobs)
    let sharesDecoders =
      memory.allowsThreads
      && WorkEstimate.sharesDecoders(costs, of: 0..<(pieces.count - sounds), jobs: jobs)
    let workers = min(memory.workers, pieces.count)
    let threads = sharesDecoders ? memory.threads : 1
    // Cores without a worker of their own read ahead for one.
    let readers = sharesDecoders ? jobs : jobs / workers
    let share = memory.share(of: sharesDecoders ? 1 : workers)
    let queue = WorkQueue(
      costs: costs, workers: workers, loose: sounds, isShared: sharesDecoders)
    let counter = ProgressCounter(
      total: Int64(costs.of(0..<pieces.count)), report: progress)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<workers {
        group.addTask {
          let worker = RenderWorker(
            plan: plan, kept: kept, threads: threads, readers: readers, memory: share)
          while let index = queue.next(for: number) {
            try Task.checkCancellation()
            let packets = try worker.packets(of: pieces[index])
            // What is not kept is made once more when the file is joined.
            if stamps.areCurrent(for: pieces[index]) {
              try store.keep(packets, for: pieces[index].key)
            }
            counter.add(Int64(costs.pieces[index]))
          }
        }
      }
      try await group.waitForAll()
    }
  }
}
