import DraftModel
import Testing

@Suite("A time expression")
struct TimeExpressionTests {
  @Test(
    "It reads what people write",
    arguments: [
      ("500ms", 500), ("3.2s", 3200), ("3200", 3200), ("1m30s", 90_000), ("1h", 3_600_000),
      ("00:00:03.2", 3200), ("01:02:03", 3_723_000), ("1:30", 90_000), ("-250ms", -250),
      ("+2s", 2000), ("0", 0), (" 2s ", 2000), ("1.0005s", 1001),
    ])
  func times(text: String, milliseconds: Int64) {
    #expect(TimeExpression(text) == .time(Milliseconds(milliseconds)))
  }

  @Test(
    "A share is taken of the length at hand", arguments: [("60%", 600), ("12.5%", 125), ("0%", 0)])
  func shares(text: String, milliseconds: Int64) {
    #expect(
      TimeExpression(text)?.resolved(in: Milliseconds(1000)) == Milliseconds(milliseconds))
  }

  @Test(
    "Other text is refused",
    arguments: [
      "", "-", "s", "3x", "1s1h", "1:2:3:4", "1:75", "1.5:30", "3 s", "%", "ms", "1e3s", "1..2s",
      "99999999999999999999", "1000000h", "٣s", "--1s",
    ])
  func refused(text: String) { #expect(TimeExpression(text) == nil) }
}
