import JSONTree

/// What a segment plays and from where: by this it is recognized when its id says nothing.
struct ContentKey: Hashable {
  private let kind: TrackKind
  private let source: String?
  private let text: String?
  private let inPoint: Milliseconds
  /// The text of an element that is not an object.
  private let raw: [UInt8]

  init(_ segment: DraftOutline.Segment, in outline: DraftOutline) {
    let playing = outline.playing(segment)
    kind = segment.kind
    source = playing.source
    text = segment.kind == .text ? playing.text : nil
    inPoint = playing.inPoint
    raw = segment.node.kind == .object ? [] : Array(segment.node.bytes)
  }
}

/// Segments that play the same, in both drafts.
struct ContentBucket {
  var old: [Int] = []
  var new: [Int] = []

  /// Whether exactly one segment of each draft plays this.
  var isUnique: Bool { old.count == 1 && new.count == 1 }
}
