import CloudAPI
import Foundation
import TestSupport
import Testing

@Suite("Token store")
struct TokenStoreTests {
  let folder: TemporaryFolder
  let store: TokenStore

  init() throws {
    folder = try TemporaryFolder()
    store = TokenStore(
      tokenPath: "\(folder.url.path)/state/token",
      clientIDPath: "\(folder.url.path)/config/client_id")
  }

  private func mode(_ path: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return try #require(attributes[.posixPermissions] as? NSNumber).intValue
  }

  @Test("A token comes back as it was kept, from a file that only its owner may read")
  func roundTrip() throws {
    #expect(try store.token() == nil)
    let token = StoredToken(
      token: try #require(Secret("nmv_usr_1")), userID: "u \"1\"", expiresAt: "2030-01-01T00:00:00Z"
    )
    try store.keep(token)
    try store.keep(token)
    #expect(try store.token() == token)
    #expect(try mode(store.tokenPath) == 0o600)
    #expect(try mode("\(folder.url.path)/state") == 0o700)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: "\(folder.url.path)/state") == ["token"])
    try store.keep(nil)
    try store.keep(nil)
    #expect(try store.token() == nil)
  }

  @Test(
    "What a process had written that was killed before it was in place is taken up, if it is whole")
  func leftover() throws {
    let token = StoredToken(token: try #require(Secret("nmv_usr_1")), userID: "u")
    try store.keep(token)
    let staging = store.tokenPath + ".new"
    try FileManager.default.moveItem(atPath: store.tokenPath, toPath: staging)
    #expect(try store.token() == token)
    #expect(try mode(store.tokenPath) == 0o600)
    let contents = {
      try FileManager.default.contentsOfDirectory(atPath: "\(folder.url.path)/state")
    }
    #expect(try contents() == ["token"])

    try store.keep(nil)
    for half in ["", #"{"token":"nmv_us"#, "[]"] {
      try half.write(toFile: staging, atomically: false, encoding: .utf8)
      #expect(try store.token() == nil)
      #expect(try contents() == [])
    }
    // A leftover does not hinder the next one, and goes with the token.
    try #"{"token":"nmv_usr_2"}"#.write(toFile: staging, atomically: false, encoding: .utf8)
    try store.keep(token)
    #expect(try contents() == ["token"] && store.token() == token)
    try #"{"token":"nmv_usr_2"}"#.write(toFile: staging, atomically: false, encoding: .utf8)
    try store.keep(nil)
    #expect(try store.token() == nil)
  }

  @Test("Of many that keep a token at once, one's is kept whole")
  func concurrent() async throws {
    await withTaskGroup(of: Void.self) { group in
      for number in 0..<40 {
        group.addTask {
          guard let secret = Secret("nmv_usr_\(number)") else { return }
          #expect(throws: Never.self) { try store.keep(StoredToken(token: secret)) }
        }
      }
    }
    #expect(try store.token() != nil)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: "\(folder.url.path)/state") == ["token"])
  }

  @Test("A token file that others may read is closed to them")
  func tightened() throws {
    try store.keep(StoredToken(token: try #require(Secret("nmv_usr_1"))))
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o644], ofItemAtPath: store.tokenPath)
    #expect(try store.token() != nil)
    #expect(try mode(store.tokenPath) == 0o600)
  }

  @Test(
    "A file that holds no token is no token", arguments: ["", "{", "{}", "{\"token\":\"\"}", "[1]"])
  func garbage(text: String) throws {
    try store.keep(StoredToken(token: try #require(Secret("x"))))
    try text.write(toFile: store.tokenPath, atomically: false, encoding: .utf8)
    #expect(try store.token() == nil)
  }

  @Test("The client id is made once, and the same for all who ask at once")
  func clientID() async throws {
    let ids = try await withThrowingTaskGroup(of: String.self) { group in
      for _ in 0..<16 { group.addTask { [store] in try store.clientID() } }
      return try await group.reduce(into: Set<String>()) { $0.insert($1) }
    }
    #expect(ids.count == 1)
    #expect(UUID(uuidString: try #require(ids.first)) != nil)
    #expect(try mode(store.clientIDPath) == 0o600)
  }

  @Test("A given client id is used and not stored")
  func givenClientID() throws {
    let store = TokenStore(
      tokenPath: store.tokenPath, clientIDPath: store.clientIDPath, givenClientID: "mine")
    #expect(try store.clientID() == "mine")
    #expect(!FileManager.default.fileExists(atPath: store.clientIDPath))
  }

  @Test("An empty client id file is filled")
  func emptyClientID() throws {
    _ = try store.clientID()
    try "\n".write(toFile: store.clientIDPath, atomically: false, encoding: .utf8)
    let id = try store.clientID()
    #expect(UUID(uuidString: id) != nil)
    #expect(try store.clientID() == id)
  }

  @Test("A place that can't be written is named, without the token")
  func unwritable() throws {
    let store = TokenStore(tokenPath: "/proc/none/token", clientIDPath: "/proc/none/id")
    let token = StoredToken(token: try #require(Secret("nmv_usr_1")))
    #expect {
      try store.keep(token)
    } throws: { error in
      "\(error)".contains("/proc/none") && !"\(error)".contains("nmv_usr_1")
    }
  }
}
