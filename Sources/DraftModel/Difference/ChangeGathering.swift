import JSONTree

/// Gathers changes that a person would report as one: the same edit of many segments, and a track with all
/// that it holds.
struct ChangeGathering {
  /// Changes that are reported in one line, by their numbers.
  struct Group {
    enum Kind {
      /// One change.
      case single
      /// A track that was added or removed, and its segments.
      case track
      /// The same edits of several segments.
      case bulk
      /// Many segments of one track that were all added or all removed.
      case segments
    }

    let kind: Kind
    /// The first is the one whose pictures are shown; in a bulk there is one for each different edit in front.
    let changes: [Int]
    /// The first change of each different edit.
    let edits: [Int]
  }

  /// From this many segments on, the same edit is one line.
  private static let leastBulk = 3
  /// From this many segments on, segments that were added to a track, or removed from it, are one line.
  private static let leastSegments = 6

  /// The groups, in the order of their first changes.
  private(set) var groups: [Group] = []

  init(_ changes: [Change]) {
    var taken: Set<Int> = []
    gatherTracks(changes, &taken)
    gatherBulk(changes, &taken)
    gatherSegments(changes, &taken)
    for number in changes.indices where !taken.contains(number) {
      groups.append(Group(kind: .single, changes: [number], edits: [number]))
    }
    groups.sort { $0.changes[0] < $1.changes[0] }
  }

  private mutating func gatherTracks(_ changes: [Change], _ taken: inout Set<Int>) {
    struct Track: Hashable {
      let isAdded: Bool
      let pointer: JSONPointer
    }
    var tracks: [Track: [Int]] = [:]
    for (number, change) in changes.enumerated() {
      switch (change.subject, change.edit) {
      case (.track(_, let new?), .added):
        tracks[Track(isAdded: true, pointer: new.pointer)] = [number]
      case (.track(let old?, _), .removed):
        tracks[Track(isAdded: false, pointer: old.pointer)] = [number]
      default: break
      }
    }
    for (number, change) in changes.enumerated() {
      let track: Track? =
        switch (change.subject, change.edit) {
        case (.segment(_, let new?), .added): Track(isAdded: true, pointer: new.track.pointer)
        case (.segment(let old?, _), .removed): Track(isAdded: false, pointer: old.track.pointer)
        default: nil
        }
      if let track { tracks[track]?.append(number) }
    }
    for numbers in tracks.values {
      groups.append(Group(kind: .track, changes: numbers, edits: [numbers[0]]))
      taken.formUnion(numbers)
    }
  }

  private mutating func gatherBulk(_ changes: [Change], _ taken: inout Set<Int>) {
    struct Key: Hashable {
      let edit: Change.Edit
      let kinds: [TrackKind]
      let tracks: [Int]
    }
    var bulk: [Key: [Int]] = [:]
    for (number, change) in changes.enumerated() where !taken.contains(number) {
      guard case .segment(let old?, let new?) = change.subject else { continue }
      var tracks: [Int] = []
      switch change.edit {
      case .changed, .trimmed, .slipped, .retimed, .replaced: break
      case .moved:
        tracks = [old.track.number, new.track.number]
        // Segments of one track that changed places are no bulk.
        if tracks[0] == tracks[1] { continue }
      default: continue
      }
      let key = Key(edit: change.edit, kinds: [old.track.kind, new.track.kind], tracks: tracks)
      bulk[key, default: []].append(number)
    }
    // Several edits of the very same segments are one line.
    var bySubjects: [[Change.Subject]: [[Int]]] = [:]
    for numbers in bulk.values where numbers.count >= Self.leastBulk {
      bySubjects[numbers.map { changes[$0].subject }, default: []].append(numbers)
      taken.formUnion(numbers)
    }
    for lists in bySubjects.values {
      let ordered = lists.sorted { $0[0] < $1[0] }
      groups.append(
        Group(kind: .bulk, changes: Array(ordered.joined()).sorted(), edits: ordered.map { $0[0] }))
    }
  }

  private mutating func gatherSegments(_ changes: [Change], _ taken: inout Set<Int>) {
    struct Key: Hashable {
      let isAdded: Bool
      let track: JSONPointer
    }
    var lists: [Key: [Int]] = [:]
    for (number, change) in changes.enumerated() where !taken.contains(number) {
      switch (change.subject, change.edit) {
      case (.segment(_, let new?), .added):
        lists[Key(isAdded: true, track: new.track.pointer), default: []].append(number)
      case (.segment(let old?, _), .removed):
        lists[Key(isAdded: false, track: old.track.pointer), default: []].append(number)
      default: break
      }
    }
    for numbers in lists.values where numbers.count >= Self.leastSegments {
      groups.append(Group(kind: .segments, changes: numbers, edits: [numbers[0]]))
      taken.formUnion(numbers)
    }
  }
}
