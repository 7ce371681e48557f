import DraftModel
import MediaLibrary
import PreviewRendering
import TextPainting

/// The rules in force on one file, and what is known around it.
struct ValidationJob {
  let file: InputFile
  let settings: Configuration
  /// Whether media and fonts are asked.
  let probes: Bool
  let media: MediaOptions

  /// What the rules find.
  func findings(in draft: Draft) throws -> [Finding] {
    try draft.validated(by: settings.rules, in: environment(of: draft))
  }

  /// What the rules about fonts find, without opening media.
  func fontFindings(in draft: Draft) throws -> [Finding] {
    let environment = ValidationEnvironment(fonts: try fonts(of: draft))
    return draft.validated(by: settings.rules, in: environment).filter(\.isAboutFonts)
  }

  /// What the rules find that go by the draft, and by what is in the media that are here; that others are not here
  /// is no finding.
  func findings(in draft: Draft, knowing media: [ExactText: MediaReport]) -> [Finding] {
    let readable = media.filter { if case .readable = $0.value { true } else { false } }
    return draft.validated(by: settings.rules, in: ValidationEnvironment(media: readable))
  }

  /// The draft after all safe fixes, written back where there was one to make.
  func fixed(_ draft: Draft, on console: Console) throws -> Draft {
    let fixed = try draft.fixed(by: settings.rules, in: environment(of: draft))
    guard !fixed.applied.isEmpty else { return draft }
    do throws(FileError) {
      try OutputFile.write(fixed.draft.bytes, to: file.path)
    } catch {
      throw CommandFailure(error, advice: "make the file writable, or leave --fix away")
    }
    for fix in fixed.applied {
      console.note("\(file.name): fixed [\(fix.rule)] \(fix.pointer): \(fix.summary)")
    }
    return fixed.draft
  }

  private func environment(of draft: Draft) throws -> ValidationEnvironment {
    guard probes else { return .unprobed }
    let shelf = media.shelf(for: draft, in: file, cache: media.cacheFolder(settings), settings)
    return ValidationEnvironment(
      media: shelf.reports(for: draft.resolved().timeline), fonts: try fonts(of: draft))
  }

  private func fonts(
    of draft: Draft
  ) throws(CommandFailure) -> @Sendable (Timeline.TextUse) -> [FontDeparture] {
    do throws(TextPaintingError) {
      return try FontShelf(cache: media.cacheFolder(settings))
        .departures(in: draft.resolved().timeline)
    } catch {
      throw CommandFailure("the fonts cannot be asked: \(error)")
    }
  }
}
