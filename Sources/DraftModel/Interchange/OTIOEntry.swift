import JSONTree

/// A segment that is made of a clip, and where it is to be.
struct OTIOEntry {
  var value: JSONValue
  var span: TimeSpan
  /// Its place in the array it came from, where the order of time does not tell.
  var index: Int?
  /// Whether it belongs on a text track.
  var isText = false
  /// The part that is left of a segment of ours, counted from its start as it was, and how long it was.
  var cut: (window: TimeSpan, length: Milliseconds)?

  /// The id, under whichever spelling.
  func identifier(_ keys: KeyTable) -> (name: String, id: String)? {
    for spelling in keys.spellings(of: .segmentIdentifier) {
      if case .string(let id)? = value[spelling.name] { return (spelling.name, id) }
    }
    return nil
  }

  /// The segments in array order, with a start wherever one would not begin there by itself, and their places among
  /// the entries.
  static func arranged(_ entries: [OTIOEntry], keys: KeyTable) -> [(entry: OTIOEntry, value: JSONValue)] {
    let ordered = entries.enumerated().sorted {
      ($0.element.index ?? .max, $0.offset) < ($1.element.index ?? .max, $1.offset)
    }
    var cursor = Milliseconds.zero
    return ordered.map { _, entry in
      let hasStart = keys.spellings(of: .segmentStart).contains { spelling in
        entry.value[spelling.name].map { $0 != .null } ?? false
      }
      defer { cursor = entry.span.end }
      guard !hasStart, cursor != entry.span.start else { return (entry, entry.value) }
      return (entry, entry.value.setting(.segmentStart, to: entry.span.start, keys: keys))
    }
  }
}
