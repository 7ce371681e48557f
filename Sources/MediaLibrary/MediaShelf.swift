import Dispatch
public import DraftModel
import Foundation
import LibAV
public import RenderPlanning
import Synchronization

/// Knows the media on this machine: finds what a draft names, probes it, and remembers what it found.
public struct MediaShelf: Sendable {
  let finder: MediaFinder
  private let index: MediaIndex
  private let kept: MediaCache?

  /// Prepares to look up the media of one draft.
  ///
  /// - Parameters:
  ///   - finder: Where sources lead.
  ///   - cache: The folder in which facts are remembered; nothing to remember none.
  public init(finder: MediaFinder, cache: String?) {
    self.finder = finder
    index = MediaIndex(folder: cache.map { CacheKind.facts.folder(in: $0) })
    kept = cache.map { MediaCache(folder: $0) }
  }

  /// What every source of a timeline stands for.
  ///
  /// Never throws: what cannot be found or opened is an entry that says why.
  public func catalog(for timeline: Timeline) -> MediaCatalog {
    var seen: Set<ExactText> = []
    let sources = timeline.tracks.flatMap(\.segments).compactMap { segment in
      if case .media(let use) = segment.content, seen.insert(ExactText(use.source)).inserted {
        return use.source
      }
      return nil
    }
    // A file that is new is read whole: on all cores at once.
    let entries = Mutex<[ExactText: MediaCatalog.Entry]>([:])
    DispatchQueue.concurrentPerform(iterations: sources.count) { index in
      let entry = entry(for: sources[index])
      entries.withLock { $0[ExactText(sources[index])] = entry }
    }
    return MediaCatalog(entries: entries.withLock { $0 })
  }

  /// What one source stands for.
  public func entry(for source: String) -> MediaCatalog.Entry {
    switch finder.place(of: source) {
    case .nowhere(let reason): return .unavailable(reason: reason)
    case .file(let path):
      do throws(FileError) {
        return try item(at: path)
      } catch {
        return .unavailable(reason: error.reason)
      }
    }
  }

  /// Whether a source leads to a file, whatever is in it; not to a fetched one that is damaged or not a medium.
  func isHere(_ source: String) -> Bool {
    guard case .file(let path) = finder.place(of: source) else { return false }
    guard let promised = finder.promisedHash(of: path) else { return true }
    guard let entry = try? index.entry(for: path) else { return false }
    guard entry.hash == promised.hex else { return false }
    return entry.facts != nil || MediaContent.refusal(ofFile: path) == nil
  }

  /// What reading a file's pictures shows; of pictures that FFmpeg does not read, no more than their facts.
  private func findings(
    of hash: ContentHash, at path: String, _ facts: MediaFacts
  ) -> PictureFindings {
    let isForeign = facts.isAnimatedImage && facts.containerNames == "webp_pipe"
    guard facts.video != nil, !isForeign else { return PictureFindings() }
    if let kept { return kept.findings(of: hash, at: path, isStill: facts.isStillImage) }
    return facts.isStillImage
      ? PictureFindings(ofStill: path)
      : (try? PictureSurvey(of: path))?.findings ?? PictureFindings()
  }

  private func item(at path: String) throws(FileError) -> MediaCatalog.Entry {
    let entry = try index.entry(for: path)
    if let promised = finder.promisedHash(of: path), promised.hex != entry.hash {
      return .unavailable(reason: "its fetched copy is damaged; `roughcut media fetch` mends it")
    }
    if finder.promisedHash(of: path) != nil, entry.facts == nil {
      let reason = entry.failure ?? "it cannot be read"
      // A medium that this FFmpeg does not read: asking again would bring the same.
      if MediaContent.refusal(ofFile: path) == nil { return .unavailable(reason: reason) }
      return .unavailable(
        reason:
          "what was fetched for it does not open (\(reason)); `roughcut media fetch` asks again")
    }
    guard let hash = ContentHash(hex: entry.hash), let facts = entry.facts else {
      return .unavailable(reason: entry.failure ?? "it cannot be read")
    }
    let item = MediaItem(
      path: path, hash: hash,
      picture: MediaItem.PictureFacts(facts, findings(of: hash, at: path, facts)),
      sound: MediaItem.SoundFacts(facts))
    guard item.picture != nil || item.sound != nil else {
      return .unavailable(reason: "it holds neither picture nor sound")
    }
    return .available(item)
  }
}
