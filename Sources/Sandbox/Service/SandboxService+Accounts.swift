import Foundation
import JSONTree

extension SandboxService {
  /// `POST /api/auth/anonymous-token`.
  func issueToken(clientID: String?) throws(Refusal) -> JSONValue {
    guard let clientID, !clientID.isEmpty, clientID.utf8.count <= 200 else { throw .noClientID }
    let issue = try accounts.issue(
      to: clientID, credits: configuration.credits,
      lifetime: configuration.tokenLifetimeSeconds, now: clock.now())
    try saveAccounts()
    return [
      "token": .string(issue.token), "user_id": .string(issue.user.id),
      "expires_at": .string(Self.text(issue.user.expiresAt)),
      "credits": .decimal(issue.user.available),
    ]
  }

  /// The user whom a request's token admits.
  func user(token: String?) throws(Refusal) -> String {
    guard let token else { throw .invalidToken }
    return try accounts.user(token: token, now: clock.now()).id
  }

  /// Takes a token back, as the fault 1001 does.
  func revoke(token: String?) {
    guard let token else { return }
    accounts.revoke(token: token)
    // A disk that is full must not turn the fault that was asked for into another.
    try? saveAccounts()
  }

  /// `GET /api/credits/balance/simple`.
  func credits(of user: String) -> JSONValue {
    let available = accounts.available(user)
    let frozen = sessions.values.filter { $0.userID == user }.flatMap(\.pending)
      .reduce(0) { $0 + $1.cost }
    return [
      "available": .decimal(available), "frozen": .decimal(frozen),
      "total": .decimal(available + frozen),
    ]
  }

  /// `POST /api/auth/claim-token`.
  func claimToken(session: String, task: String, user: String) throws(Refusal) -> JSONValue {
    guard try self.session(session, of: user).taskID == task else { throw .noSession }
    return [
      "claim_token": .string("clm_" + AccountBook.random(32)), "expires_in": 604_800,
    ]
  }

  static func text(_ date: Date) -> String { date.formatted(.iso8601) }
}
