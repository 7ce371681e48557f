import DraftModel
import Foundation
import MediaLibrary
import PreviewRendering
import RenderPlanning

/// What an export is made of.
struct ExportMaterial: Sendable {
  /// The draft, with the session's files listed around it.
  let draft: Draft
  /// The files by the ids under which they are listed.
  let files: [String: String]
  let mediaFolder: String
}

/// Renders one export by this product's renderer, through the published states.
struct ExportRun: Sendable {
  let service: SandboxService
  let render: RenderRecord

  /// How long a render waits for its turn, in seconds, scaled.
  private static let pendingSeconds = 2.0
  /// The least time that a render takes, in seconds, scaled; published are 30 to 90.
  private static let shortestSeconds = 30.0
  /// The longest side of the picture, as published.
  private static let longestSide = 1920

  private var output: String { service.folder.render(render.key) + "/output.mp4" }

  func run() async {
    do {
      try await pause(Self.pendingSeconds)
      guard await service.update(render.key, { $0.phase = .processing }) else { return }
      let start = service.clock.now()
      let outcome = try await made()
      let scale = service.configuration.timeScale
      let rest = Self.shortestSeconds * scale - service.clock.now().timeIntervalSince(start)
      if rest > 0 { try await service.clock.sleep(seconds: rest) }
      let size = try FileManager.default.attributesOfItem(atPath: output)[.size] as? NSNumber
      await service.update(render.key) {
        $0.phase = .completed
        $0.progress = 100
        $0.completedAt = service.clock.now()
        $0.durationSeconds = outcome.duration
        $0.sizeBytes = size?.int64Value
      }
    } catch is CancellationError {
      // The process ends: the render is taken up again by the next.
    } catch {
      await service.update(render.key) {
        $0.phase = .failed
        $0.error = "the draft could not be rendered: \(error)"
        $0.completedAt = service.clock.now()
      }
    }
  }

  private func pause(_ seconds: Double) async throws {
    try await service.clock.sleep(seconds: seconds * service.configuration.timeScale)
  }

  private func made() async throws -> RenderOutcome {
    let material = try await service.material(for: render)
    let cache = service.folder.cache
    let finder = MediaFinder(
      folder: material.mediaFolder, root: material.mediaFolder,
      listing: material.draft.mediaListing,
      cached: { entry in entry.names["id"].flatMap { material.files[$0] } })
    let plan = plan(
      of: material.draft, shelf: MediaShelf(finder: finder, cache: cache),
      fonts: FontShelf(cache: cache))
    let renderer = PreviewRenderer(
      plan: plan, store: ChunkStore(folder: CacheKind.chunks.folder(in: cache)),
      kept: MediaCache(folder: cache), jobs: ProcessInfo.processInfo.activeProcessorCount)
    return try await renderer.render(
      to: output, metadata: plan.fileMetadata(draft: DraftHash(of: material.draft))
    ) { [service, render] progress in
      let share = Int(Double(progress.done) / Double(max(progress.total, 1)) * 99)
      Task {
        await service.update(render.key, isKept: false) { $0.progress = max($0.progress, share) }
      }
    }
  }

  /// The plan at the published size: the short side of 1080, unless the long side would be over 1920.
  private func plan(of draft: Draft, shelf: MediaShelf, fonts: FontShelf) -> RenderPlan {
    let resolution = draft.resolved()
    let catalog = shelf.catalog(for: resolution.timeline)
    let fonts = fonts.catalog(for: resolution.timeline, media: catalog)
    func plan(_ size: RenderRequest.Size) -> RenderPlan {
      RenderPlan(
        resolution.timeline, media: catalog, fonts: fonts,
        request: RenderRequest(size: size, quality: .export), findings: resolution.findings)
    }
    let side = service.configuration.exportShortSide
    let first = plan(.shortSide(side))
    let longest = max(first.format.width, first.format.height)
    let limit = Self.longestSide * side / 1080
    guard longest > limit else { return first }
    func fitted(_ length: Int) -> Int { length * limit / longest }
    return plan(
      .exact(width: fitted(first.format.width), height: fitted(first.format.height)))
  }
}
