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
  /// The fonts; nothing where they are not asked.
  private let fonts: InstalledFonts?

  init(file: InputFile, settings: Configuration, probes: Bool, media: MediaOptions) throws {
    self.file = file
    self.settings = settings
    self.probes = probes
    self.media = media
    do throws(TextPaintingError) {
      fonts = probes ? try InstalledFonts() : nil
    } catch {
      throw CommandFailure("the fonts cannot be asked: \(error); install fontconfig")
    }
  }

  /// What the rules find.
  func findings(in draft: Draft) -> [Finding] {
    draft.validated(by: settings.rules, in: environment(of: draft))
  }

  /// The draft after all safe fixes, written back where there was one to make.
  func fixed(_ draft: Draft, on console: Console) throws -> Draft {
    let fixed = draft.fixed(by: settings.rules, in: environment(of: draft))
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

  private func environment(of draft: Draft) -> ValidationEnvironment {
    guard probes, let fonts else { return .unprobed }
    let shelf = media.shelf(for: draft, in: file, cache: media.cacheFolder(settings), settings)
    return ValidationEnvironment(
      media: shelf.reports(for: draft.resolved().timeline),
      canWrite: { fonts.families[$0] != nil })
  }
}
