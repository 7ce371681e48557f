import DraftModel
import Testing

@Suite("Color")
struct ColorTests {
  @Test(
    "Hexadecimal colours are read and written",
    arguments: [
      ("#000000", "#000000"), ("#FFF", "#ffffff"), ("#1a2B3c", "#1a2b3c"),
      ("#12345678", "#12345678"), ("#123456ff", "#123456"),
    ])
  func spellings(text: String, canonical: String) throws {
    #expect(try #require(Color(hex: text)).description == canonical)
  }

  @Test(
    "What is no such colour is refused",
    arguments: ["", "#", "123456", "#12", "#12345", "#1234567", "#12345g", "red", "#１２３"])
  func refused(text: String) {
    #expect(Color(hex: text) == nil)
  }
}
