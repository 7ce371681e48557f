import CloudAPI
import DraftModel
import MediaLibrary

/// Where the media of a draft are, as the service sees them.
///
/// What the state lists, and what has an address, is the service's own and stays as it is written; a file that only
/// this machine has goes up first.
struct ExportMedia: Sendable {
  /// The files to send, by the source as the draft names it, in the order of first use.
  private(set) var local: [(source: String, path: String)] = []
  /// The sources that the service has.
  private(set) var remote: [String] = []
  /// The sources that nobody has, and why.
  private(set) var missing: [(source: String, reason: String)] = []

  /// Looks for every source of a draft.
  ///
  /// - Parameters:
  ///   - folder: The folder that relative paths start from.
  ///   - root: The folder that media must lie in; nothing for anywhere.
  ///   - state: The session's state, whose list counts beside the draft's own.
  init(of draft: Draft, folder: String, root: String?, state: Draft?) {
    let finder = MediaFinder(folder: folder, root: root)
    let listings = [draft.mediaListing, state?.mediaListing].compactMap { $0 }
    var seen: Set<String> = []
    for segment in draft.resolved().timeline.tracks.flatMap(\.segments) {
      guard case .media(let use) = segment.content, seen.insert(use.source).inserted else {
        continue
      }
      let isListed = listings.contains { listing in
        if case .entry = listing.match(use.source) { true } else { false }
      }
      let lowercased = use.source.lowercased()
      if isListed || lowercased.hasPrefix("https://") || lowercased.hasPrefix("http://") {
        remote.append(use.source)
      } else {
        switch finder.place(of: use.source) {
        case .file(let path): local.append((use.source, path))
        case .nowhere(let reason): missing.append((use.source, reason))
        }
      }
    }
  }
}

extension Draft {
  /// The draft with other sources in place of some; all else keeps its bytes.
  ///
  /// - Throws: ``TransformError``.
  func renaming(_ sources: [String: String]) throws -> Draft {
    var draft = self
    for segment in resolved().timeline.tracks.flatMap(\.segments) {
      guard case .media(let use) = segment.content, let name = sources[use.source] else { continue }
      draft = try ReplaceMedia(.pointer(segment.pointer), with: name).applied(to: draft).draft
    }
    return draft
  }
}
