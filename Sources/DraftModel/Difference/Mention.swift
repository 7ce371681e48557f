public import JSONTree

/// A segment as a change names it: where it stands and what people call it.
public struct SegmentMention: Hashable, Sendable {
  /// Where it stands in its document.
  public let pointer: JSONPointer
  /// Its `id`, where it has one.
  public let id: String?
  /// Its name, else its text in straight double quotes, else its source's file name.
  public let what: String
  /// The track it is on.
  public let track: TrackMention
  /// Its place on the timeline.
  public let span: TimeSpan
}

/// A track as a change names it.
public struct TrackMention: Hashable, Sendable {
  /// Where it stands in its document.
  public let pointer: JSONPointer
  /// Its `id`, where it has one.
  public let id: String?
  /// Its place in the painting order, counted from 1.
  public let number: Int
  /// What it holds.
  public let kind: TrackKind
  /// The name people see, where it has one.
  public let name: String?

  /// Its name with its number, or its kind with its number: `Music (track 2)`, `video track 1`.
  public var label: String {
    if let name {
      "\(name.onOneLine(limit: 40)) (track \(number))"
    } else {
      "\(kind.name) track \(number)"
    }
  }
}

extension DraftOutline {
  func mention(of segment: Segment) -> SegmentMention {
    SegmentMention(
      pointer: segment.node.pointer, id: segment.identifier, what: label(of: segment),
      track: mention(ofTrack: segment.track), span: segment.span)
  }

  func mention(ofTrack index: Int) -> TrackMention {
    let track = tracks[index]
    return TrackMention(
      pointer: track.raw.node.pointer, id: track.identifier, number: index + 1, kind: track.kind,
      name: track.name)
  }

  /// Follows format section 8.
  private func label(of segment: Segment) -> String {
    let metadata = draft.keys.field(.segmentMetadata, in: segment.node)?.node
    if let name = metadata.flatMap({ draft.keys.field(.name, in: $0)?.node.stringValue }) {
      return name.onOneLine(limit: 60)
    }
    let playing = playing(segment)
    if segment.kind == .text, let text = playing.text { return "\"\(text.onOneLine(limit: 60))\"" }
    guard let source = playing.source else { return "nothing" }
    let bare = source.prefix { $0 != "?" && $0 != "#" }
    let file = bare.split(separator: "/").last ?? bare
    let stem = file.lastIndex(of: ".").map { file[..<$0] } ?? file
    return String(stem.isEmpty ? file : stem).onOneLine(limit: 60)
  }
}

extension String {
  /// As many as the longest emoji have; more are marks piled on a letter.
  private static let scalarsPerCharacter = 12

  /// The text with line breaks as spaces, cut to `limit` characters of a usual length.
  func onOneLine(limit: Int) -> String {
    // Most text is short and plain; then there is nothing to look for in it.
    if utf8.count <= limit, utf8.allSatisfy({ (0x20...0x7E).contains($0) }) { return self }
    // A character can have any number of combining marks.
    let cut = prefix(limit).unicodeScalars.prefix(Self.scalarsPerCharacter * limit)
    return String(cut).withoutLineBreaks + (cut.endIndex < endIndex ? "…" : "")
  }
}
