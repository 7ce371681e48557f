import CurlTransport
import Foundation
import HTTPTransport
import TestSupport
import Testing

@Suite(
  "Secure transport",
  .enabled(if: TestServer.has("node") && TestServer.has("openssl"), "node or openssl is absent"))
struct SecureTransportTests {
  let folder: TemporaryFolder
  let server: TestServer
  var certificate: String { "\(folder.url.path)/certificate.pem" }
  var origin: String { "https://127.0.0.1:\(server.port)" }

  init() throws {
    folder = try TemporaryFolder()
    let key = "\(folder.url.path)/key.pem"
    let certificate = "\(folder.url.path)/certificate.pem"
    let openssl = Process()
    openssl.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    openssl.arguments = [
      "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
      "-days", "2", "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1",
      "-keyout", key, "-out", certificate,
    ]
    openssl.standardError = FileHandle.nullDevice
    try openssl.run()
    openssl.waitUntilExit()
    server = try TestServer(["node", TestServer.script("secure-server.mjs"), key, certificate])
  }

  @Test("HTTP/2 is spoken with a server that speaks it and whose certificate is trusted")
  func http2() async throws {
    let transport = try CurlTransport(
      configuration: CurlConfiguration(certificateAuthorities: certificate))
    let response = try await transport.send(HTTPRequest(.get, "\(origin)/"))
    #expect(try await response.body.collected(limit: 10) == Array("2.0".utf8))
  }

  @Test("A certificate that nobody vouches for is refused")
  func untrusted() async throws {
    let transport = try CurlTransport()
    await #expect {
      _ = try await transport.send(HTTPRequest(.get, "\(origin)/"))
    } throws: { error in
      guard case .untrusted("127.0.0.1", _) = error as? TransportError else { return false }
      return true
    }
  }

  @Test("A certificate for another name is refused")
  func wrongName() async throws {
    let transport = try CurlTransport(
      configuration: CurlConfiguration(certificateAuthorities: certificate))
    await #expect {
      _ = try await transport.send(HTTPRequest(.get, "https://localhost:\(server.port)/"))
    } throws: { error in
      guard case .untrusted("localhost", _) = error as? TransportError else { return false }
      return true
    }
  }

  @Test("A redirect that gives up TLS is not followed")
  func downgrade() async throws {
    let transport = try CurlTransport(
      configuration: CurlConfiguration(certificateAuthorities: certificate))
    await #expect(throws: TransportError.refusedRedirect(to: "http://127.0.0.1")) {
      _ = try await transport.send(HTTPRequest(.get, "\(origin)/downgrade"))
    }
  }
}
