import JSONTree

/// What changed in one segment, its place among the others aside.
struct SegmentComparison {
  /// What happened to the segment, without its shift.
  private(set) var edits: [Change.Edit] = []
  /// What differs in the further pieces of a segment that was split or joined.
  private(set) var pieceChanges: [Change] = []
  /// How far the segment moved, less what its trimming explains.
  private(set) var shift = Milliseconds.zero

  private let drafts: DraftComparison
  private let old: DraftOutline.Segment
  private let new: DraftOutline.Segment

  /// - Parameters:
  ///   - pair: The segment's numbers in both drafts.
  ///   - split: The numbers of its pieces in the new draft, where it was split.
  ///   - join: The numbers of its pieces in the old draft, where it was joined.
  init(
    _ drafts: DraftComparison, _ pair: (old: Int, new: Int), split: [Int]?, join: [Int]?
  ) {
    self.drafts = drafts
    old = drafts.old.segments[pair.old]
    new = drafts.new.segments[pair.new]
    shift = new.start - old.start
    if old.kind == new.kind, old.node.hasSameBytes(as: new.node) { return }
    let isMetadataSame = isMetadataSame
    if let split {
      compare(piecesOfOld: split, partner: pair.new)
    } else if let join {
      compare(piecesOfNew: join, partner: pair.old)
    } else {
      comparePlaces(isMetadataSame)
    }
    edits += drafts.differences(
      old.node, new.node, scope: .segment, kind: old.kind, otherKind: new.kind)
  }

  private var isMetadataSame: Bool {
    let before = drafts.old.draft.keys.field(.segmentMetadata, in: old.node)?.node
    let after = drafts.new.draft.keys.field(.segmentMetadata, in: new.node)?.node
    guard let before, let after else { return before == nil && after == nil }
    return old.kind == new.kind && before.hasSameBytes(as: after)
  }

  private mutating func comparePlaces(_ isMetadataSame: Bool) {
    if isMetadataSame, old.length == new.length { return }
    let before = drafts.old.playing(old)
    let after = drafts.new.playing(new)
    let sources = [before, after].map { $0.source.map { ExactText($0) } }
    if sources[0] != sources[1] {
      compareReplaced(before, after)
      return
    }
    if before.speed != after.speed {
      edits.append(.retimed(from: before.speed, to: after.speed))
    }
    let timing = SegmentTiming(old, new, playing: before, after)
    shift = timing.shift
    if timing.head != .zero || timing.tail != .zero {
      edits.append(.trimmed(head: timing.head, tail: timing.tail))
    }
    if timing.slip != .zero { edits.append(.slipped(by: timing.slip)) }
    if timing.isResized {
      edits.append(
        .changed(
          JSONPointer([DraftKey.segmentDuration.canonical]), from: .time(old.length),
          to: .time(new.length)))
    }
  }

  /// Another source: where it starts and how fast it plays are no slip and no retiming of the first.
  private mutating func compareReplaced(_ before: Playing, _ after: Playing) {
    edits.append(.replaced(from: before.source, to: after.source))
    let metadata = JSONPointer([DraftKey.segmentMetadata.canonical])
    if before.inPoint != after.inPoint {
      edits.append(
        .changed(
          metadata.appending(DraftKey.inPoint.canonical), from: .time(before.inPoint),
          to: .time(after.inPoint)))
    }
    if before.speed != after.speed {
      edits.append(.retimed(from: before.speed, to: after.speed))
    }
    let growth = new.length - old.length
    guard growth != .zero else { return }
    if new.end == old.end, new.start != old.start {
      edits.append(.trimmed(head: .zero - growth, tail: .zero))
      shift = .zero
    } else {
      edits.append(.trimmed(head: .zero, tail: .zero - growth))
    }
  }

  private mutating func compare(piecesOfOld pieces: [Int], partner: Int) {
    let segments = pieces.map { drafts.new.segments[$0] }
    shift = (segments.first?.start ?? new.start) - old.start
    edits.append(.split(into: segments.map { drafts.new.mention(of: $0) }))
    for (index, segment) in zip(pieces, segments) where index != partner {
      tell(old, segment)
    }
  }

  private mutating func compare(piecesOfNew pieces: [Int], partner: Int) {
    let segments = pieces.map { drafts.old.segments[$0] }
    shift = new.start - (segments.first?.start ?? old.start)
    edits.append(.joined(from: segments.map { drafts.old.mention(of: $0) }))
    for (index, segment) in zip(pieces, segments) where index != partner {
      tell(segment, new)
    }
  }

  /// Notes how a further piece differs from the whole, its id aside, which it cannot share.
  private mutating func tell(_ before: DraftOutline.Segment, _ after: DraftOutline.Segment) {
    let identifier = JSONPointer([DraftKey.segmentIdentifier.canonical])
    let subject = Change.Subject.segment(
      old: drafts.old.mention(of: before), new: drafts.new.mention(of: after))
    for edit in drafts.differences(
      before.node, after.node, scope: .segment, kind: before.kind, otherKind: after.kind)
    {
      if case .changed(identifier, _, _) = edit { continue }
      pieceChanges.append(Change(subject: subject, edit: edit))
    }
  }
}
