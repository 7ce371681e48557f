import JSONTree

/// Where a change can be seen: one time in each draft, whose pictures stand side by side.
public struct ChangePlace: Hashable, Sendable {
  /// The change's number in ``DraftDifference/changes``.
  public let change: Int
  /// The time in the old draft.
  public let old: Milliseconds
  /// The time in the new draft.
  public let new: Milliseconds
}

extension DraftDifference {
  /// Where the changes can be seen, in their order, with one place for changes that are reported together.
  ///
  /// A change of sound or of a title for people is seen nowhere.
  ///
  /// A change in a segment is seen at the same part of it in both drafts, by its middle or by the end that was trimmed;
  /// one that moves, comes, goes or is cut up is seen at the same time of both.
  public var places: [ChangePlace] {
    let outlines = (old: DraftOutline(old), new: DraftOutline(new))
    return ChangeGathering(changes).groups.map { $0.changes[0] }.sorted().compactMap { number in
      times(of: changes[number], outlines).map {
        ChangePlace(change: number, old: $0.old, new: $0.new)
      }
    }
  }

  private typealias Times = (old: Milliseconds, new: Milliseconds)

  private func times(
    of change: Change, _ outlines: (old: DraftOutline, new: DraftOutline)
  ) -> Times? {
    switch change.subject {
    case .envelope: return nil
    case .draft:
      guard case .changed(let field, _, _) = change.edit,
        field.tokens.last.map(Self.visibleFields.contains) == true
      else { return nil }
      return (.zero, .zero)
    case .track(let old, let new):
      guard let track = new ?? old, track.kind == .video || track.kind == .text else { return nil }
      let outline = new == nil ? outlines.old : outlines.new
      let segments = outline.segments[outline.tracks[track.number - 1].segments]
      return segments.first { !$0.span.isEmpty }.map { ($0.span.middle, $0.span.middle) }
    case .segment(let old, let new):
      guard let segment = new ?? old, segment.track.kind == .video || segment.track.kind == .text
      else { return nil }
      guard let old, let new else { return (segment.span.middle, segment.span.middle) }
      return Self.times(of: change.edit, old.span, new.span)
    case .segments(let pairs):
      let seen = pairs.first { $0.new.track.kind == .video || $0.new.track.kind == .text }
      return seen.map { ($0.new.span.middle, $0.new.span.middle) }
    }
  }

  private static let visibleFields: Set<String> = [
    DraftKey.width.canonical, DraftKey.height.canonical, DraftKey.canvasBackground.canonical,
  ]

  private static func times(of edit: Change.Edit, _ old: TimeSpan, _ new: TimeSpan) -> Times {
    switch edit {
    case .moved, .swapped, .shifted, .split: (new.middle, new.middle)
    case .joined: (old.middle, old.middle)
    case .trimmed(let head, _) where head != .zero: (old.start, new.start)
    case .trimmed: (old.last, new.last)
    case .added, .removed, .reordered, .slipped, .retimed, .replaced, .changed:
      (old.middle, new.middle)
    }
  }
}

extension TimeSpan {
  fileprivate var middle: Milliseconds { start + Milliseconds(length.rawValue / 2) }
  /// The last millisecond in the span; its start where it is empty.
  fileprivate var last: Milliseconds { isEmpty ? start : end - Milliseconds(1) }
}
