/// Nothing reads a member.
struct UnreadMemberRule: ReadingRule {
  let id = RuleID.unreadMember
  let severity = Severity.note
  let summary = "Nothing reads a member"
  let reason = """
    It is kept to the byte and sent with the export, and the preview cannot show what it does.
    """
  let good = RuleExample(
    #"{"t":[{"tt":0,"sg":[{"d":5000,"m":{"src":"a.mp4","speed":2}}]}]}"#)
  let bad = RuleExample(
    #"{"t":[{"tt":0,"sg":[{"d":5000,"m":{"src":"a.mp4","velocity":2}}]}]}"#)
}
