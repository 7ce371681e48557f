import Foundation
import TestSupport
import Testing

/// login, logout, credits, config, session: as whom the program speaks, and what it keeps of that.
@Suite struct CloudAccountTests {
  @Test("login keeps an anonymous token for its owner alone, and the next command uses it")
  func login() throws {
    let cloud = try CloudProgram()
    let told = try cloud.done("login")
    #expect(told.text.contains("anonymous user user-2 until 20"))
    #expect(told.text.contains("1000 credits to spend"))
    let again = try cloud.done("login", "--json").object
    #expect(again["schema"] as? String == "roughcut.login/1")
    #expect(again["token"] as? String == "anonymous")
    #expect(try cloud.service.record.tokens == 1)
    let modes = try [cloud.tokenFile, cloud.program.folder.file(".config/nemovideo/client_id")].map
    {
      try FileManager.default.attributesOfItem(atPath: $0.path)[.posixPermissions] as? Int
    }
    #expect(modes == [0o600, 0o600])
    #expect(try cloud.done("credits").text == "1000 credits to spend")
    #expect(try cloud.done("credits", "--json").object["total"] as? Int == 1000)
    #expect(try cloud.service.record.complaints.isEmpty)
  }

  @Test("logout forgets the token, says what that means, and the client id stays")
  func logout() throws {
    let cloud = try CloudProgram()
    try cloud.done("login")
    #expect(try cloud.done("logout").text.contains("after a week"))
    #expect(!FileManager.default.fileExists(atPath: cloud.tokenFile.path))
    #expect(try cloud.done("logout", "--json").object["forgotten"] as? Bool == false)
    try cloud.done("login")
    // The service knows the client by its id, and gives the same token.
    #expect(try cloud.service.record.tokens == 1)
  }

  @Test("A token of the user's that is refused is said to be so, and never replaced")
  func refusedToken() throws {
    let cloud = try CloudProgram()
    let outcome = try cloud.run("login", adding: ["NEMO_TOKEN": "nmv_usr_mine"])
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("NEMO_TOKEN"))
    #expect(!outcome.errors.contains("nmv_usr_mine"))
    #expect(try cloud.service.record.tokens == 0)
    let broken = try cloud.run("credits", adding: ["NEMO_TOKEN": "nmv usr"])
    #expect(broken.status == 2)
    #expect(broken.errors.contains("it is no token"))
  }

  @Test("A service that gives no token a second time in a week is said to do so")
  func noMoreTokens() throws {
    let cloud = try CloudProgram(["--fault", "429@token!"])
    let outcome = try cloud.run("credits")
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("asking once more in 1 s"))
    #expect(outcome.errors.contains("one anonymous token a week"))
  }

  @Test("The five published skills are spoken as when named; the product's own otherwise")
  func identities() throws {
    let cloud = try CloudProgram()
    try cloud.done("credits")
    try cloud.program.folder.write(
      "---\nname: video-generation-free\nversion: 1.9.2\n---\nMax file size is 500MB.\n".utf8,
      to: "SKILL.md")
    let named = try cloud.run(
      "credits", adding: ["ROUGHCUT_SKILL": "SKILL.md", "SKILL_SOURCE": "x"])
    #expect(named.status == 0)
    let identities = try cloud.service.record.identities
    #expect(identities.contains("video-generation-free 1.9.2 x"))
    #expect(identities.contains { $0.hasPrefix("roughcut ") && $0.hasSuffix(" unknown") })
    let absent = try cloud.run("credits", adding: ["ROUGHCUT_SKILL": "none.md"])
    #expect(absent.status == 2)
    #expect(absent.errors.contains("ROUGHCUT_SKILL"))
  }

  @Test("config says where the service is and as whom it is spoken to, and never the token")
  func configuration() throws {
    let cloud = try CloudProgram()
    try cloud.done("login")
    let shown = try cloud.done("config")
    #expect(shown.text.contains(cloud.service.origin))
    #expect(shown.text.contains("anonymous"))
    #expect(!shown.text.contains("nmv_usr_"))
    // What belongs to one service is never sent to another, nor lost for it.
    func ledger(_ address: String?) throws -> String? {
      let shown = try cloud.run("config", "--json", adding: ["NEMO_API_URL": address])
      let rows = shown.object["settings"] as? [[String: String]]
      return rows?.first { $0["setting"] == "ledger" }?["value"]
    }
    let state = cloud.program.folder.file(".local/state/roughcut").path
    #expect(try ledger(nil) == "\(state)/ledger.sqlite")
    #expect(
      try ledger("https://example.com:8443")
        == "\(state)/services/example.com-8443/ledger.sqlite")
    #expect(try ledger("http://[::1]:80/") == "\(state)/services/loopback/ledger.sqlite")
  }

  @Test(
    "An address at which the token would travel in the open, or that is none, is refused",
    arguments: ["http://example.com", "ftp://example.com", "example.com"])
  func addresses(address: String) throws {
    let outcome = try Program().run(
      ["credits"], environment: ["NEMO_API_URL": address, "NEMO_TOKEN": nil])
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("NEMO_API_URL"))
  }

  @Test("Sessions are made, listed, chosen, and given to a person by a link")
  func sessions() throws {
    let cloud = try CloudProgram()
    #expect(try cloud.run("session", "link").errors.contains("there is no session yet"))
    #expect(try cloud.done("session", "list").errors.contains("there is no session yet"))
    let first = try #require(try cloud.done("session", "new", "--json").object["id"] as? String)
    let second = try #require(try cloud.done("session", "new", "--json").object["id"] as? String)
    func current() throws -> String? {
      let list = try cloud.done("session", "list", "--json").object["sessions"] as? [[String: Any]]
      return list?.first { $0["isCurrent"] as? Bool == true }?["id"] as? String
    }
    #expect(try current() == second)
    try cloud.done("session", "use", first)
    #expect(try current() == first)
    let link = try cloud.done("session", "link")
    #expect(link.text.hasPrefix("https://nemovideo.com/workspace/claim?ct=clm_"))
    let gone = try cloud.run("session", "use", "no-such-session")
    #expect(gone.status == 2)
    #expect(gone.errors.contains("the service has no session no-such-session"))
    #expect(try current() == first)
    #expect(try cloud.service.record.complaints.isEmpty)
  }
}
