import JSONTree

extension SegmentMerger {
  /// A segment that one side added: a piece of one that it split, or a new one.
  mutating func mergeAdded(_ number: Int, by side: MergeSide) -> Merged? {
    let own = side == .ours ? ours : theirs
    let ownKeys = side == .ours ? tracks.keys.ours : tracks.keys.theirs
    let segment = own.new.segments[number]
    let track = ownKeys[segment.track]
    if let whole = wholes[side]?[number] { return mergePiece(segment, track, of: whole, side) }
    let (mine, their) =
      side == .ours ? (ripples.ours, ripples.theirs) : (ripples.theirs, ripples.ours)
    let baseTrack = tracks.places[track]?.base
    let carrying = their.carrying(
      at: mine.baseTime(of: segment.start, on: baseTrack), on: baseTrack, besides: mine)
    var shift = carrying.shift
    for ripple in carrying.doubtful where isCarried(by: ripple, track, side) {
      shift = shift + ripple.by
    }
    return Merged(value: moved(JSONValue(segment.node), segment, by: shift), track: track)
  }

  /// Whether what a side added to a track moves with the other side's ripple, which is asked once per track.
  private mutating func isCarried(
    by ripple: RippleMap.Ripple, _ track: MergeKey, _ side: MergeSide
  ) -> Bool {
    let doubt = DoubtfulRipple(track: track, ripple: ripple, side: side)
    if let known = doubts[doubt] { return known }
    var subject = drafts.subject(ofTrack: track)
    subject = MergeJournal.Subject(
      id: "\(subject.id)\(ripple.from.rawValue)", label: subject.label, scope: nil)
    let by: JSONValue = .string("\(ripple.by > .zero ? "+" : "")\(ripple.by)s")
    let added: JSONValue = .string("segments after \(ripple.from)s")
    let values = Sides<JSONValue?>(
      base: by, ours: side == .ours ? added : nil, theirs: side == .theirs ? added : nil)
    let choice = journal.choice(.ripple, subject, values)
    let isCarried = choice == (side == .ours ? .theirs : .ours)
    doubts[doubt] = isCarried
    return isCarried
  }

  /// A segment with its start moved by a ripple.
  private func moved(
    _ value: JSONValue, _ segment: DraftOutline.Segment, by shift: Milliseconds
  ) -> JSONValue {
    guard shift != .zero, case .object(var members) = value,
      let field = drafts.ours.draft.keys.field(.segmentStart, in: segment.node),
      let index = members.firstIndex(where: { $0.key == field.alias.name })
    else { return value }
    members[index].value = .time(max(.zero, segment.start + shift), in: field.alias)
    return .object(members)
  }

  /// A piece of a segment that one side split: it keeps its place in the whole, and takes what the other side
  /// changed of the whole.
  private mutating func mergePiece(
    _ piece: DraftOutline.Segment, _ track: MergeKey, of whole: Int, _ side: MergeSide
  ) -> Merged? {
    let other = side == .ours ? theirs : ours
    guard let number = other.matching.newOfOld[whole] else {
      // The other side removed the whole: the pieces go or stay with the first one.
      return merged[.base(whole)].map { _ in Merged(value: JSONValue(piece.node), track: track) }
    }
    let (before, after) = (drafts.base.segments[whole], other.new.segments[number])
    let timing = SegmentTiming(
      before, after, playing: drafts.base.playing(before), other.new.playing(after))
    let isTrimmed = timing.head != .zero || timing.tail != .zero
    let value = moved(
      JSONValue(piece.node), piece, by: isTrimmed ? .zero : after.start - before.start)
    if other.isUntouched(whole, number) { return Merged(value: value, track: track) }
    let nodes: Sides<JSONNode?> =
      side == .ours
      ? Sides(base: before.node, ours: piece.node, theirs: after.node)
      : Sides(base: before.node, ours: after.node, theirs: piece.node)
    let own: WritableKeyPath<Sides<JSONNode?>, JSONNode?> = side == .ours ? \.ours : \.theirs
    let subject = subject(of: .base(whole))
    let result = journal.merge(subject, nodes) { journal, member in
      switch member.meaning?.key {
      case DraftKey.segmentStart, DraftKey.segmentDuration, DraftKey.segmentIdentifier:
        return MergeJournal.Merged(
          name: member.name, value: member.nodes[keyPath: own].flatMap { _ in value[member.name] })
      case DraftKey.segmentMetadata:
        return journal.merge(
          metadata: member, keeping: [.inPoint], of: own, subject: subject)
      default: return nil
      }
    }
    return result.map { Merged(value: $0, track: track) }
  }
}
