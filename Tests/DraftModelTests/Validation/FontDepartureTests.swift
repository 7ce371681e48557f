import DraftModel
import Testing

/// The messages of departures stay short and whole, whatever a draft names.
@Suite struct FontDepartureTests {
  @Test("Many families are counted, and long names cut, marks included")
  func longLists() {
    let many = FontDeparture.missingFamilies((1...2000).map { "F\($0)" }, drawn: "Noto Sans")
    #expect(
      many.message
        == #"the fonts "F1", "F2", "F3", "F4", "F5" and 1995 more are not installed; "#
        + #""Noto Sans" is drawn instead"#)
    for name in [
      String(repeating: "F", count: 100_000), "F" + String(repeating: "\u{301}", count: 100_000),
    ] {
      let message = FontDeparture.missingFamilies([name], drawn: nil).message
      #expect(message.unicodeScalars.count < 1000)
      // By scalars: the first letter and its marks are one character.
      #expect(message.unicodeScalars.starts(with: #"the font "F"#.unicodeScalars))
      #expect(message.hasSuffix(#"…" is not installed"#))
    }
    let line = FontDeparture.missingFamilies(["a\nb"], drawn: nil).message
    #expect(line == #"the font "a b" is not installed"#)
  }

  @Test("One letter is one letter")
  func singular() {
    #expect(
      FontDeparture.cut(drawn: 1).message
        == "the text is too long: 1 letter of it is drawn and the rest is left out")
    #expect(FontDeparture.cut(drawn: 2).message.contains("2 letters of it are drawn"))
  }
}
