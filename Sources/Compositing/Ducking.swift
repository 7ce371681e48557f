import RenderPlanning

/// When the sounds of each track play, and so when beds on other tracks stand back.
struct Ducking {
  /// The length of the way down and of the way up again: 200 ms (format section 2, *Meanings*).
  static let ramp: Int64 = 9_600

  private struct Span {
    let track: Int
    let first: Int64
    let end: Int64
  }

  /// Sorted by start; beds that duck themselves are not what others duck for.
  private let spans: [Span]
  private let longest: Int64

  init(clips: [SoundClip]) {
    guard clips.contains(where: { $0.duck > 0 }) else {
      spans = []
      longest = 0
      return
    }
    spans = clips.filter { $0.volume * $0.trackVolume > 0 || !$0.keyframes.isEmpty }
      .map { Span(track: $0.track, first: $0.first, end: $0.end) }
      .sorted { $0.first < $1.first }
    longest = spans.map { $0.end - $0.first }.max() ?? 0
  }

  /// How far others ask a bed to stand back, 0 to 1, at a sample.
  func share(at sample: Int64, besides track: Int) -> Double {
    var share = 0.0
    for span in candidates(around: sample, sample) where span.track != track {
      let rising = Double(sample - span.first) / Double(Self.ramp)
      let falling = Double(span.end + Self.ramp - sample) / Double(Self.ramp)
      share = max(share, min(rising, falling, 1))
    }
    return share
  }

  /// Whether any other track asks for it between two samples.
  func isActive(from start: Int64, to end: Int64, besides track: Int) -> Bool {
    candidates(around: start, end).contains {
      $0.track != track && $0.first < end && $0.end + Self.ramp > start
    }
  }

  /// The spans that can reach into a stretch, found without looking at all.
  private func candidates(around start: Int64, _ end: Int64) -> ArraySlice<Span> {
    let earliest = start - longest - Self.ramp
    return spans[lowerBound(earliest)..<max(lowerBound(end + 1), lowerBound(earliest))]
  }

  private func lowerBound(_ sample: Int64) -> Int {
    var low = 0
    var high = spans.count
    while low < high {
      let middle = (low + high) / 2
      if spans[middle].first < sample { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
