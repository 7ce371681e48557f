/// The stretches of a draft over which gains add up to more than is safe; apart, and in order of time.
struct ClippingStretches: ExpressibleByArrayLiteral {
  private var spans: [TimeSpan]

  /// Made of stretches that are apart and in order of time.
  init(arrayLiteral spans: TimeSpan...) { self.spans = spans }

  /// - Parameter sounds: Everything that is heard, in order of start.
  init(of sounds: [Sounding]) {
    spans = []
    var mix = SoundMix(of: sounds)
    var next = sounds.startIndex
    var begin: Milliseconds?
    for time in Set(sounds.flatMap { [$0.span.start, $0.span.end] }).sorted() {
      mix.advance(to: time)
      while next < sounds.endIndex, sounds[next].span.start <= time {
        mix.add(sounds[next])
        next += 1
      }
      if mix.sum > LikelyClippingRule.greatestSum {
        begin = begin ?? time
      } else if let start = begin {
        if let span = TimeSpan(start: start, end: time) { spans.append(span) }
        begin = nil
      }
    }
  }

  /// Whether a span has a time in common with one of the stretches.
  func intersects(_ span: TimeSpan) -> Bool {
    var (low, high) = (0, spans.count)
    while low < high {
      let middle = low + (high - low) / 2
      if spans[middle].end <= span.start { low = middle + 1 } else { high = middle }
    }
    return low < spans.count && spans[low].start < span.end
  }
}
