import Crypto
import Foundation
import RenderPlanning

/// Who may call, and what they may spend.
///
/// Tokens and client ids are kept as digests: the folder gives nobody away.
struct AccountBook: Codable, Sendable {
  /// One anonymous user.
  struct User: Codable, Sendable {
    let id: String
    /// What is free to spend; what is frozen is already taken off.
    var available: Double
    /// The digest of the token in force.
    var token: String?
    var expiresAt: Date
    /// Whether the token was taken back, so that another may be had within the week.
    var isRevoked = false
  }

  /// Users by the digest of their client id.
  private var clients: [String: String] = [:]
  private var users: [String: User] = [:]
  /// Users by the digest of their token; tokens that are no longer in force are forgotten.
  private var tokens: [String: String] = [:]

  /// A token as it's handed out, once.
  struct Issue: Sendable {
    let token: String
    let user: User
  }

  /// Hands out the one token of a client's week.
  ///
  /// A week later there's another, and the credits that come with it; a token that was taken back is replaced
  /// at once, without new credits.
  mutating func issue(
    to client: String, credits: Double, lifetime: TimeInterval, now: Date
  ) throws(Refusal) -> Issue {
    let digest = Self.digest(client)
    var user: User
    if let known = clients[digest].flatMap({ users[$0] }) {
      user = known
      if now >= user.expiresAt {
        user.available = max(user.available, credits)
      } else if !user.isRevoked {
        throw .rateLimited
      }
    } else {
      user = User(id: "usr_" + Self.random(16), available: credits, expiresAt: now)
    }
    if let old = user.token { tokens[old] = nil }
    let token = "nmv_usr_" + Self.random(40)
    user.token = Self.digest(token)
    user.expiresAt = now + lifetime
    user.isRevoked = false
    clients[digest] = user.id
    users[user.id] = user
    tokens[Self.digest(token)] = user.id
    return Issue(token: token, user: user)
  }

  /// The user whom a token admits.
  func user(token: String, now: Date) throws(Refusal) -> User {
    guard let user = tokens[Self.digest(token)].flatMap({ users[$0] }), !user.isRevoked,
      now < user.expiresAt
    else { throw .invalidToken }
    return user
  }

  /// Takes a token back.
  mutating func revoke(token: String) {
    guard let id = tokens[Self.digest(token)] else { return }
    users[id]?.isRevoked = true
  }

  /// What a user has free.
  func available(_ user: String) -> Double { users[user]?.available ?? 0 }

  /// Takes from, or with a negative amount gives to, what is free.
  mutating func take(_ amount: Double, from user: String) { users[user]?.available -= amount }

  /// Letters and digits by chance, from the system's generator.
  static func random(_ count: Int) -> String {
    let letters = Array("abcdefghijklmnopqrstuvwxyz0123456789")
    return String((0..<count).map { _ in letters[Int.random(in: 0..<letters.count)] })
  }

  static func digest(_ text: String) -> String {
    Hexadecimal.text(SHA256.hash(data: Data(text.utf8)))
  }
}
