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
  /// What remains of transitions at its ends that have no clip on their other side.
  var fadeIn: OTIOFade?
  var fadeOut: OTIOFade?
  /// Whether it, or something that it is nested in, is disabled.
  var isDisabled = false
  /// What the segment means that it was written of; `nil` for a clip of another program.
  var segment: Timeline.Segment?

  var end: OTIOInstant { start + length }

  /// Where it is in a draft; both ends are rounded, so that clips that touch do so in milliseconds too.
  var span: TimeSpan {
    let first = start.milliseconds
    return TimeSpan(start: first, length: end.milliseconds - first)
  }

  /// Whether it was written of a segment of a text track.
  var wasText: Bool { OTIO.kept(in: clip)?[KeptMember.kind]?.stringValue == "text" }

  /// Whether it belongs on a text track by what it shows now.
  var isText: Bool {
    var reading = OTIOClipReading(self)
    switch (reading.content(), segment?.content) {
    case (.source(let url), .media(let use)?) where url == use.source: return wasText
    case (.text, .text?), (.nothing, _?): return wasText
    case (.text, _): return true
    case (.source, _), (.nothing, nil): return false
    }
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

  /// Puts a fade at one of the clip's ends.
  ///
  /// - Returns: The note on a fade that it takes the place of, as that of what is nested may be.
  mutating func put(_ fade: OTIOFade) -> [ConversionNote] {
    let old = fade.edge == .start ? fadeIn : fadeOut
    if fade.edge == .start { fadeIn = fade } else { fadeOut = fade }
    guard let old, !old.isReported else { return [] }
    return [OTIOFade.leftOut(old.transition, "meets another at the same end of a clip")]
  }

  /// Keeps what lies in a window of its axis, counted from the window's start; a length of zero if it is all outside.
  ///
  /// - Returns: Notes on transitions of which a part lies in the window, and that the window cuts off.
  mutating func trim(to window: Range<OTIOInstant>) -> [ConversionNote] {
    let (whole, begin) = (start..<max(start, end), max(start, window.lowerBound))
    let last = min(end, window.upperBound)
    let isOutside = last <= begin
    var notes: [ConversionNote] = []
    func leaveOut(_ transition: JSONNode, at cut: OTIOInstant) {
      guard cut - OTIOInstant(transition["in_offset"]) < window.upperBound,
        cut + OTIOInstant(transition["out_offset"]) > window.lowerBound
      else { return }
      notes.append(OTIOFade.leftOut(transition, "is cut off by the range of what holds it"))
    }
    if let fade = fadeIn, begin > whole.lowerBound || isOutside {
      leaveOut(fade.transition, at: whole.lowerBound)
      fadeIn = nil
    }
    if let fade = fadeOut, last < whole.upperBound || isOutside {
      leaveOut(fade.transition, at: whole.upperBound)
      fadeOut = nil
    }
    if begin > whole.lowerBound || begin.isNear(window.lowerBound) || isOutside {
      follows = false
      if let transition, begin > whole.lowerBound || isOutside {
        leaveOut(transition, at: whole.lowerBound)
      } else if let transition {
        // What it led from is cut off.
        let fade = OTIOFade(transition: transition, edge: .start, isReported: true)
        notes += put(fade)
        if fade.length > .zero {
          notes.append(
            ConversionNote(
              transition.pointer.description,
              "what the transition leads from is cut off; a fade in remains"))
        }
      }
      transition = nil
    }
    headCut += begin - whole.lowerBound
    start = begin - window.lowerBound
    length = max(.zero, last - begin)
    return notes
  }
}
