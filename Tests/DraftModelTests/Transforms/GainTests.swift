import DraftModel
import Testing

@Suite("A gain")
struct GainTests {
  @Test(
    "It reads factors, percents and decibels",
    arguments: [
      ("0.35", 0.35), ("35%", 0.35), ("0dB", 1), ("-6dB", 0.5012), ("-20 dB", 0.1), ("20dB", 10),
      ("-120dB", 0), ("1", 1), ("0", 0),
    ])
  func values(text: String, linear: Double) { #expect(Gain(text)?.linear == linear) }

  @Test(
    "What is no gain is refused", arguments: ["", "loud", "11", "-1", "nan", "inf", "21dB", "%"])
  func refused(text: String) { #expect(Gain(text) == nil) }
}
