import HTTPTransport
import Testing

@Suite("Network addresses")
struct NetworkAddressTests {
  @Test(
    "However it is written, a private address is told from a public one",
    arguments: [
      ("127.0.0.1", true), ("127.1", true), ("0x7f000001", true), ("2130706433", true),
      ("0177.0.0.1", true), ("0.0.0.0", true), ("10.1.2.3", true), ("172.16.0.1", true),
      ("172.31.255.255", true), ("172.32.0.1", false), ("192.168.1.1", true),
      ("169.254.169.254", true), ("100.64.0.1", true), ("100.128.0.1", false),
      ("198.18.0.1", true), ("224.0.0.1", true), ("255.255.255.255", true),
      ("8.8.8.8", false), ("1.1.1.1", false), ("192.0.2.1", false),
      ("localhost", true), ("LOCALHOST.", true), ("a.localhost", true),
      ("localhost.example", false),
      ("example.com", false), ("[::1]", true), ("[::]", true), ("[::ffff:127.0.0.1]", true),
      ("[::ffff:8.8.8.8]", false), ("[fe80::1%25eth0]", true), ("[fd00::1]", true),
      ("[ff02::1]", true), ("[2606:4700::1111]", false),
    ])
  func privacy(host: String, isPrivate: Bool) throws {
    #expect(try #require(HTTPOrigin(url: "http://\(host)/x")).isPrivate == isPrivate)
  }

  @Test("Only four or sixteen bytes are an address")
  func lengths() {
    #expect(NetworkAddress(bytes: [1, 2, 3]) == nil)
    #expect(NetworkAddress(host: "example.com") == nil)
    #expect(NetworkAddress(host: "[127.0.0.1]") == nil)
    #expect(NetworkAddress(host: "[::ffff:1.2.3.4]")?.bytes == [1, 2, 3, 4])
  }
}
