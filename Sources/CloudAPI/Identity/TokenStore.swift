import Foundation
import JSONTree

/// An anonymous token and what the service said about it.
public struct StoredToken: Hashable, Sendable {
  /// The token.
  public var token: Secret

  /// The service's name for the user who holds it.
  public var userID: String?

  /// The end of its seven days, as the service wrote it.
  public var expiresAt: String?

  /// Makes a token's record.
  public init(token: Secret, userID: String? = nil, expiresAt: String? = nil) {
    self.token = token
    self.userID = userID
    self.expiresAt = expiresAt
  }
}

/// Keeps the anonymous token and the client id between runs.
public protocol TokenKeeping: Sendable {
  /// The token of an earlier run.
  func token() throws(TokenStoreError) -> StoredToken?

  /// Keeps a token in place of any other; nil forgets it.
  func keep(_ token: StoredToken?) throws(TokenStoreError)

  /// The client id, made once and the same ever after.
  func clientID() throws(TokenStoreError) -> String

  /// A new client id in place of one that the service doesn't take.
  func renewedClientID() throws(TokenStoreError) -> String
}

/// Keeps the token and the client id in files that only their owner may read (mode 0600).
public struct TokenStore: TokenKeeping {
  /// The file of the token, as JSON.
  public let tokenPath: String

  /// The file of the client id: published as `~/.config/nemovideo/client_id`.
  public let clientIDPath: String

  /// The client id that the user gave as `NEMO_CLIENT_ID`; it's used and not stored.
  public let givenClientID: String?

  /// Makes a store over two files, which need not exist.
  public init(tokenPath: String, clientIDPath: String, givenClientID: String? = nil) {
    self.tokenPath = tokenPath
    self.clientIDPath = clientIDPath
    self.givenClientID = givenClientID.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The token of an earlier run; a file that holds none counts as no file.
  public func token() throws(TokenStoreError) -> StoredToken? {
    let file = PrivateFile(path: tokenPath)
    if let token = try file.read().flatMap(Self.token) { return token }
    try file.takeUpLeftover { Self.token(in: $0) != nil }
    return try file.read().flatMap(Self.token)
  }

  private static func token(in text: String) -> StoredToken? {
    guard let document = try? JSONDocument(parsing: text),
      let token = document.root["token"]?.stringValue.flatMap(Secret.init)
    else { return nil }
    return StoredToken(
      token: token, userID: document.root["user_id"]?.stringValue,
      expiresAt: document.root["expires_at"]?.stringValue)
  }

  /// Writes the token's file, or removes it.
  public func keep(_ token: StoredToken?) throws(TokenStoreError) {
    let file = PrivateFile(path: tokenPath)
    guard let token else { return try file.remove() }
    var members = [JSONMember("token", .string(token.token.exposed()))]
    if let userID = token.userID { members.append(JSONMember("user_id", .string(userID))) }
    if let end = token.expiresAt { members.append(JSONMember("expires_at", .string(end))) }
    try file.replace(with: String(decoding: JSONValue.object(members).serialized(), as: UTF8.self))
  }

  /// The id given, else the id in the file, else a new one.
  ///
  /// Of two processes that make one at the same moment, both get the same.
  public func clientID() throws(TokenStoreError) -> String {
    if let givenClientID { return givenClientID }
    let file = PrivateFile(path: clientIDPath)
    if let id = try Self.usable(file.read()) { return id }
    let made = UUID().uuidString.lowercased()
    if try file.create(made + "\n") { return made }
    if let id = try Self.usable(file.read()) { return id }
    // What was there is not an id.
    try file.replace(with: made + "\n")
    return made
  }

  /// A new id in the file; in place of a given one, a new one that is not kept.
  public func renewedClientID() throws(TokenStoreError) -> String {
    let made = UUID().uuidString.lowercased()
    if givenClientID == nil { try PrivateFile(path: clientIDPath).replace(with: made + "\n") }
    return made
  }

  private static func usable(_ text: String?) -> String? {
    guard let id = text?.split(whereSeparator: \.isWhitespace).first, id.count <= 128,
      id.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
    else { return nil }
    return String(id)
  }
}
