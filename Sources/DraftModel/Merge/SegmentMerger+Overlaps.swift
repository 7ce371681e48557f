import JSONTree

extension SegmentMerger {
  /// Reports segments that overlap in the merge and on neither side.
  mutating func reportOverlaps(_ keys: [MergeKey], _ track: MergeKey) {
    if isFromOneSide(track) { return }
    let values = keys.compactMap { merged[$0]?.value }
    let wrapped = JSONValue.object([
      JSONMember(
        DraftKey.tracks.canonical,
        [.object([JSONMember(DraftKey.segments.canonical, .array(values))])])
    ])
    guard values.count == keys.count,
      let draft = try? Draft(parsing: wrapped.serialized(), keys: drafts.ours.draft.keys)
    else { return }
    let places = DraftOutline(draft).segments
    let order = places.indices.sorted { (places[$0].start, $0) < (places[$1].start, $1) }
    var longest: Int?
    for index in order where !places[index].span.isEmpty {
      if let longest, places[index].start < places[longest].end,
        !overlapped(keys[longest], keys[index])
      {
        _ = journal.choice(
          .overlap, subject(of: keys[index]), Sides(base: nil, ours: nil, theirs: nil))
      }
      if longest.map({ places[index].end > places[$0].end }) ?? true { longest = index }
    }
  }

  /// Whether at most one side changed a track, so that what overlaps on it overlaps on that side.
  private func isFromOneSide(_ track: MergeKey) -> Bool {
    guard let place = tracks.places[track], let base = place.base else { return false }
    return [(ours, place.ours), (theirs, place.theirs)].contains { side, number in
      number.map { side.leavesSegments(ofTrack: base, as: $0) } ?? false
    }
  }

  /// Whether two segments overlapped on one of the sides.
  private func overlapped(_ first: MergeKey, _ second: MergeKey) -> Bool {
    guard let left = segments.places[first], let right = segments.places[second] else {
      return false
    }
    let pairs = [(drafts.ours, left.ours, right.ours), (drafts.theirs, left.theirs, right.theirs)]
    return pairs.contains { draft, one, other in
      guard let one, let other else { return false }
      let (before, after) = (draft.segments[one], draft.segments[other])
      return before.track == after.track && before.span.intersection(after.span) != nil
    }
  }
}

extension DraftComparison {
  /// Whether a track has the segments that it had, in their order and unchanged; ids may be others.
  fileprivate func leavesSegments(ofTrack before: Int, as after: Int) -> Bool {
    let (track, other) = (old.tracks[before], new.tracks[after])
    if track.raw.node.hasSameBytes(as: other.raw.node) { return true }
    return track.segments.count == other.segments.count
      && zip(track.segments, other.segments).allSatisfy {
        matching.newOfOld[$0] == $1 && isUntouched($0, $1)
      }
  }
}
