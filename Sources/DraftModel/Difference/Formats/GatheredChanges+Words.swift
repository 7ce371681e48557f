import JSONTree

/// What changes have in common that are reported in one line.
extension DraftDifference {
  func subject(ofBulk group: ChangeGathering.Group) -> String {
    let edit = changes[group.edits[0]].edit
    let members = group.changes.map { changes[$0] }.filter { $0.edit == edit }
    return several(members)
  }

  /// `60 captions, Titles (track 3)`.
  func several(_ members: [Change]) -> String {
    let mentions = members.compactMap { change -> SegmentMention? in
      if case .segment(let old, let new) = change.subject { new ?? old } else { nil }
    }
    let tracks = Set(mentions.map(\.track.number))
    let place = tracks.count == 1 ? mentions.first?.track.label ?? "" : "\(tracks.count) tracks"
    return "\(Self.counted(mentions)), \(place)"
  }

  /// `60 captions`, by what the tracks hold.
  private static func counted(_ mentions: [SegmentMention]) -> String {
    let kinds = Set(mentions.map(\.track.kind))
    let name =
      switch kinds.count == 1 ? kinds.first : nil {
      case .text?: "caption"
      case .video?: "clip"
      case .audio?: "sound"
      default: "segment"
      }
    return "\(mentions.count) \(name)\(mentions.count == 1 ? "" : "s")"
  }

  /// What a track held that came or went: ` with 60 captions`, or the names of a few.
  func held(_ members: some Collection<Change>) -> String {
    let mentions = members.compactMap { change -> SegmentMention? in
      if case .segment(let old, let new) = change.subject { new ?? old } else { nil }
    }
    if mentions.isEmpty { return "" }
    if mentions.count <= 3 { return " with " + mentions.map(\.what).joined(separator: ", ") }
    return " with \(Self.counted(mentions))"
  }

  func span(of members: [Change]) -> TimeSpan {
    let spans = members.compactMap { $0.newSpan ?? $0.oldSpan }
    return TimeSpan(
      start: spans.map(\.start).min() ?? .zero, end: spans.map(\.end).max() ?? .zero)
      ?? TimeSpan(start: .zero, length: .zero)
  }
}
