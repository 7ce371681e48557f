/// Nothing in the draft makes a sound.
struct SilentDraftRule: Rule {
  let id = RuleID.silentDraft
  let severity = Severity.note
  let summary = "Nothing in the draft makes a sound"
  let reason = """
    A silent video is sometimes meant, and more often the music was lost or everything was muted.
    """
  let good = RuleExample(
    #"""
    {"t":[{"tt":0,"sg":[{"d":5000,"m":{"src":"a.png"}}]},
     {"tt":1,"sg":[{"d":5000,"m":{"src":"bed.mp3"}}]}]}
    """#)
  let bad = RuleExample(#"{"t":[{"tt":0,"sg":[{"d":5000,"m":{"src":"a.png"}}]}]}"#)

  func findings(in context: ValidationContext) -> [Finding] {
    guard context.timeline.tracks.contains(where: { !$0.segments.isEmpty }), !context.makesSound
    else { return [] }
    return [
      finding(
        at: context.draft.node, "the draft makes no sound",
        advice: "add music or speech, or unmute a clip")
    ]
  }
}
