/// Why a transfer did not come to its end.
///
/// No case holds a header or a body, so that printing an error can't print a secret.
public enum TransportError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The address is not an absolute `http` or `https` address.
  case invalidURL(String)

  /// The host name could not be resolved.
  case unknownHost(String)

  /// No connection to the host or its proxy came about.
  case cannotConnect(host: String, reason: String)

  /// The server's certificate was not accepted; nothing was sent.
  case untrusted(host: String, reason: String)

  /// Connecting took longer than the request allows.
  case connectTimedOut(host: String)

  /// No byte went either way for as long as the request allows.
  case idleTimedOut(host: String)

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

  /// The task that waited was cancelled.
  case cancelled

  /// The transport could not do its work; a limit of this machine or a defect.
  case failed(reason: String)

  /// Whether the connection failed in passing, so that a later attempt may succeed.
  public var isPassing: Bool {
    switch self {
    case .unknownHost, .cannotConnect, .connectTimedOut, .idleTimedOut, .disconnected: true
    default: false
    }
  }

  /// Whether the request certainly never reached the server.
  public var isBeforeSending: Bool {
    switch self {
    case .invalidURL, .unknownHost, .cannotConnect, .untrusted, .connectTimedOut, .unreadableFile:
      true
    default: false
    }
  }

  /// The error in words, with the next step where there is one.
  public var description: String {
    switch self {
    case .invalidURL(let url): "not a usable http or https address: \(url)"
    case .unknownHost(let host): "the host \(host) is not known; check the network and the address"
    case .cannotConnect(let host, let reason): "cannot connect to \(host): \(reason)"
    case .untrusted(let host, let reason): "the certificate of \(host) is not trusted: \(reason)"
    case .connectTimedOut(let host): "connecting to \(host) took too long; check the network"
    case .idleTimedOut(let host): "\(host) went silent; the connection was given up"
    case .disconnected(let host, let reason): "the connection to \(host) broke: \(reason)"
    case .tooManyRedirects(let limit): "redirected more than \(limit) times"
    case .refusedRedirect(let url): "a redirect to \(url) was not followed"
    case .bodyTooLong(let limit): "the answer is longer than \(limit) bytes"
    case .unreadableFile(let path): "cannot read \(path)"
    case .cancelled: "cancelled"
    case .failed(let reason): "the transfer failed: \(reason)"
    }
  }
}
