import CurlTransport
import Testing

@Suite("Proxy settings")
struct ProxySettingsTests {
  @Test("The usual variables are read, the lower case first")
  func precedence() {
    let settings = ProxySettings(environment: [
      "http_proxy": "http://one", "https_proxy": "http://two", "HTTPS_PROXY": "http://three",
      "no_proxy": "a,b", "NO_PROXY": "c",
    ])
    #expect(settings == ProxySettings(http: "http://one", https: "http://two", exceptions: "a,b"))
  }

  @Test("all_proxy stands in for what is missing or empty")
  func all() {
    let settings = ProxySettings(environment: ["ALL_PROXY": "socks5://s", "https_proxy": ""])
    #expect(settings == ProxySettings(http: "socks5://s", https: "socks5://s"))
  }

  @Test("HTTP_PROXY in capitals may be a request's header and is not read")
  func capitals() {
    #expect(ProxySettings(environment: ["HTTP_PROXY": "http://evil"]) == ProxySettings())
  }
}
