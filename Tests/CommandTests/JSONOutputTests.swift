import Foundation
import TestSupport
import Testing

/// `docs/json-output.md` lists the members that the program prints: all of them, and no others.
@Suite struct JSONOutputTests {
  private static let document = Repository.root.appending(path: "docs/json-output.md")

  /// One row of a table: a member's path, whether it may be absent, and whether its inside is left open.
  private struct Member {
    let path: String
    let isOptional: Bool
    let isOpen: Bool
  }

  /// The members by schema, as the document lists them.
  private static func members() throws -> [String: [Member]] {
    let text = try String(decoding: Data(contentsOf: document), as: UTF8.self)
    var tables: [String: [Member]] = [:]
    var schema = ""
    for line in text.split(separator: "\n") {
      if line.hasPrefix("## roughcut.") { schema = String(line.dropFirst(3)) }
      guard let row = line.firstMatch(of: /^\| `([^`…]+)(…?)` (\??)/) else { continue }
      tables[schema, default: []].append(
        Member(
          path: String(row.output.1), isOptional: !row.output.3.isEmpty,
          isOpen: !row.output.2.isEmpty))
    }
    return tables
  }

  /// The paths of all members of a value; of arrays the elements are one path.
  private static func paths(in value: Any, at path: String = "") -> Set<String> {
    if let object = value as? [String: Any] {
      return object.reduce(into: []) { paths, member in
        let place = path.isEmpty ? member.key : "\(path).\(member.key)"
        paths.formUnion(Self.paths(in: member.value, at: place))
      }
    }
    if let list = value as? [Any] {
      return list.reduce(into: []) { $0.formUnion(Self.paths(in: $1, at: path + "[]")) }
    }
    return path.isEmpty ? [] : [path]
  }

  /// What the program prints for a schema, from as many runs as it takes to see its members.
  private static let runs: [String: [[String]]] = {
    func draft(_ name: String) -> String { Repository.fixture("drafts/\(name).json").path }
    return [
      "roughcut.summary/1": [["summary", draft("urban-dreams")]],
      "roughcut.findings/1": [
        ["validate", draft("overlapping-segments")], ["doctor", draft("unknown-tracks")],
      ],
      "roughcut.diff/1": [
        ["diff", draft("trimmed"), draft("reordered")],
        ["diff", draft("gapped"), draft("trimmed")],
      ],
      "roughcut.edit/1": [
        ["edit", draft("trimmed"), "volume", "video 1, segment 1", "20%", "-o", "out.json"],
        [
          "edit", draft("reordered"), "trim", "video 1, segment 1", "--tail", "99ms", "-o",
          "o.json",
        ],
      ],
      "roughcut.conflicts/1": [["merge", "base.json", "ours.json", "theirs.json", "-o", "m.json"]],
      "roughcut.convert/1": [["convert", draft("urban-dreams"), "out.edl"]],
      "roughcut.test/1": [
        ["test", "cases"], ["test", Repository.fixture("transforms/cases/add-title").path],
      ],
      "roughcut.git-setup/1": [["git-setup"]],
      "roughcut.preview/1": [
        ["preview", draft("missing-media"), "-o", "out.mp4", "--size", "72p", "--cache", "cache"],
        ["preview", draft("looped-bed"), "-o", "bed.mp4", "--size", "16p", "--cache", "cache"],
      ],
      "roughcut.plan/1": [["preview", draft("missing-media"), "--plan"]],
      "roughcut.frames/1": [
        ["frame", draft("missing-media"), "--at", "3s", "-o", "out.png"],
        ["frame", draft("missing-media"), "--at", "900s", "-o", "out.png"],
      ],
      "roughcut.sheet/1": [
        ["sheet", draft("missing-media"), "-o", "out.png"],
        ["sheet", draft("transitions"), "-o", "out.png", "--width", "480"],
        ["sheet", draft("unknown-tracks"), "-o", "out.png", "--width", "480"],
        ["sheet", draft("looped-bed"), "-o", "out.png", "--width", "480"],
      ],
      "roughcut.media/1": [["media", "ls", draft("missing-media")]],
      "roughcut.media-fetched/1": [["media", "fetch", draft("missing-media")]],
      "roughcut.media-added/1": [["media", "add", draft("missing-media")]],
      "roughcut.cache-check/1": [["media", "verify", "--cache", "cache"]],
      "roughcut.cache-collection/1": [["media", "gc", "--cache", "cache"]],
      "roughcut.machine/1": [["doctor"]],
      "roughcut.config/1": [["config"]],
      "roughcut.clock/1": [["read-clock", GeneratedMedia.folder.path + "/clock-30.mp4"]],
    ]
  }()

  /// What some of the runs read: a merge with a conflict, a case that fails, and a repository.
  private static func prepare(_ folder: TemporaryFolder) throws {
    for (name, volume) in [("base", "1"), ("ours", "0.2"), ("theirs", "0.8")] {
      try folder.write(
        #"{"t":[{"tt":0,"sg":[{"d":1000,"m":{"src":"a.mp4","volume":\#(volume)}}]}]}"#.utf8,
        to: "\(name).json")
    }
    try FileManager.default.createDirectory(
      at: folder.file("cases/fails"), withIntermediateDirectories: true)
    try folder.write("run: [cat]\nhold: [duration: 9s]\n".utf8, to: "cases/fails/case.yml")
    try FileManager.default.copyItem(
      at: folder.file("base.json"), to: folder.file("cases/fails/input.json"))
    _ = try Shell.run("git", ["init", "--quiet"], in: folder.url)
  }

  @Test("Every schema of the document is printed, and every member of it by some run")
  func members() throws {
    try GeneratedMedia.files([
      "clock-30.mp4", "clock-25.mp4", "clock-60.mp4", "clock-30-bframes.mp4", "city-timelapse.mp4",
      "lo-fi.m4a",
    ])
    let program = try Program()
    try Self.prepare(program.folder)
    let tables = try Self.members()
    #expect(
      Set(tables.keys)
        == Set(Self.runs.keys).union(CloudShapeTests.schemas)
        .union([SandboxCommandTests.schema]))
    for (schema, runs) in Self.runs.sorted(by: { $0.key < $1.key }) {
      let objects = try runs.map { arguments in
        let isPlan = arguments.contains("--plan")
        let object = try program.run(arguments + (isPlan ? [] : ["--json"])).object
        #expect(object["schema"] as? String == schema, "\(arguments)")
        return object
      }
      try Self.check(objects, of: schema)
    }
  }

  /// Checks that the objects have together the members that the document lists, and no others.
  static func check(_ objects: [[String: Any]], of schema: String) throws {
    let listed = try #require(try members()[schema], "\(schema)")
    var printed = objects.reduce(into: Set<String>()) { $0.formUnion(paths(in: $1)) }
    printed.remove("schema")
    let open = listed.filter(\.isOpen).map(\.path)
    let isInside = { (path: String) in
      open.contains { path == $0 || path.hasPrefix($0 + ".") || path.hasPrefix($0 + "[") }
    }
    let plain = Set(listed.filter { !$0.isOpen }.map(\.path))
    let unlisted = printed.filter { !plain.contains($0) && !isInside($0) }
    #expect(unlisted.isEmpty, "\(schema) prints what the document does not list: \(unlisted)")
    let unseen = listed.filter { member in
      !member.isOptional && !printed.contains(member.path)
        && !printed.contains {
          $0.hasPrefix(member.path + ".") || $0.hasPrefix(member.path + "[")
        }
    }
    #expect(unseen.isEmpty, "\(schema) never prints \(unseen.map(\.path))")
  }

  @Test("Every schema that a command's help names is in the document")
  func completeness() throws {
    let text = try String(decoding: Data(contentsOf: Self.document), as: UTF8.self)
    let help = try Program().run(["--experimental-dump-help"])
    let names = help.text.replacing("\\/", with: "/").matches(of: /roughcut\.[a-z-]+\/[0-9]+/)
    #expect(!names.isEmpty)
    for name in names { #expect(text.contains("## \(name.output)")) }
  }
}
