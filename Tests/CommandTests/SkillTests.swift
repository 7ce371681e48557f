import Foundation
import TestSupport
import Testing

/// `skill/SKILL.md`: what it tells an agent to run does what it says, in the order in which it stands there.
@Suite struct SkillTests {
  private static let text =
    (try? String(
      contentsOf: Repository.root.appending(path: "skill/SKILL.md"), encoding: .utf8)) ?? ""

  /// The lines of its blocks of commands.
  private static let commands: [String] = {
    var commands: [String] = []
    var isOpen = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") {
        isOpen = line == "```bash"
      } else if isOpen {
        commands.append(String(line))
      }
    }
    return commands
  }()

  @Test("Its frontmatter names the skill as the service is told, with the program's version")
  func frontmatter() throws {
    let parts = Self.text.components(separatedBy: "---\n")
    try #require(parts.count >= 3 && parts[0].isEmpty)
    let script = "import sys, json, yaml; print(json.dumps(yaml.safe_load(sys.stdin)))"
    let yaml = try Shell.run("python3", ["-c", script], input: Data(parts[1].utf8))
    let program = try Program()
    let version = try program.run(["--version"]).text
    if yaml.status == 0 {
      let fields = try #require(yaml.object as? [String: String])
      #expect(fields["name"] == "roughcut" && fields["version"] == version)
      // What an agent chooses a skill by, and what stores take.
      #expect((50...1024).contains(fields["description"]?.count ?? 0))
    }
    let settings = try program.run(["config", "--json"]).object["settings"] as? [[String: String]]
    let identity = settings?.first { $0["setting"] == "speaks_as" }
    #expect(identity?["value"] == "roughcut \(version)")
    #expect(identity?["origin"]?.hasSuffix("skill/SKILL.md") == true)
  }

  @Test("It is short enough to be read")
  func length() {
    #expect(Self.text.split(separator: "\n").count < 120)
    #expect(Self.commands.count >= 15)
  }

  @Test(
    "Every command in it runs, one after another, against a service that was not written with it")
  func run() throws {
    let cloud = try CloudProgram()
    let folder = cloud.program.folder.url
    try FileManager.default.createDirectory(
      at: folder.appending(path: "bin"), withIntermediateDirectories: false)
    try FileManager.default.createSymbolicLink(
      at: folder.appending(path: "bin/roughcut"), withDestinationURL: Repository.product("roughcut")
    )
    try cloud.program.folder.write(
      Data(contentsOf: GeneratedMedia.file("photo.jpg")), to: "photo.jpg")
    var environment = try cloud.program.environment.merging(cloud.environment) { $1 }
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    environment["PATH"] = folder.appending(path: "bin").path + ":" + path
    for command in Self.commands {
      let outcome = try Shell.run("bash", ["-c", command], environment: environment, in: folder)
      let hasSomethingToSee = ["diff", "validate"].contains { command.hasPrefix("roughcut \($0)") }
      #expect(
        (hasSomethingToSee ? [0, 1] : [0]).contains(outcome.status),
        "\(command)\n\(outcome.text)\n\(outcome.errors)")
      #expect(!(outcome.text + outcome.errors).contains("nmv_usr_"))
    }
    for file in ["preview.mp4", "title.png", "sheet.png", "final.mp4"] {
      #expect(FileManager.default.fileExists(atPath: folder.appending(path: file).path), "\(file)")
    }
    let record = try cloud.service.record
    #expect(record.complaints == [])
    #expect(record.messages.count == 2 && record.submissions.count == 1)
  }

  @Test("What it names in running text exists")
  func mentions() throws {
    let program = try Program()
    for mention in Self.text.matches(of: /`roughcut ([^`]+)`/) {
      let words = mention.output.1.split(separator: " ").map(String.init)
      let commands = words.first == "help" ? Array(words.dropFirst()) : Array(words.prefix(1))
      guard commands != ["COMMAND"] else { continue }
      #expect(try program.run(["help"] + commands).status == 0, "\(mention.output.0)")
    }
  }
}
