import JSONTree

/// A clip laid on the axis of what holds it; times in flicks, as the format's rates may all differ.
struct OTIOPlacedClip {
  var clip: JSONNode
  var start: OTIOInstant
  var length: OTIOInstant
  /// Time cut off its head by what it is nested in.
  var headCut = OTIOInstant.zero
  /// Whether another clip ends where it starts.
  var follows = false
  /// The transition that leads into it.
  var transition: JSONNode?
  /// Fades at its ends, where a transition has no clip on its other side.
  var fadeIn = OTIOInstant.zero
  var fadeOut = OTIOInstant.zero
  /// Whether it, or something that it is nested in, is disabled.
  var isDisabled = false

  var end: OTIOInstant { start + length }

  /// Where it is in a draft; both ends are rounded, so that clips that touch do so in milliseconds too.
  var span: TimeSpan {
    let first = start.milliseconds
    return TimeSpan(start: first, length: end.milliseconds - first)
  }

  /// How many times as fast as its media it plays, by its linear effects.
  var speed: Double {
    clip.list(OTIO.effects).filter {
      OTIO.schemaName(of: $0) == "LinearTimeWarp" && $0[OTIO.enabled]?.booleanValue != false
    }
    .compactMap { $0["time_scalar"]?.number?.double }.reduce(1, *)
  }

  /// Where in its media the clip starts, counted from the media's own first instant.
  var inPoint: Milliseconds {
    let range = OTIO.object(OTIO.sourceRange, in: clip)
    let available = OTIO.object("available_range", in: OTIO.mediaReference(of: clip))
    let base = OTIOInstant(available?["start_time"])
    let start = range.map { OTIOInstant($0["start_time"]) } ?? base
    return (start - base + headCut.multiplied(by: speed)).milliseconds
  }
}
