/// The sum of the sounds is likely to clip.
struct LikelyClippingRule: Rule {
  let id = RuleID.likelyClipping
  let severity = Severity.warning
  let summary = "The sum of the sounds is likely to clip"
  let reason = """
    Sounds are mastered close to full scale, so gains that add up to more than 2 press the limiter hard, \
    which is heard as pumping.
    """
  let good = RuleExample(
    #"""
    {"t":[{"tt":1,"sg":[{"d":5000,"m":{"src":"voice.mp3","volume":1.2}}]},
     {"tt":1,"sg":[{"d":5000,"m":{"src":"bed.mp3","volume":0.35}}]}]}
    """#)
  let bad = RuleExample(
    #"""
    {"t":[{"tt":1,"sg":[{"d":5000,"m":{"src":"voice.mp3","volume":3}}]},
     {"tt":1,"sg":[{"d":5000,"m":{"src":"bed.mp3","volume":0.35}}]}]}
    """#)

  /// The greatest sum of gains that is taken as safe.
  ///
  /// A little more, for what adding and taking away leaves of rounding.
  static let greatestSum = 2.000001

  func findings(in context: ValidationContext) -> [Finding] {
    let sounds = context.sounds
    var mix = SoundMix(of: sounds)
    var isOver = false
    return sounds.compactMap { sound in
      mix.advance(to: sound.span.start)
      if mix.sum <= Self.greatestSum { isOver = false }
      mix.add(sound)
      guard mix.sum > Self.greatestSum, !isOver else { return nil }
      isOver = true
      let sum = (mix.sum * 100).rounded() / 100
      return finding(
        at: context.node(.volume, of: sound.segment),
        "the gains at \(sound.span.start)s add up to \(sum) (\(mix.count) sounds)",
        advice: "lower some of them, or give a bed \"duck\"")
    }
  }
}
