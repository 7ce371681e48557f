import JSONTree

/// Finds the changes between two drafts.
///
/// Never changes once it is made; a class, so that the comparison of every segment can hold it for the price of one
/// reference.
final class DraftComparison {
  let old: DraftOutline
  let new: DraftOutline
  let matching: SegmentMatching
  private let oldForm: NormalForm
  private let newForm: NormalForm
  private let haveSameKeys: Bool
  /// Whether an id that is another one is a change.
  private let showsIdentifiers: Bool
  /// The pieces of each old segment that was split, by its number.
  let splits: [Int: [Int]]
  /// The pieces of each new segment that was joined, by its number.
  private let joins: [Int: [Int]]

  /// - Parameter showsIdentifiers: Whether an id that is another one is a change.
  init(_ old: DraftOutline, _ new: DraftOutline, showsIdentifiers: Bool = false) {
    self.old = old
    self.new = new
    self.showsIdentifiers = showsIdentifiers
    let matching = SegmentMatching(old, new)
    self.matching = matching
    oldForm = NormalForm(keys: old.draft.keys)
    newForm = NormalForm(keys: new.draft.keys)
    haveSameKeys = old.draft.keys == new.draft.keys
    let pairs = matching.pairs
    splits = Self.pieces(
      whole: old, pieces: new,
      loose: matching.oldOfNew.indices.filter { matching.oldOfNew[$0] == nil },
      pairs)
    joins = Self.pieces(
      whole: new, pieces: old,
      loose: matching.newOfOld.indices.filter { matching.newOfOld[$0] == nil },
      pairs.map { (old: $0.new, new: $0.old) })
  }

  /// The pieces of each segment that is whole in one draft and in pieces in the other, by its number.
  ///
  /// - Parameter loose: The segments of `pieces` that have no partner.
  private static func pieces(
    whole: DraftOutline, pieces: DraftOutline, loose: [Int], _ pairs: [(old: Int, new: Int)]
  ) -> [Int: [Int]] {
    guard !loose.isEmpty else { return [:] }
    var detection = SplitDetection(whole: whole, pieces: pieces, loose: loose)
    var found: [Int: [Int]] = [:]
    // In order of the whole segments, so that a split and the join back are found alike.
    for pair in pairs.sorted(by: { $0.old < $1.old }) {
      found[pair.old] = detection.pieces(of: pair.old, partner: pair.new)
    }
    return found
  }

  /// The changes, in a fixed order.
  func changes() -> [Change] {
    var changes = draftChanges() + trackChanges()
    let segments = pairChanges() + looseChanges()
    changes += segments.map { (key: $0.sortKey, change: $0) }.sorted { $0.key < $1.key }
      .map(\.change)
    return changes
  }

  // MARK: Draft and tracks

  private func draftChanges() -> [Change] {
    var changes: [Change] = []
    let isDeclared = old.declaredDuration != nil || new.declaredDuration != nil
    if isDeclared, old.duration != new.duration {
      changes.append(
        Change(
          subject: .draft,
          edit: .changed(
            JSONPointer([DraftKey.draftDuration.canonical]), from: .time(old.duration),
            to: .time(new.duration))))
    }
    let fields = differences(old.draft.node, new.draft.node, scope: .draft, kind: .unknown(nil))
    return changes + fields.map { Change(subject: .draft, edit: $0) }
  }

  private func trackChanges() -> [Change] {
    var changes: [Change] = []
    let reordered = reorderedTracks()
    for (index, track) in old.tracks.enumerated() {
      let mention = old.mention(ofTrack: index)
      guard let other = matching.tracks.newOfOld[index] else {
        changes.append(Change(subject: .track(old: mention, new: nil), edit: .removed))
        continue
      }
      let subject = Change.Subject.track(old: mention, new: new.mention(ofTrack: other))
      if reordered.contains(index) {
        changes.append(
          Change(subject: subject, edit: .reordered(from: index + 1, to: other + 1)))
      }
      let otherNode = new.tracks[other].raw.node
      if track.raw.node.hasSameBytes(as: otherNode) { continue }
      changes += differences(track.raw.node, otherNode, scope: .track, kind: track.kind)
        .map { Change(subject: subject, edit: $0) }
    }
    for index in new.tracks.indices where matching.tracks.oldOfNew[index] == nil {
      let mention = new.mention(ofTrack: index)
      changes.append(Change(subject: .track(old: nil, new: mention), edit: .added))
    }
    return changes
  }

  /// The old numbers of the tracks that have changed places; sound has no order.
  private func reorderedTracks() -> Set<Int> {
    let pairs = matching.tracks.newOfOld.enumerated().compactMap { index, other in
      other.flatMap { old.tracks[index].kind == .audio ? nil : (old: index, new: $0) }
    }
    if zip(pairs, pairs.dropFirst()).allSatisfy({ $0.new < $1.new }) { return [] }
    let links = pairs.map { pair in
      IncreasingChain.Link(
        old: Int64(pair.old), new: Int64(pair.new),
        weight: IncreasingChain.weight(
          isPreferred: old.tracks[pair.old].segments.count + new.tracks[pair.new].segments.count
            > 2,
          hash: StableHash.pair(
            old.stableHash(ofTrack: pair.old), new.stableHash(ofTrack: pair.new))))
    }
    let kept = Set(IncreasingChain(of: links).members)
    return Set(pairs.indices.filter { !kept.contains($0) }.map { pairs[$0].old })
  }

  // MARK: Segments

  private func pairChanges() -> [Change] {
    var changes: [Change] = []
    var lanes = Lanes()
    for pair in matching.pairs {
      let before = old.segments[pair.old]
      let after = new.segments[pair.new]
      let comparison = comparison(of: pair)
      let hasMoved = matching.tracks.newOfOld[before.track] != after.track
      let edits = comparison.edits + (hasMoved ? [.moved] : [])
      if !edits.isEmpty {
        let subject = Change.Subject.segment(
          old: old.mention(of: before), new: new.mention(of: after))
        changes += edits.map { Change(subject: subject, edit: $0) } + comparison.pieceChanges
      }
      if !hasMoved { lanes.add(pair, by: comparison.shift, old, new) }
    }
    let places = lanes.places(old, new)
    changes += places.moved.map { Change(subject: subject($0), edit: .moved) }
    changes += places.swaps.map { swapped($0) }
    return changes + places.ripples.map { shifted($0) }
  }

  /// How many ids of tracks and segments that are on both sides are others, the draft's own included.
  var changedIdentifiers: Int {
    let keys = (old.draft.keys, new.draft.keys)
    let ofDraft =
      keys.0.field(.draftIdentifier, in: old.draft.node)?.node.stringValue
      != keys.1.field(.draftIdentifier, in: new.draft.node)?.node.stringValue
    let ofTracks = matching.tracks.newOfOld.enumerated().count { index, other in
      other.map { old.tracks[index].identifier != new.tracks[$0].identifier } ?? false
    }
    let ofSegments = matching.pairs.count {
      old.segments[$0.old].identifier != new.segments[$0.new].identifier
    }
    return (ofDraft ? 1 : 0) + ofTracks + ofSegments
  }

  /// The shifts that are one move each, without the rest of the comparison.
  func ripples() -> [RippleGrouping.Group] {
    var lanes = Lanes()
    for pair in matching.pairs {
      let before = old.segments[pair.old]
      let after = new.segments[pair.new]
      guard matching.tracks.newOfOld[before.track] == after.track else { continue }
      lanes.add(pair, by: comparison(of: pair).shift, old, new)
    }
    return lanes.places(old, new, explaining: false).ripples
  }

  /// Whether the new draft left a segment as it was, but for its start, its id and its spelling.
  func isUntouched(_ before: Int, _ after: Int) -> Bool {
    matching.tracks.newOfOld[old.segments[before].track] == new.segments[after].track
      && comparison(of: (before, after)).edits.isEmpty
  }

  private func comparison(of pair: (old: Int, new: Int)) -> SegmentComparison {
    SegmentComparison(self, pair, split: splits[pair.old], join: joins[pair.new])
  }

  private func shifted(_ group: RippleGrouping.Group) -> Change {
    let members = group.members.sorted {
      (old.segments[$0.old].start, old.segments[$0.old].track)
        < (old.segments[$1.old].start, old.segments[$1.old].track)
    }
    let subject: Change.Subject =
      members.count == 1
      ? subject(members[0])
      : .segments(
        members.map {
          SegmentPair(
            old: old.mention(of: old.segments[$0.old]), new: new.mention(of: new.segments[$0.new]))
        })
    return Change(subject: subject, edit: .shifted(by: group.by, reachesEnd: group.reachesEnd))
  }

  private func swapped(_ swap: Lanes.Swap) -> Change {
    let pairs = [swap.first, swap.second].map {
      SegmentPair(
        old: old.mention(of: old.segments[$0.old]), new: new.mention(of: new.segments[$0.new]))
    }
    return Change(subject: .segments(pairs), edit: .swapped(between: swap.between, by: swap.by))
  }

  private func subject(_ pair: RippleGrouping.Shifted) -> Change.Subject {
    .segment(
      old: old.mention(of: old.segments[pair.old]), new: new.mention(of: new.segments[pair.new]))
  }

  private func looseChanges() -> [Change] {
    let made = Set(splits.values.joined())
    let merged = Set(joins.values.joined())
    let added = matching.oldOfNew.indices.filter {
      matching.oldOfNew[$0] == nil && !made.contains($0)
    }
    let removed = matching.newOfOld.indices.filter {
      matching.newOfOld[$0] == nil && !merged.contains($0)
    }
    return added.map {
      Change(subject: .segment(old: nil, new: new.mention(of: new.segments[$0])), edit: .added)
    }
      + removed.map {
        Change(subject: .segment(old: old.mention(of: old.segments[$0]), new: nil), edit: .removed)
      }
  }

  /// The fields that differ between two objects, in order of their places.
  func differences(
    _ before: JSONNode, _ after: JSONNode, scope: DraftScope, kind: TrackKind,
    otherKind: TrackKind? = nil
  ) -> [Change.Edit] {
    // What is spelt alike means alike, unless the track's kind or the spellings in force say otherwise.
    let isComparable = haveSameKeys && (otherKind ?? kind) == kind
    let left = oldForm.fields(
      of: before, scope: scope, kind: kind, besides: isComparable ? after : nil)
    let right = newForm.fields(
      of: after, scope: scope, kind: otherKind ?? kind, besides: isComparable ? before : nil)
    if left.isEmpty, right.isEmpty { return [] }
    return Set(left.keys).union(right.keys).sorted().compactMap { field in
      let (from, to) = (left[field], right[field])
      if let from, let to, from.isEquivalent(to: to) || SignedAddress.isSame(from, to) {
        return nil
      }
      if !showsIdentifiers, DraftKey.isIdentifier(field) { return nil }
      return .changed(field, from: from, to: to)
    }
  }
}

extension JSONValue {
  static func time(_ time: Milliseconds) -> JSONValue { .number(JSONNumber(time.rawValue)) }
}

extension Change {
  /// By place in the new draft, else in the old one, then by what tells changes at one place apart.
  fileprivate var sortKey: (Milliseconds, Int, String, String) {
    let mention: SegmentMention? =
      switch subject {
      case .segment(let old, let new): new ?? old
      case .segments(let pairs): pairs.first?.new
      case .draft, .envelope, .track: nil
      }
    return (
      mention?.span.start ?? .zero, mention?.track.number ?? 0,
      mention?.pointer.description ?? "", edit.sortName
    )
  }
}

extension Change.Edit {
  /// Structure first, then places, then fields.
  fileprivate var sortName: String {
    switch self {
    case .added: "a"
    case .removed: "b"
    case .split: "c"
    case .joined: "d"
    case .reordered: "e"
    case .moved: "f"
    case .swapped: "fs"
    case .shifted: "g"
    case .trimmed: "h"
    case .slipped: "i"
    case .retimed: "j"
    case .replaced: "k"
    case .changed(let field, _, _): "l\(field)"
    }
  }
}
