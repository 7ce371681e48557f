/// A number lies outside the range that the format gives it.
struct OutOfRangeRule: ReadingRule {
  let id = RuleID.outOfRange
  let severity = Severity.warning
  let summary = "A number lies outside the range that the format gives it"
  let reason = """
    The nearest number of the range is used: a volume of 35 that was meant as percent plays at 10, far too \
    loud.
    """
  let good = RuleExample(
    #"{"t":[{"tt":1,"sg":[{"d":5000,"m":{"src":"bed.mp3","volume":0.35,"speed":2}}]}]}"#)
  let bad = RuleExample(
    #"{"t":[{"tt":1,"sg":[{"d":5000,"m":{"src":"bed.mp3","volume":35,"speed":20}}]}]}"#)
}
