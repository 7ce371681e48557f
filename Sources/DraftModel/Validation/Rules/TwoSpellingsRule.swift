/// Two spellings of one meaning stand side by side.
struct TwoSpellingsRule: ReadingRule {
  let id = RuleID.twoSpellings
  let severity = Severity.warning
  let summary = "Two spellings of one meaning stand side by side"
  let reason = """
    One reader takes the one, another the other. The fix removes the spelling that is not used where both \
    say the same.
    """
  let good = RuleExample(
    #"{"t":[{"tt":0,"sg":[{"s":0,"d":5000,"m":{"src":"a.mp4"}}]}]}"#)
  let bad = RuleExample(
    #"{"t":[{"tt":0,"sg":[{"s":0,"start":0,"d":5000,"m":{"src":"a.mp4"}}]}]}"#)
}
