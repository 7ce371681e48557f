/// A segment that is heard, as loud as it gets.
struct Sounding {
  /// Its track's place.
  let track: Int
  /// The segment.
  let segment: Timeline.Segment
  /// When it is heard, within the draft's length.
  let span: TimeSpan
  /// The greatest gain that it reaches, with its track's.
  let gain: Double
}
