/// Two sounds play at full volume at once.
struct CompetingSoundsRule: Rule {
  let id = RuleID.competingSounds
  let severity = Severity.warning
  let summary = "Two sounds play at full volume at once"
  let reason = """
    Music at full volume over speech or over a clip's own sound drowns it. Lower the bed, let it duck, or \
    mute the clip.
    """
  let good = RuleExample(
    #"""
    {"t":[{"tt":1,"sg":[{"d":5000,"m":{"src":"voice.mp3"}}]},
     {"tt":1,"sg":[{"d":5000,"m":{"src":"bed.mp3","volume":0.35}}]}]}
    """#)
  let bad = RuleExample(
    #"""
    {"t":[{"tt":1,"sg":[{"d":5000,"m":{"src":"voice.mp3"}}]},
     {"tt":1,"sg":[{"d":5000,"m":{"src":"bed.mp3"}}]}]}
    """#)

  /// From this gain on a sound counts as at full volume.
  private static let fullGain = 0.9
  /// From this on a bed that ducks leaves room.
  private static let leastDuck = 0.25
  /// Overlaps shorter than this are crossings, not two sounds.
  private static let leastOverlap = Milliseconds(250)

  func findings(in context: ValidationContext) -> [Finding] {
    let loud = context.sounds.filter {
      $0.gain >= Self.fullGain && $0.segment.sound.duck < Self.leastDuck
    }
    // Of the loud sounds so far, the two that last longest, of two tracks: one of them is of another
    // track than the next sound, whatever that is.
    var lasting: [Sounding] = []
    // A stretch that is likely to clip is reported as that; it is one fact.
    let clipping = context.isReporting(.likelyClipping) ? context.clippingStretches : []
    return loud.compactMap { sound in
      let other = lasting.first { $0.track != sound.track }
      lasting = Self.longest(of: lasting + [sound])
      guard let other, let shared = other.span.intersection(sound.span),
        shared.length >= Self.leastOverlap, !clipping.intersects(shared)
      else { return nil }
      return finding(
        at: context.node(.volume, of: sound.segment),
        "the segment and \(other.segment.pointer) both play at full volume (\(shared))",
        advice: "lower one, or give the bed \"duck\"")
    }
  }

  /// The sounds that end last, at most two and of different tracks, the later first.
  private static func longest(of sounds: [Sounding]) -> [Sounding] {
    let ordered = sounds.sorted { ($0.span.end, $0.track) > ($1.span.end, $1.track) }
    guard let first = ordered.first else { return [] }
    return [first] + ordered.dropFirst().filter { $0.track != first.track }.prefix(1)
  }
}
