/// Why a transfer did not come to its end.
///
/// No case holds a header or a body, so that printing an error can't print a secret.
public enum TransportError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The address is not an absolute `http` or `https` address.
  case invalidURL(String)

  /// The host name could not be resolved.
  case unknownHost(String)

  /// No connection to the host came about.
  case cannotConnect(host: String, reason: String)

  /// No connection came about through a proxy: its address without credentials, and the setting that names it.
  case proxyFailed(proxy: String, setting: String, host: String, reason: String)

  /// The server's certificate was not accepted; nothing was sent.
  case untrusted(host: String, reason: String)

  /// Connecting took longer than the request allows.
  case connectTimedOut(host: String)

  /// No byte went either way for as long as the request allows.
  case idleTimedOut(host: String)

  /// The whole transfer took longer than the request allows, in seconds.
  case tookTooLong(host: String, seconds: Int)

  /// The connection broke after it was made.
  case disconnected(host: String, reason: String)

  /// The answer redirected more often than the request allows.
  case tooManyRedirects(limit: Int)

  /// The answer redirected to an address that is not followed, such as one without TLS.
  case refusedRedirect(to: String)

  /// The body is longer than its reader takes, in bytes.
  case bodyTooLong(limit: Int)

  /// A file that is to be sent can't be read.
  case unreadableFile(path: String)

  /// A file became shorter while it was sent.
  case fileShrank(path: String)

  /// The task that waited was cancelled.
  case cancelled

  /// The transport could not do its work; a limit of this machine or a defect.
  case failed(reason: String)

  /// Whether the connection failed in passing, so that a later attempt may succeed.
  public var isPassing: Bool {
    switch self {
    case .unknownHost, .cannotConnect, .proxyFailed, .connectTimedOut, .idleTimedOut, .tookTooLong,
      .disconnected:
      true
    default: false
    }
  }

  /// Whether the request certainly never reached the server.
  public var isBeforeSending: Bool {
    switch self {
    case .invalidURL, .unknownHost, .cannotConnect, .proxyFailed, .untrusted, .connectTimedOut,
      .unreadableFile:
      true
    default: false
    }
  }

  /// What happened, and what to do next.
  public var description: String {
    switch self {
    case .invalidURL(let url): "not a usable http or https address: \(url); correct it"
    case .unknownHost(let host): "the host \(host) is not known; check the network and the address"
    case .cannotConnect(let host, let reason):
      "cannot connect to \(host): \(reason); check the network, and that the host is up"
    case .proxyFailed(let proxy, let setting, let host, let reason):
      "cannot connect to \(host) through the proxy \(proxy): \(reason); check \(setting), which names "
        + "the proxy, or unset it"
    case .untrusted(let host, let reason):
      "the certificate of \(host) is not trusted: \(reason); check the date and the address, or name "
        + "the authority's certificates in SSL_CERT_FILE"
    case .connectTimedOut(let host): "connecting to \(host) took too long; check the network"
    case .idleTimedOut(let host):
      "\(host) went silent and the connection was given up; try again"
    case .tookTooLong(let host, let seconds):
      "\(host) did not finish its answer within \(seconds) s; try again"
    case .disconnected(let host, let reason):
      "the connection to \(host) broke: \(reason); try again"
    case .tooManyRedirects(let limit):
      "redirected more than \(limit) times; check the address"
    case .refusedRedirect(let url):
      "a redirect to \(url) was not followed; check the address"
    case .bodyTooLong(let limit):
      "the answer is longer than \(limit) bytes, which is more than is read; check the address"
    case .unreadableFile(let path): "cannot read \(path); check that it exists and is readable"
    case .fileShrank(let path):
      "\(path) became shorter while it was sent; wait until it is complete, and send it again"
    case .cancelled: "cancelled"
    case .failed(let reason): "the transfer failed: \(reason); try again"
    }
  }
}
