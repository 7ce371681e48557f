import Foundation
package import HTTPTransport

/// Which proxy is asked for which address.
public struct ProxySettings: Hashable, Sendable {
  /// The proxy for `http` addresses.
  public var http: String?

  /// The proxy for `https` addresses.
  public var https: String?

  /// Hosts that are reached directly: names, `.suffixes`, addresses, separated by commas; `*` for all.
  public var exceptions: String?

  /// What a message calls the setting behind ``http``, such as the name of a variable.
  public var httpSetting = "the proxy for http"

  /// What a message calls the setting behind ``https``.
  public var httpsSetting = "the proxy for https"

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
    func setting(_ names: String...) -> (name: String, value: String)? {
      names.lazy.compactMap { name in
        environment[name].flatMap { $0.isEmpty ? nil : (name, $0) }
      }.first
    }
    let httpProxy = setting("http_proxy", "all_proxy", "ALL_PROXY")
    let httpsProxy = setting("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY")
    http = httpProxy?.value
    https = httpsProxy?.value
    exceptions = setting("no_proxy", "NO_PROXY")?.value
    if let httpProxy { httpSetting = httpProxy.name }
    if let httpsProxy { httpsSetting = httpsProxy.name }
  }

  /// A proxy, and what a message calls the setting that names it.
  struct Choice: Hashable, Sendable {
    let address: String
    let setting: String

    /// The address as it may be printed: without what admits to the proxy.
    var printable: String {
      let start = address.range(of: "://")?.upperBound ?? address.startIndex
      let authority = address[start...].prefix { !"/?#".contains($0) }
      guard let at = authority.lastIndex(of: "@") else { return address }
      return String(address[..<start] + address[authority.index(after: at)...])
    }
  }

  /// Whether ``exceptions`` names a host, by curl's rules: `*` is every host, a name is also the end of a longer one
  /// at a dot, and an address may be a block such as `10.0.0.0/8`.
  private func isException(_ origin: HTTPOrigin) -> Bool {
    let host = origin.host.hasSuffix(".") ? String(origin.host.dropLast()) : origin.host
    let address = NetworkAddress(host: host)
    return (exceptions ?? "").split { $0 == "," || $0 == " " }.contains { entry in
      if entry == "*" { return true }
      if let address { return Self.block(entry, contains: address) }
      let name = entry.lowercased().drop { $0 == "." }
      return host == name || host.hasSuffix("." + name)
    }
  }

  private static func block(_ entry: Substring, contains address: NetworkAddress) -> Bool {
    let parts = entry.split(separator: "/", maxSplits: 1)
    guard let first = parts.first,
      let start = NetworkAddress(host: String(first)) ?? NetworkAddress(host: "[\(first)]"),
      start.bytes.count == address.bytes.count
    else { return false }
    let all = start.bytes.count * 8
    guard let bits = parts.count == 2 ? Int(parts[1]) : all, (0...all).contains(bits) else {
      return false
    }
    return (0..<bits).allSatisfy { bit in
      (start.bytes[bit / 8] ^ address.bytes[bit / 8]) & (0x80 >> UInt8(bit % 8)) == 0
    }
  }

  /// Whether an origin is reached without any proxy.
  package func isDirect(_ origin: HTTPOrigin) -> Bool { choice(for: origin) == nil }

  /// The proxy for an origin; nil for a direct connection.
  ///
  /// This machine's own addresses are reached directly whatever is set: a proxy elsewhere would look for them on
  /// itself, and would be given the request with all that it carries.
  func choice(for origin: HTTPOrigin) -> Choice? {
    let isSecure = origin.scheme == "https"
    guard !origin.isLoopback, !isException(origin), let address = isSecure ? https : http else {
      return nil
    }
    return Choice(address: address, setting: isSecure ? httpsSetting : httpSetting)
  }
}
