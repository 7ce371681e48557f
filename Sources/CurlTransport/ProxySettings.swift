/// Which proxy is asked for which address.
public struct ProxySettings: Hashable, Sendable {
  /// The proxy for `http` addresses.
  public var http: String?

  /// The proxy for `https` addresses.
  public var https: String?

  /// Hosts that are reached directly: names, `.suffixes`, addresses, separated by commas; `*` for all.
  public var exceptions: String?

  /// Makes settings; without arguments, those of a direct connection.
  public init(http: String? = nil, https: String? = nil, exceptions: String? = nil) {
    self.http = http
    self.https = https
    self.exceptions = exceptions
  }

  /// Reads the variables that curl documents: `http_proxy`, `https_proxy`, `all_proxy` and `no_proxy`.
  ///
  /// The lower-case spelling wins. `HTTP_PROXY` in capitals is not read: in a CGI program it's the
  /// request's `Proxy` header, which anyone can set.
  public init(environment: [String: String]) {
    func value(_ names: String...) -> String? {
      names.lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
    }
    let all = value("all_proxy", "ALL_PROXY")
    http = value("http_proxy") ?? all
    https = value("https_proxy", "HTTPS_PROXY") ?? all
    exceptions = value("no_proxy", "NO_PROXY")
  }
}
