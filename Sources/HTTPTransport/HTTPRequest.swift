/// What is asked of a server, with the bounds on how long the asking may take.
public struct HTTPRequest: Sendable {
  /// What is to be done with the address.
  public var method: HTTPMethod

  /// The absolute address, of scheme `http` or `https`.
  ///
  /// It never holds a secret: secrets travel in headers.
  public var url: String

  /// The header fields, beside those that the transport adds by itself.
  public var headers: HTTPHeaders

  /// What is sent after the head.
  public var body: RequestBody

  /// How long connecting may take: name look-up, TCP and TLS together.
  public var connectTimeout: Duration

  /// How long a transfer may go without a byte in either direction.
  ///
  /// Time during which the reader of the body holds the transfer back doesn't count.
  public var idleTimeout: Duration

  /// How long the whole transfer may take, from the first step to the last byte of the answer; nil for any time.
  ///
  /// A server that sends a byte now and then is never silent; this is what ends it.
  public var totalTimeout: Duration?

  /// The most redirects that are followed.
  public var maximumRedirects: Int

  /// Whether a host that turns out to be in a private network is not connected to.
  ///
  /// A redirect from elsewhere sets it (``Redirect``). Where a proxy resolves the name, only the proxy can tell.
  public var refusesPrivateAddresses = false

  /// Told of every step of the transfer, on a thread of the transport's: it must return quickly.
  public var onProgress: (@Sendable (TransferProgress) -> Void)?

  /// Makes a request; 15 s to connect, 60 s of silence, and five redirects are the defaults.
  public init(
    _ method: HTTPMethod, _ url: String, headers: HTTPHeaders = [:], body: RequestBody = .none,
    connectTimeout: Duration = .seconds(15), idleTimeout: Duration = .seconds(60),
    totalTimeout: Duration? = nil, maximumRedirects: Int = 5,
    onProgress: (@Sendable (TransferProgress) -> Void)? = nil
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
    self.connectTimeout = connectTimeout
    self.idleTimeout = idleTimeout
    self.totalTimeout = totalTimeout
    self.maximumRedirects = maximumRedirects
    self.onProgress = onProgress
  }
}
