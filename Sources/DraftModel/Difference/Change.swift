public import JSONTree

/// One thing that is different between two drafts, in the words of a timeline.
///
/// A change knows both sides, so that it reads as well from the new draft to the old one: ``reversed``.
public struct Change: Hashable, Sendable {
  /// What is different.
  public enum Subject: Hashable, Sendable {
    /// The draft as a whole.
    case draft
    /// What the state around the draft says: the media it lists, the canvas.
    case envelope
    /// A track, as it stands in each draft that has it.
    case track(old: TrackMention?, new: TrackMention?)
    /// A segment, as it stands in each draft that has it.
    case segment(old: SegmentMention?, new: SegmentMention?)
    /// Several segments to which the same happened, in order of time.
    case segments([SegmentPair])
  }

  /// How it is different.
  public enum Edit: Hashable, Sendable {
    /// It is only in the new draft.
    case added
    /// It is only in the old draft.
    case removed
    /// A track has another place in the painting order; both counted from 1.
    case reordered(from: Int, to: Int)
    /// A segment is on another track, or has changed places with others of its track.
    case moved
    /// Two segments have exchanged their places on one track; the subject has both.
    ///
    /// - Parameters:
    ///   - between: How many segments between them moved with that, as the two are not of one length.
    ///   - by: How far those moved.
    case swapped(between: Int, by: Milliseconds)
    /// Segments start later, or earlier where it is negative, in the same order as before.
    ///
    /// - Parameter reachesEnd: Whether every later segment of these tracks moves too.
    case shifted(by: Milliseconds, reachesEnd: Bool)
    /// Material was cut off at the ends, or added where it is negative; timeline milliseconds.
    case trimmed(head: Milliseconds, tail: Milliseconds)
    /// The segment plays a later part of its source, or an earlier one where it is negative; source
    /// milliseconds.
    case slipped(by: Milliseconds)
    /// The segment plays at another speed.
    case retimed(from: Ratio, to: Ratio)
    /// The segment plays another source.
    case replaced(from: String?, to: String?)
    /// One segment became several; the pieces in order of time. What the pieces are shorter than the whole
    /// was cut out between them.
    case split(into: [SegmentMention])
    /// Several segments became one; the pieces in order of time. What they are shorter than the whole was
    /// put back between them.
    case joined(from: [SegmentMention])
    /// A field has another value: its place from the subject on in canonical keys, and both values in
    /// canonical units, nil where the draft does not say or says what the format assumes.
    case changed(JSONPointer, from: JSONValue?, to: JSONValue?)
  }

  /// What is different.
  public let subject: Subject
  /// How it is different.
  public let edit: Edit

  /// The same change seen from the new draft to the old one.
  public var reversed: Change { Change(subject: subject.reversed, edit: edit.reversed) }

  /// Where in the old draft the change shows; nil if it shows there nowhere or everywhere.
  public var oldSpan: TimeSpan? { subject.span(\.old) }

  /// Where in the new draft the change shows; nil if it shows there nowhere or everywhere.
  public var newSpan: TimeSpan? { subject.span(\.new) }
}

/// One segment on both sides of a comparison.
public struct SegmentPair: Hashable, Sendable {
  /// As it stands in the old draft.
  public let old: SegmentMention
  /// As it stands in the new draft.
  public let new: SegmentMention
}

extension Change.Subject {
  fileprivate var reversed: Self {
    switch self {
    case .draft: .draft
    case .envelope: .envelope
    case .track(let old, let new): .track(old: new, new: old)
    case .segment(let old, let new): .segment(old: new, new: old)
    case .segments(let pairs): .segments(pairs.map { SegmentPair(old: $0.new, new: $0.old) })
    }
  }

  fileprivate func span(
    _ side: KeyPath<(old: SegmentMention?, new: SegmentMention?), SegmentMention?>
  ) -> TimeSpan? {
    let mentions: [SegmentMention?] =
      switch self {
      case .draft, .envelope, .track: []
      case .segment(let old, let new): [(old: old, new: new)[keyPath: side]]
      case .segments(let pairs): pairs.map { (old: $0.old, new: $0.new)[keyPath: side] }
      }
    let spans = mentions.compactMap { $0?.span }
    guard let start = spans.map(\.start).min(), let end = spans.map(\.end).max() else { return nil }
    return TimeSpan(start: start, end: end)
  }
}

extension Change.Edit {
  fileprivate var reversed: Self {
    switch self {
    case .added: .removed
    case .removed: .added
    case .reordered(let from, let to): .reordered(from: to, to: from)
    case .moved: .moved
    case .swapped(let between, let by): .swapped(between: between, by: .zero - by)
    case .shifted(let by, let reachesEnd): .shifted(by: .zero - by, reachesEnd: reachesEnd)
    case .trimmed(let head, let tail): .trimmed(head: .zero - head, tail: .zero - tail)
    case .slipped(let by): .slipped(by: .zero - by)
    case .retimed(let from, let to): .retimed(from: to, to: from)
    case .replaced(let from, let to): .replaced(from: to, to: from)
    case .split(let pieces): .joined(from: pieces)
    case .joined(let pieces): .split(into: pieces)
    case .changed(let field, let from, let to): .changed(field, from: to, to: from)
    }
  }
}
