import DraftModel
import Testing

@Suite("Milliseconds")
struct MillisecondsTests {
  @Test("Arithmetic saturates instead of trapping")
  func saturation() {
    let most = Milliseconds(.max)
    let least = Milliseconds(.min)
    #expect(most + Milliseconds(1) == most)
    #expect(least + Milliseconds(-1) == least)
    #expect(most - Milliseconds(-1) == most)
    #expect(least - Milliseconds(1) == least)
    #expect(Milliseconds.zero - least == most)
    #expect(most - most == .zero)
  }

  @Test(
    "Seconds are written without trailing zeros",
    arguments: [
      (0, "0"), (1, "0.001"), (10, "0.01"), (100, "0.1"), (1000, "1"), (2500, "2.5"),
      (10_000, "10"), (12_345, "12.345"), (-1, "-0.001"), (-1500, "-1.5"),
      (Int64.min, "-9223372036854775.808"),
    ] as [(Int64, String)])
  func seconds(value: Int64, text: String) {
    #expect(Milliseconds(value).description == text)
  }

  @Test("The limit is safe in every product with a rate or a sample count")
  func limitIsSafe() throws {
    let fastest = try #require(FrameRate(Ratio(240)))
    let frames = fastest.frame(nearest: .limit)
    #expect(frames == FrameIndex(8_640_000 * 240))
    #expect(fastest.time(of: frames) == .limit)
    #expect(fastest.sample(of: frames) == 8_640_000 * 48_000)
  }
}
