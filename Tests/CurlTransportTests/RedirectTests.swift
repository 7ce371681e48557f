import CurlTransport
import Foundation
import HTTPTransport
import Testing

@Suite("Redirects on the wire", .enabled(if: TestServer.has("python3"), "python3 is absent"))
struct RedirectTests {
  private let secrets: HTTPHeaders = [
    "Authorization": "Bearer nmv_usr_x", "Cookie": "c", "X-Client-Id": "id", "X-Skill-Source": "s",
    "Accept": "text/html",
  ]

  private func headers(_ response: HTTPResponse) async throws -> [String: String] {
    struct Echo: Decodable { var headers: [String: String] }
    let bytes = try await response.body.collected(limit: 1 << 20)
    return try JSONDecoder().decode(Echo.self, from: Data(bytes)).headers
  }

  @Test("Within a host all headers go along, and relative places are resolved")
  func sameHost() async throws {
    let server = try TestServer.plain()
    let transport = try CurlTransport()
    let response = try await transport.send(
      HTTPRequest(.get, "\(server.origin)/redirect?to=/echo", headers: secrets))
    #expect(response.url == "\(server.origin)/echo")
    #expect(try await headers(response)["Authorization"] == "Bearer nmv_usr_x")
  }

  @Test("Nothing that names the user goes to another host", arguments: [301, 302, 303, 307, 308])
  func otherHost(code: Int) async throws {
    let server = try TestServer.plain()
    let other = try TestServer.plain()
    let transport = try CurlTransport()
    let response = try await transport.send(
      HTTPRequest(
        .get, "\(server.origin)/redirect?code=\(code)&to=\(other.origin)/echo", headers: secrets))
    let received = try await headers(response)
    #expect(received["Accept"] == "text/html")
    for name in ["Authorization", "Cookie", "X-Client-Id", "X-Skill-Source"] {
      #expect(received[name] == nil)
    }
  }

  @Test("The way back to the first host does not bring the token back")
  func roundTrip() async throws {
    let server = try TestServer.plain()
    let other = try TestServer.plain()
    let transport = try CurlTransport()
    let back = "\(other.origin)/redirect?to=\(server.origin)/echo"
    let response = try await transport.send(
      HTTPRequest(.get, "\(server.origin)/redirect?to=\(back)", headers: secrets))
    #expect(try await headers(response)["Authorization"] == nil)
  }

  @Test("A circle ends at the bound")
  func circle() async throws {
    let server = try TestServer.plain()
    let transport = try CurlTransport()
    let path = "\(server.origin)/redirect?to=%2Fredirect%3Fto%3D%2Fredirect"
    await #expect(throws: TransportError.tooManyRedirects(limit: 1)) {
      _ = try await transport.send(HTTPRequest(.get, path, maximumRedirects: 1))
    }
  }

  @Test(
    "A request that must not go into a private network does not, by name or by number",
    arguments: ["127.0.0.1", "localhost"])
  func privateNetwork(host: String) async throws {
    let server = try TestServer.plain()
    let transport = try CurlTransport()
    // Even where a connection is kept that would do.
    var request = HTTPRequest(.get, "http://\(host):\(server.port)/echo")
    _ = try await transport.send(request).body.collected(limit: 1 << 20)
    request.refusesPrivateAddresses = true
    do throws(TransportError) {
      _ = try await transport.send(request)
      Issue.record("it went there")
    } catch {
      #expect(error == .refusedRedirect(to: "\(host), which is in a private network"))
    }
  }
}
