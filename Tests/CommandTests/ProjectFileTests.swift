import Foundation
import TestSupport
import Testing

/// What a project's `.roughcut.yml` may decide, and which of them is read at all.
@Suite struct ProjectFileTests {
  private let program: Program
  private let outside: TemporaryFolder

  init() throws {
    program = try Program()
    outside = try TemporaryFolder()
  }

  private struct Shown {
    let outcome: Shell.Outcome
    var values: [String: String] {
      let rows = outcome.object["settings"] as? [[String: String]] ?? []
      return rows.reduce(into: [:]) { $0[$1["setting"] ?? ""] = $1["value"] }
    }
    var ignored: [[String: String]] { outcome.object["ignored"] as? [[String: String]] ?? [] }
  }

  private func shown(
    project: String? = nil, own: String? = nil, _ environment: [String: String?] = [:]
  ) throws -> Shown {
    if let project { try program.folder.write(project.utf8, to: ".roughcut.yml") }
    if let own {
      try FileManager.default.createDirectory(
        at: program.folder.file(".config/roughcut"), withIntermediateDirectories: true)
      try program.folder.write(own.utf8, to: ".config/roughcut/config.yml")
    }
    return Shown(
      outcome: try program.run(
        ["config", "--json"], environment: environment.merging(["ROUGHCUT_CACHE": nil]) { $1 }))
  }

  @Test(
    "A project narrows and never widens",
    arguments: [
      // setting, the project's, the user's, whether the project's holds
      ("cache", "here", nil, false), ("media_root", "/", nil, false),
      ("media_root", "..", nil, false),
      ("media_root", ".", nil, true), ("media_root", "footage", nil, true),
      ("media_root", "link", nil, false), ("media_root", "link/absent", nil, false),
      ("media_root", "footage", "footage", true), ("media_root", ".", "footage", false),
      ("skill", "../SKILL.md", nil, false), ("max_credits", "100000", "10", false),
      ("max_credits", "5", "10", true), ("max_credits", "5", nil, true),
      ("cache_size", "9TB", nil, false), ("cache_size", "1MB", nil, true),
      ("cache_size", "2MB", "1MB", false), ("size", "90p", "180p", true),
    ] as [(String, String, String?, Bool)])
  func narrowing(setting: String, project: String, own: String?, holds: Bool) throws {
    mkdir(program.folder.file("footage").path, 0o700)
    symlink("/", program.folder.file("link").path)
    let isPath = setting == "media_root"
    let users = own.map { isPath ? program.folder.file($0).path : $0 }
    let plain = try shown(own: users.map { "\(setting): \($0)\n" })
    let shown = try shown(project: "\(setting): \(project)\n")
    #expect(shown.outcome.status == 0, "\(shown.outcome.errors)")
    #expect(shown.ignored.isEmpty == holds, "\(shown.ignored)")
    if holds {
      #expect(shown.values[setting]?.hasSuffix(project == "." ? "" : project) == true)
    } else {
      #expect(shown.values[setting] == plain.values[setting])
      let row = try #require(shown.ignored.first)
      #expect(row["setting"] == setting && row["file"]?.hasSuffix("/.roughcut.yml") == true)
      #expect(row["reason"]?.isEmpty == false)
      // Other commands print it too.
      try program.folder.write(#"{"t":[]}"#.utf8, to: "cut.json")
      let other = try program.run(["summary", "cut.json"])
      #expect(other.errors.contains(".roughcut.yml: \(setting) is ignored: "))
    }
  }

  @Test("The user's variable wins over a project, in both directions", arguments: ["1", "99"])
  func variable(credits: String) throws {
    let shown = try shown(
      project: "max_credits: 10\nmedia_root: footage\n",
      ["ROUGHCUT_MAX_CREDITS": credits, "ROUGHCUT_MEDIA_ROOT": "/"])
    #expect(shown.values["max_credits"] == credits && shown.values["media_root"] == "/")
  }

  @Test(
    "A pipe, a device, a folder and a link out of reach are ignored, and none makes anybody wait")
  func kinds() throws {
    let file = program.folder.file(".roughcut.yml").path
    for kind in ["pipe", "device", "folder", "link out", "link to a pipe", "link to nothing"] {
      switch kind {
      case "pipe": mkfifo(file, 0o600)
      case "device": symlink("/dev/zero", file)
      case "folder": mkdir(file, 0o700)
      case "link out":
        try outside.write("size: 90p\n".utf8, to: "settings.yml")
        symlink(outside.file("settings.yml").path, file)
      case "link to a pipe":
        mkfifo(program.folder.file("pipe").path, 0o600)
        symlink("pipe", file)
      default: symlink("absent", file)
      }
      let shown = try shown()
      #expect(shown.outcome.status == 0, "\(kind): \(shown.outcome.errors)")
      #expect(shown.values["size"] == "360p", "\(kind)")
      #expect(shown.ignored.count == 1 && shown.ignored[0]["setting"] == nil, "\(kind)")
      if kind == "folder" { rmdir(file) } else { unlink(file) }
    }
    try program.folder.write("size: 90p\n".utf8, to: "inside.yml")
    symlink("inside.yml", file)
    #expect(try shown().values["size"] == "90p", "a link within reach is followed")
  }

  @Test(
    "A file of another user is ignored, and root's is read",
    .enabled(if: geteuid() == 0, "only root gives files away"))
  func owners() throws {
    try program.folder.write("size: 90p\n".utf8, to: ".roughcut.yml")
    #expect(try shown().values["size"] == "90p")
    chown(program.folder.file(".roughcut.yml").path, 65534, 65534)
    let shown = try shown()
    #expect(shown.values["size"] == "360p")
    #expect(shown.ignored.first?["reason"]?.contains("belongs to another user") == true)
  }

  @Test("A file is read below the home or in a repository of the user's, and nowhere else")
  func places() throws {
    try outside.write("size: 90p\n".utf8, to: ".roughcut.yml")
    let deep = outside.file("a/b")
    try FileManager.default.createDirectory(at: deep, withIntermediateDirectories: true)
    func size() throws -> [String?] {
      let outcome = try Shell.run(
        Repository.product("roughcut").path, ["config", "--json"],
        environment: try program.environment, in: deep)
      let shown = Shown(outcome: outcome)
      return [shown.values["size"], shown.ignored.first?["file"].map { _ in "ignored" }]
    }
    #expect(try size() == ["360p", "ignored"])
    mkdir(outside.file("a/.git").path, 0o700)
    #expect(try size() == ["360p", "ignored"], "the repository is below the file")
    rmdir(outside.file("a/.git").path)
    mkdir(outside.file(".git").path, 0o700)
    #expect(try size() == ["90p", nil])
    if geteuid() == 0 {
      chown(outside.file(".git").path, 65534, 65534)
      #expect(try size() == ["360p", "ignored"], "the repository is another user's")
    }
  }

  @Test("A project's root does not let files leave the machine that stayed without it")
  func sending() throws {
    let cloud = try CloudProgram()
    let folder = cloud.program.folder
    for name in ["footage", "cuts"] { mkdir(folder.file(name).path, 0o700) }
    try folder.write(Data(contentsOf: GeneratedMedia.file("clock-24.mp4")), to: "footage/clip.mp4")
    try folder.write(
      #"{"t":[{"tt":0,"sg":[{"d":500,"m":{"src":"../footage/clip.mp4"}}]}]}"#.utf8,
      to: "cuts/cut.json")
    try folder.write("media_root: footage\n".utf8, to: ".roughcut.yml")
    func export(_ flags: [String], in place: String) throws -> Shell.Outcome {
      try Shell.run(
        Repository.product("roughcut").path,
        ["export", folder.file("cuts/cut.json").path, "-o", folder.file("out.mp4").path] + flags,
        environment: try cloud.program.environment.merging(cloud.environment) { $1 },
        in: folder.file(place))
    }
    #expect(try export([], in: "cuts").status == 2)
    #expect(try cloud.service.record.uploads.isEmpty)
    let allowed = try export(["--media-root", folder.file("footage").path], in: "cuts")
    #expect(allowed.status == 0, "\(allowed.errors)")
    #expect(try cloud.service.record.uploads.count == 1)
  }

  @Test(
    "A case.yml that is another user's, or no regular file, is not obeyed",
    .enabled(if: geteuid() == 0, "only root gives files away"))
  func cases() throws {
    for kind in ["another user's", "pipe"] {
      let folder = "cases \(kind)"
      mkdir(program.folder.file(folder).path, 0o700)
      let file = program.folder.file(folder + "/case.yml")
      if kind == "pipe" {
        mkfifo(file.path, 0o600)
      } else {
        try program.folder.write("run: [touch, ../ran]\n".utf8, to: folder + "/case.yml")
        chown(file.path, 65534, 65534)
      }
      try program.folder.write(#"{"t":[]}"#.utf8, to: folder + "/input.json")
      let outcome = try program.run(["test", folder])
      #expect(outcome.status == 2, "\(outcome.text)")
      #expect(outcome.text.contains("case.yml"), "\(outcome.text)")
      #expect(!(try program.contents.contains("ran")))
    }
  }
}
