public import JSONTree

/// The media that a state lists beside its draft: what its ids, hashes and addresses stand for.
///
/// Read from `video_infos` and `generated_media` (format section 4), each an array of objects or an object
/// of objects whose keys are ids.
public struct MediaListing: Hashable, Sendable {
  /// One listed file.
  public struct Entry: Hashable, Sendable {
    /// The names by which a source can mean this entry, by member such as `id` or `cdn_url`.
    public let names: [String: String]
    /// Paths of the service's own machines that the entry mentions.
    public let servicePaths: [String]
    /// Where the entry stands.
    public let pointer: JSONPointer

    /// The content hash the service gave, where it gave one.
    public var hash: String? { names["hash"] }
    /// The file's name, where the listing gives one.
    public var filename: String? { names["filename"] }
    /// Whether both tell of one file, as when both of a state's lists carry it: they share their id or
    /// hash, and contradict each other in no name.
    fileprivate func isSameFile(as other: Entry) -> Bool {
      let shared = names.keys.filter { other.names[$0] != nil }
      return shared.contains { ["id", "hash"].contains($0) }
        && shared.allSatisfy {
          names[$0].map { ExactText($0) } == other.names[$0].map { ExactText($0) }
        }
    }

    /// The addresses it can be had from, best first.
    public var addresses: [String] { ["cdn_url", "url"].compactMap { names[$0] } }
  }

  /// The entries in document order.
  public let entries: [Entry]

  /// The listing of a bare draft: nothing.
  public static let empty = MediaListing(entries: [])

  /// How a source matched.
  public enum Match: Hashable, Sendable {
    /// Exactly one entry is meant.
    case entry(Entry)
    /// Several entries are meant equally well.
    case ambiguous([Entry])
    /// No entry is meant.
    case none

    /// The match of entries that fit equally well; those that tell of one file count once.
    fileprivate init(_ found: [Entry]) {
      var distinct: [Entry] = []
      for entry in found where !distinct.contains(where: { $0.isSameFile(as: entry) }) {
        distinct.append(entry)
      }
      switch distinct.count {
      case 0: self = .none
      case 1: self = .entry(distinct[0])
      default: self = .ambiguous(distinct)
      }
    }
  }

  /// The entry that `source` means.
  ///
  /// By id, hash, address or file name, byte for byte; otherwise a path by the longest common tail of its components.
  /// Two entries that match equally well are ambiguous, never a silent pick.
  public func match(_ source: String) -> Match {
    let scheme = "asset:"
    let wanted =
      source.beginsExactly(with: scheme)
      ? String(source.unicodeScalars.dropFirst(scheme.unicodeScalars.count)) : source
    for member in EnvelopeKey.mediaNames {
      let found = entries.filter { $0.names[member].map { ExactText($0) } == ExactText(wanted) }
      if !found.isEmpty { return Match(found) }
    }
    return matchTail(of: wanted)
  }

  private func matchTail(of source: String) -> Match {
    let wanted = MediaListing.components(of: source)
    guard !wanted.isEmpty else { return .none }
    var best = 0
    var found: [Entry] = []
    for entry in entries {
      let paths = entry.servicePaths + entry.addresses + (entry.filename.map { [$0] } ?? [])
      let tail = paths.map { MediaListing.commonTail(wanted, MediaListing.components(of: $0)) }
        .max()
      guard let tail, tail > 0, tail >= best else { continue }
      if tail > best { found = [] }
      best = tail
      found.append(entry)
    }
    return Match(found)
  }

  /// The components of a path or of an address without its query and fragment.
  private static func components(of path: String) -> [Substring.UTF8View] {
    let bare = path.utf8.prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
    return bare.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: true)
  }

  private static func commonTail(
    _ first: [Substring.UTF8View], _ second: [Substring.UTF8View]
  ) -> Int {
    zip(first.reversed(), second.reversed()).prefix { $0.elementsEqual($1) }.count
  }
}

extension Draft {
  /// The media listed beside the draft; empty for a bare draft.
  public var mediaListing: MediaListing {
    guard let state else { return .empty }
    var entries: [MediaListing.Entry] = []
    for member in [EnvelopeKey.videoInfos, EnvelopeKey.generatedMedia] {
      guard let list = state[member] else { continue }
      for node in list.elements { entries.append(MediaListing.entry(node, id: nil)) }
      for (key, node) in list.members { entries.append(MediaListing.entry(node, id: key)) }
    }
    return MediaListing(entries: entries)
  }
}

extension MediaListing {
  fileprivate static func entry(_ node: JSONNode, id: String?) -> Entry {
    var names: [String: String] = [:]
    names["id"] = id
    for member in EnvelopeKey.mediaNames {
      if let value = node[member]?.stringValue ?? node[member]?.number?.text {
        names[member] = value
      }
    }
    return Entry(
      names: names, servicePaths: EnvelopeKey.mediaPaths.compactMap { node[$0]?.stringValue },
      pointer: node.pointer)
  }
}
