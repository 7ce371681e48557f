import CloudAPI
import Foundation
import HTTPTransport
import JSONTree
import Synchronization
import TestSupport
import Testing

@Suite("Cloud client: calls")
struct CloudClientTests {
  private let session = ScriptedService.session
  private let balance = "/api/credits/balance/simple"

  @Test(
    "Every call carries the token and the three attribution fields",
    arguments: SkillIdentity.published)
  func attribution(identity: SkillIdentity) async throws {
    let service = ScriptedService([balance: [.ok("{\"available\":70,\"frozen\":30,\"total\":100}")]]
    )
    let credits = try await service.client(identity: identity).credits()
    #expect(credits.total == 100)
    let headers = try #require(service.requests.first).headers
    #expect(headers["Authorization"] == "Bearer nmv_usr_own")
    #expect(headers["X-Skill-Source"] == identity.source)
    #expect(headers["X-Skill-Version"] == identity.version)
    #expect(headers["X-Skill-Platform"] == "unknown")
  }

  @Test("A session is made in the language that the skill publishes")
  func sessionLanguage() async throws {
    for (identity, language) in zip(SkillIdentity.published, ["zh", "zh", "zh", "en", "en"]) {
      let service = ScriptedService([
        ScriptedService.sessionPath: [.ok("{\"task_id\":\"t1\",\"session_id\":\"s1\"}")]
      ])
      let session = try await service.client(identity: identity).createSession()
      #expect(session == CloudSession(sessionID: "s1", taskID: "t1", bindID: "t1"))
      #expect(
        service.requests.first?.bodyText
          == "{\"task_name\":\"project\",\"language\":\"\(language)\"}")
    }
  }

  @Test(
    "Without a token of the user's one is acquired, with the client id and no authorization, and kept"
  )
  func acquisition() async throws {
    let service = ScriptedService([
      ScriptedService.tokenPath: [ScriptedService.token("nmv_usr_1")],
      balance: [.ok("{\"available\":1,\"frozen\":0}")],
    ])
    let client = service.client(userToken: nil)
    _ = try await client.credits()
    _ = try await client.credits()
    let first = try #require(service.requests.first)
    #expect(first.headers["X-Client-Id"] == "client-1")
    #expect(first.headers["Authorization"] == nil)
    #expect(service.count(ScriptedService.tokenPath) == 1)
    #expect(try service.token()?.userID == "u1")
    _ = try await service.client(userToken: nil).credits()
    #expect(service.count(ScriptedService.tokenPath) == 1)
  }

  @Test("Calls that need a token at the same time share one acquisition")
  func sharedAcquisition() async throws {
    let service = ScriptedService([
      ScriptedService.tokenPath: [ScriptedService.token("nmv_usr_1"), .code(429)],
      balance: [.ok("{\"available\":1,\"frozen\":0}")],
    ])
    let client = service.client(userToken: nil)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<8 { group.addTask { _ = try await client.credits() } }
      try await group.waitForAll()
    }
    #expect(service.count(ScriptedService.tokenPath) == 1)
  }

  @Test("The claim link names the session's task")
  func claim() async throws {
    let service = ScriptedService([
      "/api/auth/claim-token": [.ok("{\"claim_token\":\"clm_1\",\"expires_in\":604800}")]
    ])
    let link = try await service.client().claimLink(for: session)
    #expect(link == "https://web.example/workspace/claim?ct=clm_1")
    #expect(service.requests.first?.bodyText == "{\"task_id\":\"t1\",\"session_id\":\"s1\"}")
  }

  @Test("An id can't change the path around it")
  func pathSafety() async throws {
    let service = ScriptedService([:])
    await #expect(throws: CloudError.self) {
      _ = try await service.client().state(of: CloudSession(sessionID: "../x?y#z/é"))
    }
    #expect(
      service.requests.first?.url
        == "https://api.example/api/state/nemo_agent/me/%2E%2E%2Fx%3Fy%23z%2F%C3%A9/latest")
  }

  @Test(
    "Files are checked before any byte is sent",
    arguments: [
      ("clip.txt", 1, CloudError.unsupportedFile(name: "clip.txt")),
      ("clip", 1, CloudError.unsupportedFile(name: "clip")),
      ("big.mp4", 200_000_001, CloudError.fileTooLarge(name: "big.mp4", limitBytes: 200_000_000)),
    ])
  func uploadChecks(name: String, size: UInt64, expected: CloudError) async throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.url.path)/\(name)"
    #expect(FileManager.default.createFile(atPath: path, contents: nil))
    try #require(FileHandle(forWritingAtPath: path)).truncate(atOffset: size)
    let service = ScriptedService([:])
    await #expect(throws: expected) {
      _ = try await service.client(identity: .published[2]).upload(files: [path], to: session)
    }
    #expect(service.requests.isEmpty)
  }

  @Test("Uploads go as parts named files, or as addresses")
  func uploads() async throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.url.path)/a.MP4"
    #expect(FileManager.default.createFile(atPath: path, contents: Data([1])))
    let answer = """
      {"files":[{"filename":"a.MP4","file_type":"video","cdn_url":"https://c/a","duration":1.5,\
      "width":2,"height":3,"fps":29.97,"hash":"h"}],"session_state_applied":true}
      """
    let service = ScriptedService(["/api/upload-video/nemo_agent/me/s1": [.ok(answer)]])
    let client = service.client()
    let receipt = try await client.upload(files: [path], to: session)
    #expect(receipt.isStateApplied)
    #expect(receipt.files.first?.durationSeconds == 1.5)
    #expect(receipt.files.first?.url == "https://c/a")
    #expect(
      service.requests.first?.body
        == .multipart([
          FormPart(
            name: "files", content: .file(path: path), fileName: "a.MP4", contentType: "video/mp4")
        ]))
    _ = try await client.upload(urls: ["https://x/y.mp4"], to: session)
    #expect(
      service.requests.last?.bodyText == "{\"urls\":[\"https://x/y.mp4\"],\"source_type\":\"url\"}")
  }

  @Test("No trace, error or dump ever shows a token")
  func redaction() async throws {
    let lines = Mutex<[String]>([])
    let service = ScriptedService([
      ScriptedService.tokenPath: [
        ScriptedService.token("nmv_usr_1"), ScriptedService.token("nmv_usr_2"),
      ],
      balance: [.code(1001)],
    ])
    let client = service.client(userToken: nil) { line in lines.withLock { $0.append(line) } }
    do {
      _ = try await client.credits()
      Issue.record("a refused call succeeded")
    } catch {
      lines.withLock { $0.append("\(error) \(String(reflecting: error))") }
    }
    var dumped = ""
    dump(client.configuration, to: &dumped)
    dump(service.requests, to: &dumped)
    dump(try service.token(), to: &dumped)
    let all = lines.withLock { $0.joined(separator: "\n") } + dumped
    #expect(all.contains("GET /api/credits/balance/simple → 200"))
    #expect(!all.contains("nmv_usr"))
    #expect(!all.contains("client-1"))
  }
}
