public import DraftModel

/// What each source a draft names stands for on this machine: a plain value, made by the media library.
public struct MediaCatalog: Hashable, Sendable {
  /// What a source turned out to be.
  public enum Entry: Hashable, Sendable {
    /// A file that can be opened.
    case available(MediaItem)
    /// Nothing that can be played; the words say why and what to do.
    case unavailable(reason: String)
  }

  /// The entries by source, spelt as in the draft.
  public var entries: [ExactText: Entry]

  /// Makes a catalog.
  public init(entries: [ExactText: Entry] = [:]) { self.entries = entries }

  /// What `source` stands for; a source nobody looked up is unavailable.
  public subscript(source: String) -> Entry {
    entries[ExactText(source)] ?? .unavailable(reason: "not looked up")
  }
}
