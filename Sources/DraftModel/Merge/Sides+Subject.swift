import JSONTree

extension Sides<DraftOutline> {
  /// How conflicts name a track.
  func subject(ofTrack key: MergeKey) -> MergeJournal.Subject {
    let mention =
      switch key {
      case .base(let number): base.mention(ofTrack: number)
      case .ours(let number): ours.mention(ofTrack: number)
      case .theirs(let number): theirs.mention(ofTrack: number)
      }
    return MergeJournal.Subject(
      id: "track:\(mention.id ?? mention.pointer.description):", label: mention.label,
      scope: .track, kind: mention.kind)
  }

  /// How conflicts name a segment: in the base, else in the draft that added it.
  func subject(ofSegment key: MergeKey) -> MergeJournal.Subject {
    let (outline, segment) =
      switch key {
      case .base(let number): (base, base.segments[number])
      case .ours(let number): (ours, ours.segments[number])
      case .theirs(let number): (theirs, theirs.segments[number])
      }
    let mention = outline.mention(of: segment)
    var id = mention.id ?? mention.pointer.description
    // One that was added is named by what it is, as its place depends on the side.
    if mention.id == nil, case .base = key {
    } else if mention.id == nil {
      id = "added-" + String(segment.stableHash, radix: 16)
    }
    let identified = mention.id.map { " [\($0.onOneLine(limit: 40))]" } ?? ""
    return MergeJournal.Subject(
      id: "segment:\(id):", label: "\(mention.what)\(identified), \(mention.track.label)",
      scope: .segment, kind: segment.kind)
  }
}
