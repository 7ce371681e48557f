import DraftModel

/// The gain of one sound over one stretch of samples: what decides it there, and nothing else.
///
/// Places count samples from the stretch's start. Both the mixer and the chunk keys go by it, so that two
/// stretches of one key sound alike wherever they lie.
package struct GainCurve: Hashable, Sendable {
  /// A level at an instant, and the shape of the way to the next point.
  struct Point: Hashable, Sendable {
    var place: Int64
    var level: Double
    var ease: Timeline.Ease
  }

  /// A linear way between silence and the full level; which of the two comes first decides its direction.
  struct Ramp: Hashable, Sendable {
    var silent: Int64
    var full: Int64
  }

  /// A stretch through which other tracks ask for room.
  struct Dip: Hashable, Sendable {
    var first: Int64
    var end: Int64
  }

  /// How many samples it covers.
  let length: Int64
  /// At least one; before the first and after the last the nearest level holds.
  private(set) var points: [Point]
  private(set) var ramps: [Ramp]
  /// In order, apart from each other.
  private(set) var dips: [Dip]
  /// How far the sound stands back in a dip, 0 to 1.
  private(set) var depth: Double

  /// Makes a curve; what does not reach into the stretch is left out of it.
  init(length: Int64, points: [Point], ramps: [Ramp] = [], dips: [Dip] = [], depth: Double = 0) {
    self.length = length
    self.points = Self.relevant(points, until: length)
    self.ramps = ramps.filter { !$0.isFull(until: length) }
    self.dips = depth > 0 ? dips.compactMap { $0.clamped(to: length) } : []
    self.depth = self.dips.isEmpty ? 0 : depth
    if self.dips.contains(where: { $0.isDeepest(until: length) }) {
      for index in self.points.indices { self.points[index].level *= 1 - depth }
      self.dips = []
      self.depth = 0
    }
  }

  /// The one gain of the whole stretch; nothing where it changes.
  package var steady: Double? {
    points.count == 1 && ramps.isEmpty && dips.isEmpty ? points.first?.level : nil
  }

  /// The points that rule some sample of the stretch; one where they all rule alike.
  private static func relevant(_ points: [Point], until length: Int64) -> [Point] {
    let first = points.lastIndex { $0.place <= 0 } ?? 0
    let last = points.firstIndex { $0.place >= length } ?? points.count - 1
    guard first < last, points[first...last].contains(where: { $0.level != points[first].level })
    else {
      let level = points.indices.contains(first) ? points[first].level : 1
      return [Point(place: 0, level: level, ease: .linear)]
    }
    var kept = Array(points[first...last])
    // No way leads on from the last.
    kept[kept.count - 1].ease = .linear
    return kept
  }
}

extension GainCurve.Ramp {
  fileprivate func isFull(until length: Int64) -> Bool {
    silent == full || (silent < full ? full <= 0 : full >= length - 1)
  }
}

extension GainCurve.Dip {
  /// The same dip so far as it reaches into the stretch.
  fileprivate func clamped(to length: Int64) -> Self? {
    guard first < length, end + Ducking.ramp > 0 else { return nil }
    let end = min(end, length)
    return Self(first: max(first, min(end, 0) - Ducking.ramp), end: end)
  }

  fileprivate func isDeepest(until length: Int64) -> Bool {
    first + Ducking.ramp <= 0 && end >= length
  }

  /// How much of the way down is gone at a sample, 0 to 1.
  ///
  /// It goes down while others sound, and from where it came to goes up again.
  fileprivate func share(at place: Int64) -> Double {
    let down = min(Double(min(place, end) - first) / Double(Ducking.ramp), 1)
    return max(down - Double(max(place - end, 0)) / Double(Ducking.ramp), 0)
  }
}

extension GainCurve {
  /// Writes the gain of every sample; `gains` has ``length`` places.
  package func fill(_ gains: UnsafeMutableBufferPointer<Float>) {
    let length = min(Int(length), gains.count)
    fillLevels(gains, length)
    for ramp in ramps { ramp.apply(to: gains, length) }
    guard !dips.isEmpty else { return }
    for index in 0..<length {
      let share = dips.reduce(0) { max($0, $1.share(at: Int64(index))) }
      gains[index] *= Float(1 - depth * share)
    }
  }

  private func fillLevels(_ gains: UnsafeMutableBufferPointer<Float>, _ length: Int) {
    var done = 0
    for (point, next) in zip(points, points.dropFirst()) {
      let start = min(max(Int(clamping: point.place), done), length)
      let end = min(max(Int(clamping: next.place), start), length)
      for index in done..<start { gains[index] = Float(point.level) }
      let way = next.level - point.level
      let scale = 1 / Double(max(next.place - point.place, 1))
      for index in start..<end {
        let share = point.ease.progress(Double(Int64(index) - point.place) * scale)
        gains[index] = Float(point.level + way * share)
      }
      done = end
    }
    let last = Float(points.last?.level ?? 1)
    for index in done..<length { gains[index] = last }
  }
}

extension GainCurve.Ramp {
  fileprivate func apply(to gains: UnsafeMutableBufferPointer<Float>, _ length: Int) {
    let scale = 1 / Double(full - silent)
    let affected =
      silent < full
      ? 0..<min(max(Int(clamping: full), 0), length)
      : min(max(Int(clamping: full + 1), 0), length)..<length
    for index in affected {
      gains[index] *= Float(max(Double(Int64(index) - silent) * scale, 0))
    }
  }
}

extension SoundClip {
  /// The gain at a timeline sample, all but ducking and balance; 0 where the sound is not heard.
  ///
  /// Fades are linear in amplitude (format section 2, *Meanings*).
  public func gain(at sample: Int64) -> Double {
    guard sample >= first, sample < end else { return 0 }
    var gain: Float = 0
    withUnsafeMutablePointer(to: &gain) { place in
      gainCurve(from: sample, to: sample + 1, ducking: .none)
        .fill(UnsafeMutableBufferPointer(start: place, count: 1))
    }
    return Double(gain)
  }

  /// The gain between two timeline samples, both within the sound.
  package func gainCurve(from start: Int64, to stop: Int64, ducking: Ducking) -> GainCurve {
    var points = keyframes.compactMap { keyframe in
      keyframe.volume.map { level in
        GainCurve.Point(
          place: origin - start + SoundPlan.samples(in: keyframe.at), level: level * trackVolume,
          ease: keyframe.ease)
      }
    }
    if points.isEmpty {
      points = [GainCurve.Point(place: 0, level: volume * trackVolume, ease: .linear)]
    }
    let (head, tail) = (origin - start, origin + length - start)
    return GainCurve(
      length: stop - start, points: points,
      ramps: [
        GainCurve.Ramp(silent: head, full: head + fadeIn),
        GainCurve.Ramp(silent: tail, full: tail - fadeOut),
        GainCurve.Ramp(silent: first - start, full: first - start + crossfadeIn),
        GainCurve.Ramp(silent: end - start, full: end - start - crossfadeOut),
      ],
      dips: duck > 0 ? ducking.dips(besides: track, from: start, to: stop) : [], depth: duck)
  }
}
