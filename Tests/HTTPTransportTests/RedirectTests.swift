import HTTPTransport
import Testing

@Suite("Redirect")
struct RedirectTests {
  private let post = HTTPRequest(
    .post, "https://a.example/x",
    headers: [
      "Authorization": "Bearer t", "Content-Type": "application/json", "Range": "bytes=1-",
    ],
    body: .bytes([1]))

  @Test(
    "A POST turns into a GET where browsers turn it",
    arguments: [(301, true), (302, true), (303, true), (307, false), (308, false)])
  func method(status: Int, becomesGet: Bool) throws {
    let next = try Redirect.following(post, status: status, to: "https://a.example/y")
    #expect(next.method == (becomesGet ? .get : .post))
    #expect(next.body == (becomesGet ? .none : .bytes([1])))
    #expect(next.headers["Authorization"] == "Bearer t")
  }

  @Test("A body never goes to another origin", arguments: [307, 308])
  func bodyStays(status: Int) {
    #expect(throws: TransportError.refusedRedirect(to: "https://b.example")) {
      try Redirect.following(post, status: status, to: "https://b.example/y?secret")
    }
  }

  @Test("Another port is another origin")
  func otherPort() throws {
    let next = try Redirect.following(post, status: 303, to: "https://a.example:444/")
    #expect(next.headers["Authorization"] == nil)
    #expect(next.headers["Range"] == "bytes=1-")
  }

  @Test(
    "TLS is not given up", arguments: ["http://a.example/", "ftp://a.example/", "https://u@a/"])
  func downgrade(target: String) {
    #expect(throws: TransportError.self) {
      try Redirect.following(post, status: 303, to: target)
    }
  }

  @Test(
    "Nobody elsewhere leads into a private network, and what is in one may",
    arguments: [
      ("http://a.example/", "http://127.0.0.1/", false),
      ("http://a.example/", "http://b.example/", true),
      ("http://a.example/", "http://[::1]:9200/", false),
      ("http://8.8.8.8/", "http://10.0.0.1/", false),
      ("http://a.example/", "http://localhost/", false),
      ("http://127.0.0.1:1/", "http://127.0.0.1:2/", true),
      ("http://localhost/", "http://192.168.1.1/", true),
      ("http://a.example/", "http://a.example:81/", true),
    ])
  func privateNetworks(source: String, target: String, isFollowed: Bool) throws {
    let request = HTTPRequest(.get, source)
    guard isFollowed else {
      #expect(throws: TransportError.self) {
        try Redirect.following(request, status: 302, to: target)
      }
      return
    }
    let next = try Redirect.following(request, status: 302, to: target)
    // A name can still resolve to anything; the transport looks when it connects.
    #expect(next.refusesPrivateAddresses == target.contains("b.example"))
  }
}
