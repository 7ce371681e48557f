import JSONTree

/// Puts another draft after the end of this one.
///
///     | A | B |  +  | C | D |   ->   | A | B | C | D |
///     |  bed  |     |  bed  |        |  bed  |  bed  |
///
/// Tracks are joined by kind, in order, where they are equally loud and visible; other tracks are added.
public struct Concatenate: Transform {
  /// The name under which commands and recipes know the transform.
  public static let operation = "concat"
  /// What the transform does, one sentence.
  public static let summary = "Puts another draft after the end of this one."
  /// What a recipe can say to the transform.
  public static let parameters = [
    TransformParameter(draftArgument, .draft, required: true, "the other draft"),
    TransformParameter("gap", .time, "the time between the two"),
  ]

  static let draftArgument = "draft"

  /// The draft that follows.
  public let other: Draft
  /// The time between the two.
  public let gap: Milliseconds

  /// Makes the transform.
  public init(_ other: Draft, gap: Milliseconds = .zero) {
    self.other = other
    self.gap = gap
  }

  /// Makes the transform a recipe asks for.
  public init(_ arguments: TransformArguments) throws(RecipeError) {
    self.init(
      try arguments.required(Self.draftArgument, arguments.draft(_:)),
      gap: try arguments.time("gap")?.resolved(in: .zero) ?? .zero)
  }

  /// Carries the transform out.
  public func applied(to draft: Draft) throws(TransformError) -> TransformResult {
    var edit = DraftEdit(draft)
    let addition = other.resolved()
    edit.allow(addition.findings)
    let offset = max(edit.timeline.duration, edit.timeline.contentEnd) + gap
    guard gap >= .zero, offset + addition.timeline.duration <= .limit else {
      throw TransformError(.offTimeline(gap))
    }
    let root = draft.envelope.draftPointer
    guard let tracks = edit.field(.tracks, in: root)?.node else {
      throw TransformError(.noSuchPlace(root.appending(DraftKey.tracks.canonical)))
    }
    var identifiers = IdentifierPool(edit.timeline)
    for track in addition.timeline.tracks {
      let values = segments(of: track, moved: offset, &identifiers)
      if let partner = edit.timeline.partner(of: track, in: addition.timeline) {
        guard !values.isEmpty else { continue }
        let array = edit.segmentsPointer(of: partner)
        let node = draft.document.node(at: array)
        if node == nil { edit.edit(.add(array, .array([]))) }
        for value in values { edit.insert(value, into: array, at: node?.count ?? 0) }
      } else if other.tracks.indices.contains(track.index) {
        let value = JSONValue(other.tracks[track.index].node)
          .setting(.segments, to: .array(values), keys: other.keys)
        edit.insert(value, into: tracks.pointer, at: tracks.count)
      }
    }
    if edit.field(.draftDuration, in: root) != nil {
      edit.set(.draftDuration, in: root, to: offset + addition.timeline.duration)
    }
    describe(addition.timeline, at: offset, in: &edit)
    return try edit.finished(movesEnd: false)
  }

  /// The segments as they are to stand in the joined draft.
  private func segments(
    of track: Timeline.Track, moved offset: Milliseconds, _ identifiers: inout IdentifierPool
  ) -> [JSONValue] {
    track.segments.compactMap { segment in
      guard let node = other.document.node(at: segment.pointer) else { return nil }
      var value = JSONValue(node)
        .setting(.segmentStart, to: segment.span.start + offset, keys: other.keys)
      if let id = segment.id {
        let new = identifiers.take(id)
        if new != id { value = value.setting(.segmentIdentifier, to: new, keys: other.keys) }
      }
      return value
    }
  }

  private func describe(
    _ addition: Timeline, at offset: Milliseconds, in edit: inout DraftEdit
  ) {
    let count = addition.tracks.reduce(0) { $0 + $1.segments.count }
    edit.say(
      "added \(count) segments of \"\(addition.title ?? "the other draft")\" from \(offset)s on")
    if addition.canvas != nil, addition.canvas != edit.timeline.canvas {
      edit.say("the two have different canvases; this draft's is kept")
    }
    if addition.frameRate != edit.timeline.frameRate {
      edit.say("the two have different frame rates; this draft's is kept")
    }
    if !other.mediaListing.entries.isEmpty {
      edit.say("the other draft's media listing is not taken along; its sources may need addresses")
    }
  }
}

/// The ids in use, so that none is given twice.
private struct IdentifierPool {
  private var used: Set<String>

  init(_ timeline: Timeline) {
    used = Set(timeline.tracks.flatMap(\.segments).compactMap(\.id))
  }

  /// The id itself where it is free, else with a number.
  mutating func take(_ id: String) -> String {
    var candidate = id
    var number = 2
    while used.contains(candidate) {
      candidate = "\(id)-\(number)"
      number += 1
    }
    used.insert(candidate)
    return candidate
  }
}

extension Timeline {
  /// The track that a track of another draft continues.
  fileprivate func partner(of track: Track, in other: Timeline) -> Track? {
    let position = other.tracks.filter { $0.kind == track.kind && $0.index < track.index }.count
    let alike = tracks.filter { $0.kind == track.kind }
    guard alike.indices.contains(position) else { return nil }
    let candidate = alike[position]
    return candidate.isMuted == track.isMuted && candidate.isHidden == track.isHidden
      && candidate.volume == track.volume ? candidate : nil
  }
}
