import DraftModel
import Foundation
import MediaLibrary
import PreviewRendering
import RenderPlanning
import Synchronization
import TestSupport
import Testing

@Suite("Media that are overwritten while they are rendered")
struct OverwrittenMediaTests {
  @Test("What is made of them is not kept under their old content")
  func overwritten() async throws {
    let folder = try TemporaryFolder()
    let clip = folder.file("clip.avi").path
    // Of equal size, four seconds each: two chunks of picture.
    for level in [40, 200] {
      _ = try Shell.output(
        of: "ffmpeg",
        [
          "-v", "error", "-y", "-f", "lavfi", "-i",
          "color=black:s=64x36:r=30:d=4,format=yuv420p,geq=lum=\(level)",
        ]
          + ["-c:v", "rawvideo", folder.file("\(level).avi").path])
    }
    let (dark, light) = try (
      Data(contentsOf: folder.file("40.avi")), Data(contentsOf: folder.file("200.avi"))
    )
    try #require(dark.count == light.count)
    try dark.write(to: URL(filePath: clip))
    let draft = try Draft(
      parsing: Array(
        #"{"t":[{"tt":0,"sg":[{"d":4000,"m":{"src":"clip.avi"}}]}],"m":{"width":64,"height":36}}"#
          .utf8))
    let timeline = draft.resolved().timeline
    let shelf = MediaShelf(finder: MediaFinder(folder: folder.url.path), cache: nil)
    let plan = RenderPlan(
      timeline, media: shelf.catalog(for: timeline), request: RenderRequest(size: .canvas))
    let store = ChunkStore(folder: folder.file("store").path)
    let hasOverwritten = Mutex(false)
    let renderer = PreviewRenderer(plan: plan, store: store, jobs: 1)
    _ = try await renderer.render(to: folder.file("disturbed.mp4").path) { _ in
      let isFirst = hasOverwritten.withLock { done in
        defer { done = true }
        return !done
      }
      guard isFirst, let handle = FileHandle(forWritingAtPath: clip) else { return }
      handle.write(light)
      try? handle.close()
    }
    #expect(hasOverwritten.withLock { $0 })
    let kept = plan.chunks().count { store.contains($0.key) }
    #expect(kept < plan.chunks().count)
    // Once the old content is back, the store holds no piece of the other one.
    try dark.write(to: URL(filePath: clip))
    _ = try await PreviewRenderer(plan: plan, store: store, jobs: 1).render(
      to: folder.file("again.mp4").path)
    _ = try await PreviewRenderer(
      plan: plan, store: ChunkStore(folder: folder.file("empty").path), jobs: 1
    )
    .render(to: folder.file("whole.mp4").path)
    #expect(
      try Data(contentsOf: folder.file("again.mp4")) == Data(contentsOf: folder.file("whole.mp4")))
  }
}
