import CloudAPI
import DraftModel
import Foundation
import MediaLibrary

/// Where the media of a draft are, as the service sees them.
///
/// What has an address, and what the state lists, is the service's own and stays as it is written. A file that is here
/// goes up first, as it is here that it was previewed. A draft is untrusted, and it does not choose what leaves
/// this machine: files outside of its folder and of the working folder are sent only where the user has named a root.
struct ExportMedia: Sendable {
  /// The files to send, by the source as the draft names it, in the order of first use.
  private(set) var local: [(source: String, path: String)] = []
  /// The sources that nobody has, and why.
  private(set) var missing: [(source: String, reason: String)] = []

  /// Whether a source is a file of this machine that may not be sent; then not even its path is.
  private(set) var namesForbiddenFile = false

  private static let outside =
    "it lies outside the draft's folder, and is not sent from there unless --media-root allows it"

  /// Looks for every source of a draft.
  ///
  /// - Parameters:
  ///   - folder: The folder that relative paths start from.
  ///   - root: The folder that media must be in; `nil` for the draft's and the working folder. One that the user did not
  ///     name only narrows these.
  ///   - state: The session's state, whose list counts beside the draft's own.
  init(of draft: Draft, folder: String, root: MediaRoot?, state: Draft?) {
    let finder = MediaFinder(folder: folder, root: root?.folder)
    let anywhere = MediaFinder(folder: folder)
    let listings = [draft.mediaListing, state?.mediaListing].compactMap { $0 }
    let roots = root?.isUsers == true ? nil : [folder, "."].compactMap { RealPath($0) }
    var seen: Set<ExactText> = []
    for segment in draft.resolved().timeline.tracks.flatMap(\.segments) {
      guard case .media(let use) = segment.content, seen.insert(ExactText(use.source)).inserted
      else {
        continue
      }
      let lowercased = use.source.lowercased()
      if lowercased.hasPrefix("https://") || lowercased.hasPrefix("http://") { continue }
      let place = finder.place(of: use.source)
      if case .file(let path) = place {
        if Self.isInside(path, roots) {
          local.append((use.source, path))
        } else {
          missing.append((use.source, Self.outside))
          namesForbiddenFile = true
        }
        continue
      }
      let isListed = listings.contains { listing in
        if case .entry = listing.match(use.source) { true } else { false }
      }
      if !isListed, case .nowhere(let reason) = place {
        missing.append((use.source, reason))
        if case .file = anywhere.place(of: use.source) { namesForbiddenFile = true }
      }
    }
  }

  /// Whether a file is in one of some folders; in any of none.
  private static func isInside(_ path: String, _ folders: [RealPath]?) -> Bool {
    guard let folders else { return true }
    guard let real = RealPath(path) else { return false }
    return folders.contains { real.isInside($0) }
  }
}

extension Draft {
  /// The draft with other sources in place of some; all else keeps its bytes.
  ///
  /// - Throws: ``TransformError``.
  func renaming(_ sources: [ExactText: String]) throws -> Draft {
    var draft = self
    for segment in resolved().timeline.tracks.flatMap(\.segments) {
      guard case .media(let use) = segment.content, let name = sources[ExactText(use.source)] else {
        continue
      }
      draft = try ReplaceMedia(.pointer(segment.pointer), with: name).applied(to: draft).draft
    }
    return draft
  }
}
