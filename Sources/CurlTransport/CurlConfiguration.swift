/// How a ``CurlTransport`` reaches the network.
public struct CurlConfiguration: Sendable {
  /// The proxies in force; none by default.
  ///
  /// ``ProxySettings/init(environment:)`` reads the usual variables.
  public var proxies: ProxySettings

  /// A file of certificates to trust in place of the system's.
  public var certificateAuthorities: String?

  /// What the transport calls itself, as `User-Agent`.
  public var userAgent: String

  /// The most bytes of one body that wait in memory for their reader.
  public var bufferedBytes: Int

  /// Makes a configuration; without arguments, that of a direct connection.
  public init(
    proxies: ProxySettings = ProxySettings(), certificateAuthorities: String? = nil,
    userAgent: String = "roughcut", bufferedBytes: Int = 256 << 10
  ) {
    self.proxies = proxies
    self.certificateAuthorities = certificateAuthorities
    self.userAgent = userAgent
    self.bufferedBytes = bufferedBytes
  }
}
