import HTTPTransport
import Testing

@Suite("Origin")
struct HTTPOriginTests {
  @Test(
    "Addresses of one origin are told from those of another",
    arguments: [
      ("https://a.example/x", "https://A.EXAMPLE:443?y", true),
      ("http://a.example", "http://a.example:80/", true),
      ("https://a.example", "http://a.example:443", false),
      ("https://a.example", "https://a.example:444", false),
      ("https://a.example", "https://b.a.example", false),
      ("https://[::1]:8/x", "https://[::1]:8", true),
      ("https://[::1]:8", "https://[::1]", false),
    ])
  func comparison(one: String, other: String, isSame: Bool) throws {
    let origin = try #require(HTTPOrigin(url: one))
    #expect((origin == HTTPOrigin(url: other)) == isSame)
  }

  @Test(
    "What two readers might understand differently has no origin",
    arguments: [
      "https://a.example@b.example/", "https://a.example\\@b.example", "https://a b", "https://",
      "https://a:x", "https://a:99999", "https://[::1", "https://[::1]x", "ftp://a", "a.example",
      "//a.example", "https:a", "https://a\u{0}b", "javascript:alert(1)",
    ])
  func ambiguous(url: String) {
    #expect(HTTPOrigin(url: url) == nil)
  }
}
