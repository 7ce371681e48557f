import Foundation
import MediaLibrary
import PreviewRendering
import RenderPlanning

/// One render to a file, with a bar for people and an orderly end on a signal.
struct PreviewJob: Sendable {
  let plan: PlannedDraft
  let path: String
  let cache: String
  /// The size below which the cache's chunks are kept.
  let cacheSize: ByteCount
  /// What is kept beside media files, wherever chunks are kept.
  let kept: MediaCache
  /// The private folder that the cache is in, where nothing is to be kept.
  let scratch: ScratchFolder?
  let jobs: Int

  /// Renders.
  ///
  /// - Throws: ``CommandFailure`` for all that goes wrong.
  func run(on console: Console) async throws -> PreviewReport {
    try ProtectedMedia(plan.plan.media.values).refuse(path)
    let store = ChunkStore(
      folder: CacheKind.chunks.folder(in: cache), limit: scratch == nil ? cacheSize : nil)
    let renderer = PreviewRenderer(plan: plan.plan, store: store, kept: kept, jobs: jobs)
    let bar = ProgressBar(isShown: console.showsProgress)
    defer {
      bar.finish()
      // The chunks are needed up to here.
      withExtendedLifetime(scratch) {}
    }
    let metadata = plan.plan.fileMetadata(draft: plan.hash)
    do {
      let outcome = try await Interruption.guarding { [path, jobs, plan] in
        // Said once a signal is met in good order.
        if console.loudness == .verbose {
          console.note("rendering \(plan.plan.frameCount) frames, \(jobs) pieces at once")
        }
        return try await renderer.render(to: path, metadata: metadata) { bar.show($0) }
      }
      bar.finish()
      return PreviewReport(
        path: path, plan: plan, outcome: outcome, store: store, found: plan.fidelityNow())
    } catch let failure as CommandFailure {
      throw failure
    } catch {
      throw CommandFailure(rendering: path, cache: scratch == nil ? cache : nil, error)
    }
  }
}
