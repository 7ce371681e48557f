import JSONTree

extension Draft {
  /// The draft as lines that a line diff reads well, for tools that know nothing else: git's `textconv`.
  ///
  ///     draft
  ///       title "Urban Dreams"
  ///     Video (track 1)
  ///       city timelapse
  ///         at 0-10s
  ///         src "media/city-timelapse.mp4"
  ///         fit "cover"
  ///
  /// A segment's place is a line of its own, so that a ripple changes one line of each segment that it moves. What
  /// means the same is written the same: fields have canonical keys and values, and defaults are left out. So are
  /// ids, which a service may write anew on every turn, and the signatures of addresses. The text is
  /// escaped for terminals.
  public var lines: String {
    let outline = DraftOutline(self)
    let form = NormalForm(keys: keys)
    var lines = ["draft"]
    if let length = outline.declaredDuration { lines.append("  length \(length)s") }
    lines += form.lines(of: node, scope: .draft, kind: .unknown(nil), indent: "  ")
    for (index, track) in outline.tracks.enumerated() {
      lines.append(outline.mention(ofTrack: index).label)
      lines += form.lines(of: track.raw.node, scope: .track, kind: track.kind, indent: "  ")
      for segment in outline.segments[track.segments] {
        lines += outline.lines(of: segment, form)
      }
    }
    return lines.map(\.withoutControls).joined(separator: "\n") + "\n"
  }
}

extension DraftOutline {
  fileprivate func lines(of segment: Segment, _ form: NormalForm) -> [String] {
    let mention = mention(of: segment)
    let indent = "    "
    var lines = ["  \(mention.what)", "\(indent)at \(segment.span)"]
    let playing = playing(segment)
    if let source = playing.source {
      lines.append("\(indent)src \(JSONValue.string(source).onOneLine)")
    }
    if playing.inPoint != .zero { lines.append("\(indent)in \(playing.inPoint)s") }
    if playing.speed != .one { lines.append("\(indent)speed \(playing.speed)") }
    return lines
      + form.lines(of: segment.node, scope: .segment, kind: segment.kind, indent: indent)
  }
}

extension NormalForm {
  /// The fields of an object, a line each, in the order of their names.
  fileprivate func lines(
    of object: JSONNode, scope: DraftScope, kind: TrackKind, indent: String
  ) -> [String] {
    // What the heading says.
    let told: Set<JSONPointer> = [
      JSONPointer([DraftKey.trackType.canonical]),
      JSONPointer([DraftKey.segmentMetadata.canonical, DraftKey.name.canonical]),
    ]
    let fields = fields(of: object, scope: scope, kind: kind, besides: nil)
    return fields.sorted { $0.key < $1.key }.compactMap { field, value in
      told.contains(field) || DraftKey.isIdentifier(field)
        ? nil : "\(indent)\(field.fieldName) \(value.onOneLine)"
    }
  }
}

extension JSONValue {
  /// The value's text on one line.
  fileprivate var onOneLine: String { String(decoding: serialized(), as: UTF8.self) }
}
