import CCurl
import HTTPTransport

extension TransportError {
  /// What a result code of curl's means to a caller; nil for success.
  init?(_ code: CURLcode, host: String, url: String) {
    let reason = String(cString: curl_easy_strerror(code))
    switch code {
    case CURLE_OK:
      return nil
    case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL:
      self = .invalidURL(String(url.prefix { $0 != "?" }))
    case CURLE_COULDNT_RESOLVE_HOST:
      self = .unknownHost(host)
    case CURLE_COULDNT_CONNECT, CURLE_COULDNT_RESOLVE_PROXY, CURLE_PROXY, CURLE_SSL_CONNECT_ERROR:
      self = .cannotConnect(host: host, reason: reason)
    case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR,
      CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_PINNEDPUBKEYNOTMATCH:
      self = .untrusted(host: host, reason: reason)
    case CURLE_OPERATION_TIMEDOUT:
      // The only time-out that curl is given is the one for connecting.
      self = .connectTimedOut(host: host)
    case CURLE_PARTIAL_FILE, CURLE_GOT_NOTHING, CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_HTTP2,
      CURLE_HTTP2_STREAM, CURLE_SEND_FAIL_REWIND, CURLE_WEIRD_SERVER_REPLY,
      CURLE_BAD_CONTENT_ENCODING:
      self = .disconnected(host: host, reason: reason)
    default:
      self = .failed(reason: reason)
    }
  }
}

extension TransportError {
  /// The error for a request that its own server has answered: whatever went wrong later, that server had it.
  func afterAnswer(to request: HTTPRequest) -> TransportError {
    guard isBeforeSending else { return self }
    return .disconnected(
      host: HTTPOrigin(url: request.url)?.host ?? "the server",
      reason: "it redirected, and that could not be followed (\(self))")
  }

  /// Whether a proxy that doesn't do its work may be the cause, if no connection came about.
  var mayBeTheProxys: Bool {
    switch self {
    case .cannotConnect, .connectTimedOut, .disconnected, .failed: true
    default: false
    }
  }
}
