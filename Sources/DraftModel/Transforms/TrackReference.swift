public import JSONTree

/// How a person names a track: `/t/0`, `video 1`, `track 2`, or its id or name.
public enum TrackReference: Hashable, Sendable {
  /// The place in the draft, from the draft or from the document's root.
  case pointer(JSONPointer)
  /// The tracks of one kind, counted from 1; without a number, the only one.
  case kind(TrackKind, number: Int?)
  /// All tracks, counted from 1, as the summary counts them.
  case number(Int)
  /// The track's `id`, else its name.
  case name(String)

  /// Reads a reference; nothing for empty text and for a malformed pointer.
  public init?(_ text: String) {
    guard !text.isEmpty else { return nil }
    if text.first == "/" {
      guard let pointer = JSONPointer(text) else { return nil }
      self = .pointer(pointer)
      return
    }
    let words = text.split(separator: " ")
    let number = words.count == 2 ? Int(words[1]).flatMap { $0 > 0 ? $0 : nil } : nil
    guard let word = words.first, words.count == 1 || number != nil else {
      self = .name(text)
      return
    }
    switch (word.lowercased(), number) {
    case ("video", _): self = .kind(.video, number: number)
    case ("audio", _), ("sound", _): self = .kind(.audio, number: number)
    case ("text", _): self = .kind(.text, number: number)
    case ("track", let number?): self = .number(number)
    default: self = .name(text)
    }
  }
}

extension TrackReference: CustomStringConvertible {
  /// The reference as it could be typed.
  public var description: String {
    switch self {
    case .pointer(let pointer): pointer.description
    case .kind(let kind, let number): number.map { "\(kind.name) \($0)" } ?? kind.name
    case .number(let number): "track \(number)"
    case .name(let name): name
    }
  }
}

extension TrackReference {
  /// The place of the one track that is meant, from 0.
  ///
  /// - Throws: ``TransformError`` where there is none, or more than one.
  public func place(in draft: Draft) throws(TransformError) -> Int {
    try resolved(in: draft, draft.resolved().timeline).index
  }

  /// The one track that is meant.
  func resolved(in draft: Draft, _ timeline: Timeline) throws(TransformError) -> Timeline.Track {
    let found: [Timeline.Track]
    switch self {
    case .pointer(let pointer):
      let wanted = draft.absolute(pointer)
      found = timeline.tracks.filter { draft.pointer(of: $0) == wanted }
    case .number(let number): found = timeline.tracks.filter { $0.index == number - 1 }
    case .kind(let kind, let number):
      let alike = timeline.tracks.filter { $0.kind == kind }
      guard let number else {
        found = alike
        break
      }
      found = alike.indices.contains(number - 1) ? [alike[number - 1]] : []
    case .name(let name):
      let named = timeline.tracks.filter { $0.id == name }
      found = named.isEmpty ? timeline.tracks.filter { $0.name == name } : named
    }
    guard let track = found.first else { throw TransformError(.noSuchTrack(self)) }
    guard found.count == 1 else {
      throw TransformError(
        .ambiguousTrack(self, candidates: found.map { draft.pointer(of: $0) }))
    }
    return track
  }
}

extension Draft {
  /// A pointer from the draft's own root, as one from the document's; one that already is stays so.
  func absolute(_ pointer: JSONPointer) -> JSONPointer {
    let base = envelope.draftPointer
    if base != .root, base.isPrefix(of: pointer) { return pointer }
    return base.appending(pointer)
  }

  /// The array of tracks, where there is one.
  var tracksPointer: JSONPointer? { keys.field(.tracks, in: node)?.node.pointer }

  /// Where a track stands in the document.
  func pointer(of track: Timeline.Track) -> JSONPointer {
    (tracksPointer ?? envelope.draftPointer).appending(track.index)
  }
}
