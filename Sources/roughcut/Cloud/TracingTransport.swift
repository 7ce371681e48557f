import HTTPTransport

/// Tells every request in one line: method, address without its query, status and time.
///
/// Never a header and never a body, as the token is in one of them. A query can sign an address, and then it opens
/// what it leads to.
struct TracingTransport: Transport {
  let inner: any Transport
  let tell: @Sendable (String) -> Void

  func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    let start = ContinuousClock.now
    let place = Self.redacted(request.url)
    func line(_ end: String) -> String {
      let milliseconds = (ContinuousClock.now - start) / .milliseconds(1)
      return "\(request.method.rawValue) \(place) → \(end) (\(Int(milliseconds)) ms)"
    }
    do throws(TransportError) {
      let response = try await inner.send(request)
      tell(line("\(response.status)"))
      return response
    } catch {
      tell(line("\(error)"))
      throw error
    }
  }

  private static func redacted(_ url: String) -> String {
    guard let origin = HTTPOrigin(url: url), let start = url.firstRange(of: "://") else {
      return "an address that cannot be read"
    }
    let path = url[start.upperBound...].drop { !"/?#".contains($0) }.prefix { !"?#".contains($0) }
    let isUsual = origin.port == (origin.scheme == "https" ? 443 : 80)
    let hasQuery = url.contains("?")
    return "\(origin.scheme)://\(origin.host)\(isUsual ? "" : ":\(origin.port)")\(path)"
      + (hasQuery ? "?…" : "")
  }
}
