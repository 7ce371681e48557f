import Foundation
import TestSupport
import Testing

/// The token is in its own file and nowhere else, whatever goes wrong and however much is told.
@Suite struct CloudSecretTests {
  @Test("A whole working day with --verbose, errors included, prints and writes no secret")
  func secrets() throws {
    let cloud = try CloudProgram([
      "--fault", "1001@message", "--fault", "429@credits#4", "--fault", "402@export",
      "--fault", "drop=30@message#3", "--fault", "garbage@state#7", "--fault", "500@status",
      "--fault", "drop=500@media",
    ])
    let folder = cloud.program.folder
    try GeneratedMedia.files(["logo.png"])
    try FileManager.default.copyItem(
      at: GeneratedMedia.folder.appending(path: "logo.png"), to: folder.file("logo.png"))
    var printed = ""
    let own = "nmv_usr_myownsecret"
    for arguments in [
      ["login"], ["config"], ["say", "generate a city timelapse"], ["upload", "logo.png"],
      ["say", "make the music quieter"], ["pull", "-o", "cut.json"], ["export", "cut.json", "-n"],
      ["export", "cut.json"], ["jobs", "resume"], ["session", "link"], ["session", "list"],
      ["say", "status"], ["estimate", "cut.json"], ["jobs"], ["logout"], ["credits"],
    ] {
      let outcome = try cloud.program.run(
        arguments + ["--verbose"], environment: cloud.environment)
      printed += outcome.text + outcome.errors
    }
    let refused = try cloud.run("credits", "--verbose", adding: ["NEMO_TOKEN": own])
    printed += refused.text + refused.errors
    // It was told what it did, and that is not the secret part.
    #expect(printed.contains("POST \(cloud.service.origin)/run_sse → "))
    #expect(printed.contains("GET \(cloud.service.mediaOrigin)/m/"))
    let stored = try #require(
      try JSONSerialization.jsonObject(with: Data(contentsOf: cloud.tokenFile))
        as? [String: Any])
    let token = try #require(stored["token"] as? String)
    let client = try String(
      contentsOf: folder.file(".config/nemovideo/client_id"), encoding: .utf8
    ).trimmingCharacters(in: .whitespacesAndNewlines)
    for secret in [token, client, own, "nmv_usr_"] { #expect(!printed.contains(secret)) }
    var holders: Set<String> = []
    for case let name as String in FileManager.default.enumerator(atPath: folder.url.path)
      ?? .init()
    {
      guard let bytes = try? Data(contentsOf: folder.file(name)) else { continue }
      for secret in [token, own] where bytes.range(of: Data(secret.utf8)) != nil {
        holders.insert(name)
      }
    }
    #expect(holders == ["\(CloudProgram.state)/token.json"])
    let mode = try FileManager.default.attributesOfItem(atPath: cloud.tokenFile.path)
    #expect(mode[.posixPermissions] as? Int == 0o600)
    #expect(try cloud.service.record.complaints.isEmpty)
  }
}
