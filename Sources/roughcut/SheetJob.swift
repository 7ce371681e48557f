import DraftModel
import Foundation
import LibAV
import MediaLibrary
import PreviewRendering
import RenderPlanning

/// One contact sheet, drawn and written with a bar for people.
struct SheetJob: Sendable {
  let sheet: ContactSheet
  /// What is kept beside media files.
  private let kept: MediaCache
  private let protected: ProtectedMedia
  private let path: String
  private let jobs: Int

  init(
    _ input: InputFile, settings: Configuration, media: MediaOptions, width: Int, path: String
  ) throws {
    let draft = try input.draft(settings.keys)
    let resolution = draft.resolved()
    let cache = media.cacheFolder(settings)
    let shelf = media.shelf(for: draft, in: input, cache: cache, settings)
    kept = MediaCache(folder: cache)
    let rules = ValidationJob(file: input, settings: settings, probes: false, media: media)
    let catalog = shelf.catalog(for: resolution.timeline)
    protected = ProtectedMedia(
      catalog.entries.values.compactMap { if case .available(let item) = $0 { item } else { nil } })
    let findings = rules.findings(in: draft, knowing: shelf.reports(for: resolution.timeline))
    do throws(PreviewError) {
      sheet = try ContactSheet(
        resolution.timeline, media: catalog,
        fonts: FontShelf(cache: cache).catalog(for: resolution.timeline, media: catalog),
        findings: findings, readingFindings: resolution.findings,
        name: input.stem, hash: DraftHash(of: draft), width: width)
    } catch {
      throw CommandFailure("\(input.name): \(error)")
    }
    self.path = path
    jobs = try settings.jobs ?? ProcessInfo.processInfo.activeProcessorCount
  }

  /// Draws and writes.
  ///
  /// - Throws: ``CommandFailure`` for all that goes wrong.
  func run(on console: Console) async throws {
    try protected.refuse(path)
    let bar = ProgressBar(isShown: console.showsProgress, unit: "pictures")
    defer { bar.finish() }
    do {
      // A place that cannot be written to is told before the work, not after.
      _ = try OutputFile(at: path)
      try await Interruption.guarding { [self] in
        let format = StillImageEncoder.Format(path: path) ?? .png
        let picture = try await sheet.picture(as: format, kept: kept, jobs: jobs) { bar.show($0) }
        try OutputFile.write(picture, to: path)
      }
    } catch let failure as CommandFailure {
      throw failure
    } catch {
      throw CommandFailure(rendering: path, cache: nil, error)
    }
  }
}
