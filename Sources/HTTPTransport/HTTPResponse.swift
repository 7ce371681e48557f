/// The head of an answer, and the way to its body.
public struct HTTPResponse: Sendable {
  /// The status code, from 200 through 599.
  public let status: Int

  /// The header fields; trailers are not among them.
  public let headers: HTTPHeaders

  /// The address that answered, after redirects.
  public let url: String

  /// The body, still arriving.
  public let body: ResponseBody

  /// Makes an answer.
  public init(
    status: Int, headers: HTTPHeaders = [:], url: String = "", body: ResponseBody = .empty
  ) {
    self.status = status
    self.headers = headers
    self.url = url
    self.body = body
  }

  /// The length that the answer announces for its body, in bytes, at most ``ByteLength/longest``.
  public var announcedLength: Int64? { headers["Content-Length"].flatMap(ByteLength.read) }
}
