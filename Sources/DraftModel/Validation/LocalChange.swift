/// What little differs between two states of a draft, and what of it to look at to see what an edit brought about.
struct LocalChange {
  /// The segments to look at on each track of the old draft and of the new one, by their places in the timeline.
  private let old: [[Int]]
  private let new: [[Int]]

  /// More changed segments than that are not worth telling from the others.
  private static let most = 64

  /// - Returns: `nil` where more than a few segments differ.
  init?(from old: Timeline, to new: Timeline) {
    var (before, after) = (old, new)
    before.tracks = []
    after.tracks = []
    guard before == after, old.tracks.count == new.tracks.count else { return nil }
    var touched: [TimeSpan] = []
    var changed: [[Int]] = []
    for (left, right) in zip(old.tracks, new.tracks) {
      let places = Self.changed(left, right)
      guard let places, touched.count + places.count <= Self.most else { return nil }
      changed.append(places)
      for place in places {
        touched += [left.segments[place].span, right.segments[place].span]
      }
    }
    let start = touched.map(\.start).min() ?? .zero
    let end = touched.map(\.end).max() ?? .zero
    let chosen = { (timeline: Timeline) in
      zip(timeline.tracks, changed).map { track, changed in
        Self.around(changed, from: start, to: end, on: track)
      }
    }
    (self.old, self.new) = (chosen(old), chosen(new))
    // Both have to be seen in the same surroundings, or what is found could not be compared.
    guard self.old == self.new else { return nil }
  }

  /// The old draft's tracks with no more than the segments to look at.
  func oldPart(of timeline: Timeline) -> Timeline { Self.part(old, of: timeline) }

  /// The new draft's tracks with no more than the segments to look at.
  func newPart(of timeline: Timeline) -> Timeline { Self.part(new, of: timeline) }

  private static func part(_ places: [[Int]], of timeline: Timeline) -> Timeline {
    var part = timeline
    for (index, places) in places.enumerated() {
      part.tracks[index].segments = places.map { timeline.tracks[index].segments[$0] }
    }
    return part
  }

  /// The places of the segments that differ; `nil` where the tracks differ in more.
  private static func changed(_ left: Timeline.Track, _ right: Timeline.Track) -> [Int]? {
    var (before, after) = (left, right)
    before.segments = []
    after.segments = []
    guard before == after, left.segments.count == right.segments.count else { return nil }
    return left.segments.indices.filter { left.segments[$0] != right.segments[$0] }
  }

  /// What plays at the same time, and what comes next on either side.
  private static func around(
    _ changed: [Int], from start: Milliseconds, to end: Milliseconds, on track: Timeline.Track
  ) -> [Int] {
    var places = Set(changed)
    var previous: Int?
    var next: Int?
    for (place, segment) in track.segments.enumerated() {
      if segment.span.end >= start, segment.span.start <= end {
        places.insert(place)
      } else if segment.span.end < start {
        if previous.map({ track.segments[$0].span.end < segment.span.end }) ?? true {
          previous = place
        }
      } else if next.map({ track.segments[$0].span.start > segment.span.start }) ?? true {
        next = place
      }
    }
    return places.union([previous, next].compactMap { $0 }).sorted()
  }
}
