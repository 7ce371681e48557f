/// The ripples that one side made: what moved together, on which tracks, from where on, and how far.
struct RippleMap {
  /// What distinguishes one ripple from another.
  struct Ripple: Hashable {
    let from: Milliseconds
    let by: Milliseconds
  }

  /// A ripple that moves everything behind a time on some tracks.
  private struct Reach {
    let ripple: Ripple
    /// The least start after the ripple.
    let newStart: Milliseconds
    /// For each track of the base that moved, from which time of the base on it did.
    let moved: [Int: Milliseconds]
    /// The tracks of the base that have a segment behind the ripple's place, all of which stayed.
    let stayed: Set<Int>
  }

  /// Ripples to the end, in order of the base's time.
  private let reaches: [Reach]
  private let ofSegment: [Int: Ripple]

  init(_ comparison: DraftComparison) {
    var reaches: [Reach] = []
    var ofSegment: [Int: Ripple] = [:]
    let outline = comparison.old
    // One segment that moves may as well have been moved by hand.
    for group in comparison.ripples() where group.members.count > 1 {
      let starts = group.members.map { outline.segments[$0.old].start }
      let ripple = Ripple(from: starts.min() ?? .zero, by: group.by)
      for member in group.members { ofSegment[member.old] = ripple }
      guard group.reachesEnd else { continue }
      let newStart = group.members.map { comparison.new.segments[$0.new].start }.min()
      reaches.append(Self.reach(of: ripple, newStart ?? .zero, group, outline))
    }
    self.reaches = reaches.sorted {
      ($0.ripple.from, $0.ripple.by) < ($1.ripple.from, $1.ripple.by)
    }
    self.ofSegment = ofSegment
  }

  private static func reach(
    of ripple: Ripple, _ newStart: Milliseconds, _ group: RippleGrouping.Group,
    _ outline: DraftOutline
  ) -> Reach {
    var moved: [Int: Milliseconds] = [:]
    let members = Set(group.members.map(\.old))
    for member in group.members {
      let segment = outline.segments[member.old]
      moved[segment.track] = min(moved[segment.track] ?? segment.start, segment.start)
    }
    var stayed: Set<Int> = []
    for (number, track) in outline.tracks.enumerated() {
      let behind = track.segments.filter {
        outline.segments[$0].start >= ripple.from && !members.contains($0)
      }
      guard let first = moved[number] else {
        if !behind.isEmpty { stayed.insert(number) }
        continue
      }
      // Up to the first that moved, a track moves only if nothing on it stayed there.
      if !behind.contains(where: { outline.segments[$0].start < first }) {
        moved[number] = ripple.from
      }
    }
    return Reach(ripple: ripple, newStart: newStart, moved: moved, stayed: stayed)
  }

  /// The ripple that a segment of the base is part of.
  func ripple(of segment: Int) -> Ripple? { ofSegment[segment] }

  /// Where in the base a time of this side was.
  ///
  /// - Parameter track: The track's number in the base; nil for one that is not in the base.
  func baseTime(of time: Milliseconds, on track: Int?) -> Milliseconds {
    reaches.reduce(time) { base, reach in
      guard let track, reach.moved[track] != nil else { return base }
      return reach.newStart <= time ? base - reach.ripple.by : base
    }
  }

  /// What this side's ripples do to what the other side added.
  struct Carrying {
    /// How far it is moved for certain.
    var shift = Milliseconds.zero
    /// The ripples of which nobody can know whether they mean its track: it has nothing behind their place.
    var doubtful: [Ripple] = []
  }

  /// How this side's ripples carry what the other side added at a time of the base.
  ///
  /// A ripple moves what is on the tracks that it moved. A track that has nothing behind its place moved if all
  /// of several others did. If both sides ripple from that very place on the track, both have inserted there,
  /// and neither carries the other.
  ///
  /// - Parameter track: The track's number in the base; nil for one that the other side added.
  func carrying(
    at time: Milliseconds, on track: Int?, besides other: RippleMap
  ) -> Carrying {
    var carrying = Carrying()
    for reach in reaches where reach.ripple.from <= time {
      if let track, let from = reach.moved[track] {
        let isOwn = other.reaches.contains { $0.ripple.from == time && $0.moved[track] != nil }
        if from < time || (from == time && !isOwn) {
          carrying.shift = carrying.shift + reach.ripple.by
        }
      } else if let track, reach.stayed.contains(track) {
        continue
      } else if reach.stayed.isEmpty, reach.moved.count > 1 {
        if reach.ripple.from < time || !other.reaches.contains(where: { $0.ripple.from == time }) {
          carrying.shift = carrying.shift + reach.ripple.by
        }
      } else {
        carrying.doubtful.append(reach.ripple)
      }
    }
    return carrying
  }
}
