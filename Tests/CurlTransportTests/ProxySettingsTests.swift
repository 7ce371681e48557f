import CurlTransport
import HTTPTransport
import Testing

@Suite("Proxy settings")
struct ProxySettingsTests {
  @Test("The usual variables are read, the lower case first")
  func precedence() {
    let settings = ProxySettings(environment: [
      "http_proxy": "http://one", "https_proxy": "http://two", "HTTPS_PROXY": "http://three",
      "no_proxy": "a,b", "NO_PROXY": "c",
    ])
    #expect(settings.http == "http://one" && settings.httpSetting == "http_proxy")
    #expect(settings.https == "http://two" && settings.httpsSetting == "https_proxy")
    #expect(settings.exceptions == "a,b")
  }

  @Test("all_proxy stands in for what is missing or empty")
  func all() {
    let settings = ProxySettings(environment: ["ALL_PROXY": "socks5://s", "https_proxy": ""])
    #expect(settings.http == "socks5://s" && settings.httpSetting == "ALL_PROXY")
    #expect(settings.https == "socks5://s" && settings.httpsSetting == "ALL_PROXY")
  }

  @Test("HTTP_PROXY in capitals may be a request's header and is not read")
  func capitals() {
    #expect(ProxySettings(environment: ["HTTP_PROXY": "http://evil"]) == ProxySettings())
  }

  @Test(
    "This machine and the exceptions are reached directly, by curl's rules",
    arguments: [
      ("http://localhost/", "", true), ("http://a.localhost:8/", "", true),
      ("http://127.0.0.1/", "", true), ("http://127.9.9.9/", "", true), ("http://[::1]/", "", true),
      ("http://0.0.0.0/", "", true), ("http://10.0.0.1/", "", false),
      ("http://example.com/", "", false), ("http://example.com/", "*", true),
      ("http://example.com/", "example.com", true),
      ("http://www.example.com/", "example.com", true),
      ("http://www.example.com/", ".example.com", true),
      ("http://badexample.com/", "example.com", false),
      ("http://EXAMPLE.com/", "a, Example.COM", true),
      ("http://example.com./", "example.com", true), ("http://10.1.2.3/", "10.0.0.0/8", true),
      ("http://11.1.2.3/", "10.0.0.0/8", false), ("http://10.1.2.3/", "10.1.2.3", true),
      ("http://[fd00::1]/", "fd00::/8", true), ("http://10.1.2.3/", "10.0.0.0/99", false),
      ("http://127.0.0.1.example.com/", "", false),
    ])
  func exceptions(url: String, exceptions: String, isDirect: Bool) throws {
    let settings = ProxySettings(http: "http://proxy", exceptions: exceptions)
    #expect(try settings.isDirect(#require(HTTPOrigin(url: url))) == isDirect)
  }
}
