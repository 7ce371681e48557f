public import HTTPTransport

/// Why a call to the service did not do what it was for.
///
/// The cases follow the published table of codes. None holds a token or a body.
public enum CloudError: Error, Hashable, Sendable {
  /// The network, not the service.
  case transport(TransportError)

  /// The token file or the client id file, not the service.
  case tokenStore(TokenStoreError)

  /// Code 1001 for a token that the user gave: it's the user's to renew.
  case userTokenRefused

  /// Code 1001 for an anonymous token, and again for the new one that took its place.
  case tokenRefused

  /// Code 1002. A new session was made in its place, where that was possible.
  case sessionGone(String, replacement: CloudSession?)

  /// Code 2001; the link is for those who have no account yet.
  case outOfCredits(registrationLink: String?)

  /// Code 4001, or found out before any byte was sent.
  case unsupportedFile(name: String)

  /// Code 4002, or found out before any byte was sent; the limit in bytes, nil if only the service knows it.
  case fileTooLarge(name: String, limitBytes: Int64?)

  /// A file to upload that can't be read here.
  case unreadableFile(path: String)

  /// Code 402: the plan, not the credits.
  case exportBlocked

  /// Code 429, and again after the published wait.
  case rateLimited

  /// Code 429 for an anonymous token: one is given a week.
  case noMoreTokens

  /// The service knows no render of this id.
  case unknownRender(id: String)

  /// Any other code, with the service's own words.
  case refused(call: String, code: Int, message: String?)

  /// The answer is not what is published for the call.
  case unreadableAnswer(call: String, reason: String)

  /// Whether the same call may succeed later: a broken connection, 408, 429, 5xx.
  public var isPassing: Bool {
    switch self {
    case .transport(let error): error.isPassing
    case .rateLimited: true
    case .refused(_, let code, _): code == 408 || (500...599).contains(code)
    default: false
    }
  }
}

extension CloudError: CustomStringConvertible {
  /// What happened and what to do next, for a person who has never seen the API.
  public var description: String {
    switch self {
    case .transport(let error): error.description
    case .tokenStore(let error): error.description
    case .userTokenRefused:
      "the service does not accept the token in NEMO_TOKEN (invalid or expired);"
        + " set a new one, or unset it to use a free anonymous one"
    case .tokenRefused:
      "the service accepts neither the kept token nor a new one; try again later, or set a token of "
        + "your own in NEMO_TOKEN"
    case .sessionGone(let session, let replacement):
      "the session \(session) is gone"
        + (replacement.map { "; a new one was made: \($0.sessionID)" } ?? "; make a new one")
    case .outOfCredits(let link?): "out of credits; register to get more: \(link)"
    case .outOfCredits(nil): "out of credits. Top up credits in your account"
    case .unsupportedFile(let name) where AcceptedMedia.contentType(ofFileNamed: name) != nil:
      "the service does not accept \(name) (code 4001), although it accepts files of that name's "
        + "type; check that it plays, or convert it"
    case .unsupportedFile(let name):
      "the service does not accept \(name); it accepts \(AcceptedMedia.list)"
    case .fileTooLarge(let name, let limit?):
      "\(name) is larger than \(limit / SkillIdentity.bytesPerMegabyte) MB; compress or trim it"
    case .fileTooLarge(let name, nil):
      "the service finds \(name) too large (code 4002); compress or trim it"
    case .unreadableFile(let path): "cannot read \(path); check that it exists and is readable"
    case .exportBlocked:
      "Register or upgrade your plan to unlock export."
        + " This is a matter of the subscription, not of credits"
    case .rateLimited: "the service is busy, even after a wait; try again in a while"
    case .noMoreTokens:
      "the service gives one anonymous token a week to this machine, and gives no other now;"
        + " set a token of your own in NEMO_TOKEN, or try again later"
    case .unknownRender(let id):
      "the service knows no render \(id); export the draft again"
    case .refused(let call, let code, let message):
      "the service refused to \(call)" + (code > 0 ? " (code \(code))" : "")
        + (message.map { ": \($0)" } ?? "") + Self.advice(forCode: code)
    case .unreadableAnswer(let call, let reason):
      "the service's answer to the request to \(call) can't be read: \(reason); check that "
        + "NEMO_API_URL names the service, and try again later"
    }
  }

  /// What to do about a code that the table doesn't have.
  private static func advice(forCode code: Int) -> String {
    switch code {
    case 404, 405: "; check that NEMO_API_URL names the service"
    case 403: "; check the token, and whether a proxy or firewall is in between"
    case 408, 500...599: "; try again later"
    default: "; change what is asked, or try again later"
    }
  }
}
