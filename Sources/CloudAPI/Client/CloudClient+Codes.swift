import HTTPTransport
import JSONTree

extension CloudClient {
  /// What a code means for a call, after the retries that the table allows.
  func error(code: Int, message: String?, for endpoint: Endpoint) async -> CloudError {
    switch code {
    case 1001, 401:
      return configuration.userToken == nil ? .tokenRefused : .userTokenRefused
    case 1002:
      guard let session = endpoint.session else { break }
      return .sessionGone(session.sessionID, replacement: try? await createSession())
    case 2001:
      return .outOfCredits(registrationLink: registrationLink(for: endpoint.session))
    case 4001:
      return .unsupportedFile(name: fileNames(in: endpoint))
    case 4002:
      return .fileTooLarge(name: fileNames(in: endpoint), limitBytes: nil)
    case 402:
      return .exportBlocked
    case 429:
      return .rateLimited
    default:
      break
    }
    return .refused(call: endpoint.call, code: code, message: message)
  }

  /// Where an anonymous user registers so as to keep this session's work; nil for those with a token of
  /// their own, who top up in their account instead.
  ///
  /// Published is `?bind=<id>` on the web address; the page itself is not.
  nonisolated func registrationLink(for session: CloudSession?) -> String? {
    guard configuration.userToken == nil else { return nil }
    guard let id = session?.bindID ?? session?.sessionID else { return configuration.webURL }
    return "\(configuration.webURL)/?bind=\(Endpoint.segment(id))"
  }

  private func fileNames(in endpoint: Endpoint) -> String {
    guard case .multipart(let parts) = endpoint.body else { return "what the address names" }
    return parts.compactMap(\.fileName).joined(separator: ", ")
  }
}
