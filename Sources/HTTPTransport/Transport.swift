/// Carries requests to a server: the one door between this product and any network.
///
/// A conformance follows redirects within its bounds, never carries a secret to another host, sends
/// each request at most once (a retry is the caller's decision, since only the caller knows whether it
/// would be charged twice), and ends a transfer when the task that waits for it is cancelled.
public protocol Transport: Sendable {
  /// Sends `request` and returns as soon as the head of the answer has arrived.
  ///
  /// - Returns: The answer; any status is an answer. Its body arrives while it is read.
  /// - Throws: ``TransportError`` when no complete head arrived.
  func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse
}
