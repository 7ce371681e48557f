/// What becomes of keyframes when no more than a window of their segment is left.
struct KeyframeCut {
  /// A keyframe to be put in: one property's value at a time from the window's start.
  struct Addition: Hashable {
    let key: DraftKey
    let point: EasedStretch.Point
  }

  /// The keyframes to be put in, in order of time.
  private(set) var additions: [Addition] = []
  /// For each property the time, from the segment's start, of the keyframe whose way to the next one ends at the
  /// window's end, and the ease of what is left of it.
  private(set) var eases: [(property: KeyframedProperty, at: Milliseconds, ease: Timeline.Ease)] = []
  /// The greatest distance from the motion as it was, as a share of a change.
  private(set) var error = 0.0

  init(of keyframes: [Timeline.Keyframe], to window: TimeSpan) {
    for property in KeyframedProperty.all { cut(property, of: keyframes, to: window) }
    additions = additions.enumerated().sorted {
      ($0.element.point.at, $0.offset) < ($1.element.point.at, $1.offset)
    }.map(\.element)
  }

  private mutating func cut(
    _ property: KeyframedProperty, of keyframes: [Timeline.Keyframe], to window: TimeSpan
  ) {
    let times = keyframes.filter(property.sets).map(\.at)
    guard !times.isEmpty else { return }
    let isInside = { (time: Milliseconds) in time >= window.start && time <= window.end }
    if !times.contains(window.start) {
      if let stretch = property.stretch(of: keyframes, at: window.start) {
        add(property, stretch, from: window.start, to: min(window.end, stretch.span.end), window)
      } else if !times.contains(where: isInside),
        let value = property.value(of: keyframes, at: window.start)
      {
        add(property, EasedStretch.Point(at: window.start, value: value, ease: .linear), window)
      }
    }
    guard let last = times.last(where: { isInside($0) }), last < window.end,
      let stretch = property.stretch(of: keyframes, at: last)
    else { return }
    var points = stretch.points(from: last, to: window.end)
    error = max(error, stretch.error(of: points, upTo: window.end))
    guard !points.isEmpty else { return }
    let first = points.removeFirst()
    if first.ease != stretch.ease { eases.append((property, last, first.ease)) }
    for point in points { add(property, point, window) }
    finish(property, stretch, at: window.end, window)
  }

  /// Adds the points of a part of a stretch that begins at the window's start.
  private mutating func add(
    _ property: KeyframedProperty, _ stretch: EasedStretch, from start: Milliseconds,
    to end: Milliseconds, _ window: TimeSpan
  ) {
    let points = stretch.points(from: start, to: end)
    error = max(error, stretch.error(of: points, upTo: end))
    for point in points { add(property, point, window) }
    if end < stretch.span.end { finish(property, stretch, at: end, window) }
  }

  /// Adds the value that a stretch has come to where the window ends; one that holds its value needs no end.
  private mutating func finish(
    _ property: KeyframedProperty, _ stretch: EasedStretch, at end: Milliseconds, _ window: TimeSpan
  ) {
    guard stretch.ease != .hold else { return }
    add(
      property, EasedStretch.Point(at: end, value: stretch.value(at: end), ease: .linear), window)
  }

  private mutating func add(
    _ property: KeyframedProperty, _ point: EasedStretch.Point, _ window: TimeSpan
  ) {
    var point = point
    point.at = point.at - window.start
    additions.append(Addition(key: property.key, point: point))
  }
}
