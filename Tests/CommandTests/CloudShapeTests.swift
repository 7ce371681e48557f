import Foundation
import TestSupport
import Testing

/// `docs/json-output.md` lists what the service's commands print: all of it, and nothing else.
@Suite struct CloudShapeTests {
  /// The shapes that take a service to be printed.
  static let schemas: Set<String> = [
    "roughcut.login/1", "roughcut.logout/1", "roughcut.credits/1", "roughcut.session/1",
    "roughcut.sessions/1", "roughcut.claim-link/1", "roughcut.say/1", "roughcut.state/1",
    "roughcut.upload/1", "roughcut.pull/1", "roughcut.export/1", "roughcut.export-request/1",
    "roughcut.jobs/1", "roughcut.estimate/1",
  ]

  @Test("Every shape is printed as it is documented")
  func shapes() throws {
    let cloud = try CloudProgram(["--fault", "402@export#2"])
    try GeneratedMedia.files(["logo.png"])
    try FileManager.default.copyItem(
      at: GeneratedMedia.folder.appending(path: "logo.png"),
      to: cloud.program.folder.file("logo.png"))
    var printed: [String: [[String: Any]]] = [:]
    for arguments in [
      ["login"], ["credits"], ["session", "new"], ["say", "generate a city timelapse"],
      ["session", "list"], ["session", "link"], ["say", "status"], ["upload", "logo.png"],
      ["pull", "-o", "cut.json"], ["export", "cut.json"], ["export", "cut.json", "--dry-run"],
      ["say", "make the music quieter"], ["jobs"], ["estimate", "cut.json"], ["say", "导出"],
      ["logout"],
    ] {
      let outcome = try cloud.program.run(
        arguments + ["--json"], environment: cloud.environment)
      let object = outcome.object
      guard outcome.status == 0 else { continue }
      let schema = try #require(object["schema"] as? String, "\(arguments)")
      printed[schema, default: []].append(object)
    }
    #expect(Set(printed.keys) == Self.schemas)
    for (schema, objects) in printed { try JSONOutputTests.check(objects, of: schema) }
  }
}
