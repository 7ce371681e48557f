public import DraftModel
import Foundation
import HTTPTransport
import JSONTree
import RenderPlanning

/// Finds the file that a draft's source stands for on this machine (format section 4).
///
/// Never goes to the network. A draft is untrusted: what it names is opened only when it is a regular file,
/// inside the media root where one is set, symbolic links followed first.
public struct MediaFinder: Sendable {
  /// Where a source leads.
  public enum Place: Hashable, Sendable {
    /// A file, by its real path.
    case file(String)
    /// Nowhere; the words say why and what to do.
    case nowhere(reason: String)
  }

  private let folder: String
  private let root: String?
  let listing: MediaListing
  private let cached: @Sendable (MediaListing.Entry) -> String?
  private let fetched: FetchedMedia?

  /// Prepares to find the sources of one draft.
  ///
  /// - Parameters:
  ///   - folder: The folder that relative paths start from: the draft's own.
  ///   - root: The folder that every file must lie in; nothing to allow any.
  ///   - listing: What the draft's state says of its media.
  ///   - cached: The file of a listed medium that the caller holds, where it holds one.
  ///   - fetched: What was fetched; nothing to know of none. It lies outside any media root: a draft can name an
  ///     address, and not what is kept of it.
  public init(
    folder: String, root: String? = nil, listing: MediaListing = .empty,
    cached: @escaping @Sendable (MediaListing.Entry) -> String? = { _ in nil },
    fetched: FetchedMedia? = nil
  ) {
    self.folder = folder
    self.root = root
    self.listing = listing
    self.cached = cached
    self.fetched = fetched
  }

  /// Where `source` leads.
  ///
  /// A path that is here is taken; else what the draft's state lists under it, which is how a path of the
  /// service's own machines is understood.
  public func place(of source: String) -> Place {
    let direct = localPath(source).map { checked($0) }
    if case .file(let path) = direct { return .file(path) }
    if let place = listedPlace(of: source) ?? direct { return place }
    if let path = fetched?.path(ofAddress: source) { return .file(path) }
    return .nowhere(
      reason: remoteMedium(source) == nil
        ? "not on this machine, and no state beside the draft lists it"
        : "not on this machine; fetch it with `roughcut media fetch`")
  }

  /// Where the listing leads; nothing where it does not know the source.
  private func listedPlace(of source: String) -> Place? {
    switch listing.match(source) {
    case .none: return nil
    case .ambiguous(let entries):
      let places = entries.map(\.pointer.description).joined(separator: " and ")
      return .nowhere(reason: "\(entries.count) listed files are meant equally well: \(places)")
    case .entry(let entry):
      if let path = fetchedPath(of: entry) { return .file(path) }
      let names = entry.addresses + [entry.filename].compactMap { $0 }
      let paths = [cached(entry)].compactMap { $0 } + names.compactMap { localPath($0) }
      for path in paths {
        if case .file(let real) = checked(path) { return .file(real) }
      }
      return .nowhere(
        reason: remoteMedium(source) == nil
          ? "listed, but not on this machine, and the state says no address to fetch it from"
          : "listed, but not on this machine; fetch it with `roughcut media fetch`")
    }
  }

  /// The fetched file of a listed medium: by its content where the state names that, else by its addresses.
  private func fetchedPath(of entry: MediaListing.Entry) -> String? {
    guard let fetched else { return nil }
    if let hash = entry.hash.flatMap(ContentHash.init(hex:)), let path = fetched.path(of: hash) {
      return path
    }
    return entry.addresses.lazy.compactMap { fetched.path(ofAddress: $0) }.first
  }

  /// The content that a fetched file is named after; nothing for any other file.
  func promisedHash(of path: String) -> ContentHash? { fetched?.hash(ofContentAt: path) }

  /// The path a source spells: `file:` or a plain path; nothing for an address or an id.
  private func localPath(_ source: String) -> String? {
    if source.hasPrefix("file:") {
      guard let url = URL(string: source), url.isFileURL,
        url.host(percentEncoded: false)?.isEmpty ?? true || url.host() == "localhost"
      else { return nil }
      return url.path(percentEncoded: false)
    }
    let scheme = source.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "+-.".contains($0)) }
    if source.dropFirst(scheme.count).hasPrefix("://") || source.hasPrefix("asset:") { return nil }
    guard !source.isEmpty, !source.utf8.contains(0) else { return nil }
    return source.hasPrefix("/") ? source : folder + "/" + source
  }

  /// The real path of a regular file that may be read.
  private func checked(_ path: String) -> Place {
    guard let real = RealPath(path) else { return .nowhere(reason: "there is no such file") }
    if let root {
      guard let base = RealPath(root) else {
        return .nowhere(reason: "the media root does not exist")
      }
      guard real.isInside(base) else { return .nowhere(reason: "it lies outside the media root") }
    }
    guard let status = FileStatus(at: real.path) else {
      return .nowhere(reason: "there is no such file")
    }
    guard status.isRegular else { return .nowhere(reason: "it is not a regular file") }
    guard access(real.path, R_OK) == 0 else { return .nowhere(reason: "it may not be read") }
    return .file(real.path)
  }
}
