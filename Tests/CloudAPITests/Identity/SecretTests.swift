import CloudAPI
import Testing

@Suite("Secret")
struct SecretTests {
  @Test("No way of printing shows the text, alone or inside other values")
  func redaction() throws {
    let secret = try #require(Secret("nmv_usr_123"))
    let inside = (StoredToken(token: secret, userID: "u"), [secret], Optional(secret))
    var dumped = ""
    dump(inside, to: &dumped)
    for text in [
      "\(secret)", String(reflecting: secret), String(describing: inside),
      String(reflecting: inside), dumped,
    ] {
      #expect(!text.contains("nmv_usr"))
    }
  }

  @Test(
    "What can't travel in a header field is no secret", arguments: ["", "a b", "a\r\nX: y", "ä"])
  func unusable(text: String) {
    #expect(Secret(text) == nil)
  }
}
