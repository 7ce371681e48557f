/// What follows from an answer that points elsewhere (RFC 9110, section 15.4).
public enum Redirect {
  /// Header fields that may cross to another origin: those that shape the answer and name no one.
  static let fieldsForAnyHost = [
    "Accept", "Accept-Language", "Content-Type", "If-Range", "Range", "User-Agent",
  ]

  /// Whether an answer of this status with a `Location` is a redirect.
  public static func isRedirect(status: Int) -> Bool { [301, 302, 303, 307, 308].contains(status) }

  /// The request that an answer of `status`, pointing to `target`, calls for.
  ///
  /// A 303 is fetched with GET, and so is a POST answered by 301 or 302, as every browser does. Where the
  /// origin changes, only fields on a short list go along: no token, no client id, no attribution; and a
  /// body is never carried to another origin. A redirect from one host to another never leads into a private
  /// network, unless the first host is in one by its own address: what a stranger answers must not reach
  /// what only this machine can reach.
  ///
  /// - Parameter target: The absolute address that the answer names.
  /// - Throws: ``TransportError/refusedRedirect(to:)`` if the target isn't `http` or `https`, gives up TLS,
  ///   is in a private network by its address, or would have a body sent to another origin.
  public static func following(
    _ request: HTTPRequest, status: Int, to target: String
  ) throws(TransportError) -> HTTPRequest {
    guard let source = HTTPOrigin(url: request.url) else { throw .invalidURL(request.url) }
    guard let destination = HTTPOrigin(url: target) else {
      throw .refusedRedirect(to: "an address that is not http or https")
    }
    let place = "\(destination.scheme)://\(destination.host)"
    guard source.scheme == "http" || destination.scheme == "https" else {
      throw .refusedRedirect(to: place)
    }
    var next = request
    next.url = target
    if source.host != destination.host, !source.isPrivate {
      guard !destination.isPrivate else { throw .refusedRedirect(to: place) }
      next.refusesPrivateAddresses = true
    }
    let becomesGet = status == 303 || ((status == 301 || status == 302) && request.method == .post)
    if becomesGet, request.method != .head {
      next.method = .get
      next.body = .none
      next.headers.remove("Content-Type")
    }
    if source != destination {
      guard next.body == .none else { throw .refusedRedirect(to: place) }
      next.headers = next.headers.keeping(only: fieldsForAnyHost)
    }
    return next
  }
}
