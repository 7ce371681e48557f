/// When the sounds of each track play, and so when beds on other tracks stand back.
///
/// A bed stands back while any sound on another track plays, also one that stands back itself. A sound whose file has
/// ended asks for no room.
package struct Ducking: Sendable {
  /// The length of the way down, from where the others begin, and of the way up again, from where they end:
  /// 200 ms (format section 2, *Meanings*).
  static let ramp: Int64 = 9_600

  /// Pauses shorter than this, 300 ms, do not let a bed come up: it would only just begin to when the next voice
  /// begins.
  static let shortestPause: Int64 = 14_400

  /// What nothing asks room of.
  static let none = Ducking(clips: [])

  /// When others sound, by the track of the bed: in order, apart from each other.
  private let spans: [Int: [Range<Int64>]]

  /// Finds out when beds among `clips` stand back.
  package init(clips: [SoundClip]) {
    let beds = Set(clips.filter { $0.duck > 0 }.map(\.track))
    guard !beds.isEmpty else {
      spans = [:]
      return
    }
    let voices = clips.filter { $0.isAudible && $0.first < $0.soundingEnd }
      .map { (track: $0.track, span: $0.first..<$0.soundingEnd) }
      .sorted { $0.span.lowerBound < $1.span.lowerBound }
    spans = Dictionary(
      beds.map { bed in (bed, Self.merged(voices.filter { $0.track != bed }.map(\.span))) }
    ) { first, _ in first }
  }

  /// Spans with no more than a short pause between them are one.
  private static func merged(_ spans: [Range<Int64>]) -> [Range<Int64>] {
    var result: [Range<Int64>] = []
    for span in spans {
      if let last = result.last, span.lowerBound - last.upperBound < shortestPause {
        result[result.count - 1] = last.lowerBound..<max(last.upperBound, span.upperBound)
      } else {
        result.append(span)
      }
    }
    return result
  }

  /// The dips of a bed between two samples, told from the first, found without looking at all.
  func dips(besides track: Int, from start: Int64, to stop: Int64) -> [GainCurve.Dip] {
    guard let spans = spans[track] else { return [] }
    var low = 0
    var high = spans.count
    while low < high {
      let middle = (low + high) / 2
      if spans[middle].upperBound + Self.ramp <= start { low = middle + 1 } else { high = middle }
    }
    return spans[low...].prefix { $0.lowerBound < stop }
      .map { GainCurve.Dip(first: $0.lowerBound - start, end: $0.upperBound - start) }
  }
}

extension SoundClip {
  /// The first sample at which it is no longer heard, its source's end included.
  fileprivate var soundingEnd: Int64 { sourceEnd < origin + length ? min(sourceEnd, end) : end }
}
