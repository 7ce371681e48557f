import DraftModel
import Foundation
import MediaLibrary
import PreviewRendering
import RenderPlanning
import TestSupport

/// A place to render drafts in: the generated media, a folder for files, and stores by name.
struct Studio {
  private let folder: TemporaryFolder
  private let shelf: MediaShelf

  /// Has `media` of the generated set at hand.
  init(media: [String]) throws {
    if !media.isEmpty { try GeneratedMedia.files(media) }
    folder = try TemporaryFolder()
    shelf = MediaShelf(finder: MediaFinder(folder: GeneratedMedia.folder.path), cache: nil)
  }

  /// A file's place in the studio.
  func file(_ name: String) -> URL { folder.file(name) }

  /// A store that lasts as long as the studio.
  func store(_ name: String = "store") -> ChunkStore { ChunkStore(folder: folder.file(name).path) }

  /// Plans a draft from its text.
  func plan(_ text: String, _ request: RenderRequest = RenderRequest()) throws -> RenderPlan {
    let resolution = try Draft(parsing: Array(text.utf8)).resolved()
    return RenderPlan(
      resolution.timeline, media: shelf.catalog(for: resolution.timeline), request: request,
      findings: resolution.findings)
  }

  /// Lays out the contact sheet of a draft from its text, with what the rules find in it.
  func sheet(_ text: String, width: Int = 1600) throws -> ContactSheet {
    let draft = try Draft(parsing: Array(text.utf8))
    let resolution = draft.resolved()
    return try ContactSheet(
      resolution.timeline, media: shelf.catalog(for: resolution.timeline),
      findings: draft.validated(), readingFindings: resolution.findings, name: "draft",
      hash: DraftHash(of: draft), width: width)
  }

  /// Renders a plan to a file of a name, and says what that took.
  @discardableResult
  func render(
    _ plan: RenderPlan, to name: String, store: String = "store", jobs: Int = 2
  ) async throws -> RenderOutcome {
    try await PreviewRenderer(plan: plan, store: self.store(store), jobs: jobs)
      .render(to: file(name).path)
  }
}

extension RenderRequest {
  /// Small pictures, for laws that do not look at them.
  static let small = RenderRequest(size: .shortSide(72))
}
