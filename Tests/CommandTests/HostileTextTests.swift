import Foundation
import TestSupport
import Testing

/// Every command, over hostile drafts, file names and services: what is foreign is text on every surface.
@Suite struct HostileTextTests {
  /// One run of a command, and what its output is.
  struct Visit: CustomTestStringConvertible, Sendable {
    enum Surface { case terminal, markdown, page, xml, annotations, data }

    /// The words of the command line; DRAFT, OTHER and BAD stand for files with hostile names, EVIL for the text.
    var arguments: [String]
    /// What standard output is; standard error is always a terminal's.
    var surface = Surface.terminal
    /// Whether the hostile text is quoted in it.
    var quotes = true
    /// Whether the service refuses everything.
    var isRefused = false
    var input = ""
    var testDescription: String { arguments.joined(separator: " ") }

    init(
      _ words: String..., surface: Surface = .terminal, quotes: Bool = true,
      isRefused: Bool = false,
      input: String = ""
    ) {
      arguments = words
      (self.surface, self.quotes, self.isRefused) = (surface, quotes, isRefused)
      self.input = input
    }
  }

  /// The visits of each command, by its name.
  ///
  /// A command of the program without one fails ``everyCommand()``, and so does a form of its output.
  static let visits: [String: [Visit]] = [
    "summary": [
      Visit("summary", "DRAFT"), Visit("summary", "DRAFT", "--long"), Visit("summary", "BAD"),
      Visit("summary", "no-EVIL"), Visit("summary", "DRAFT", "--json", surface: .data),
      Visit("summary", "DRAFT", "--EVIL"),
    ],
    "validate": [
      Visit("validate", "DRAFT", "BAD"), Visit("validate", "DRAFT", "--probe"),
      Visit("validate", "COPY", "--fix"),
      Visit("validate", "DRAFT", "--format", "text"),
      Visit("validate", "DRAFT", "--format", "json", surface: .data),
      Visit("validate", "DRAFT", "--format", "sarif", surface: .data),
      Visit("validate", "DRAFT", "--format", "github", surface: .annotations),
      Visit("validate", "DRAFT", "--format", "junit", surface: .xml),
      Visit("validate", "--explain", "EVIL"),
    ],
    "preview": [
      Visit("preview", "DRAFT", "-o", "OUT.mp4", "--size", "64x36", "--verbose"),
      Visit("preview", "DRAFT", "--plan", surface: .data),
      Visit("preview", "DRAFT", "-o", "OUT.mp4", "--size", "64x36", "--json", surface: .data),
      Visit("preview", "DRAFT", "-o", "no/OUT.mp4"), Visit("preview", "DRAFT", "--strict"),
    ],
    "frame": [
      Visit("frame", "DRAFT", "--at", "0.5s", "-o", "OUT.png", "--size", "64x36"),
      Visit("frame", "DRAFT", "--at", "EVIL", "-o", "OUT.png"),
      Visit("frame", "DRAFT", "--at", "0.5s", "-o", "OUT.gif"),
    ],
    "sheet": [
      Visit("sheet", "DRAFT", "-o", "OUT.png", "--width", "480"),
      Visit("sheet", "BAD", "-o", "OUT.png"),
      Visit("sheet", "DRAFT", "-o", "OUT.png", "--width", "480", "--json", surface: .data),
    ],
    "media ls": [
      Visit("media", "ls", "DRAFT"), Visit("media", "ls", "DRAFT", "--json", surface: .data),
    ],
    "media fetch": [Visit("media", "fetch", "DRAFT")],
    "media add": [Visit("media", "add", "DRAFT", "BAD")],
    "media verify": [Visit("media", "verify", "--cache", "EVIL", quotes: false)],
    "media gc": [Visit("media", "gc", "--cache", "EVIL", "--max-size", "EVIL")],
    "doctor": [
      Visit("doctor", "--cache", "BAD"), Visit("doctor", "DRAFT"),
      Visit("doctor", "DRAFT", "--json", surface: .data),
    ],
    "diff": [
      Visit("diff", "DRAFT", "OTHER"), Visit("diff", "DRAFT", "OTHER", "--format", "text"),
      Visit("diff", "DRAFT", "OTHER", "--format", "markdown", surface: .markdown),
      Visit("diff", "DRAFT", "OTHER", "--format", "html", surface: .page),
      Visit("diff", "DRAFT", "OTHER", "--format", "json", surface: .data),
      Visit("diff", "DRAFT", "OTHER", "--format", "jsonpatch", surface: .data),
      Visit("diff", "EVIL", "DRAFT", "0", "0", "OTHER", "0", "0"),
      Visit("diff", "EVIL", "BAD", "0", "0", "/dev/null", "0", "0"),
    ],
    "patch": [
      Visit("patch", "DRAFT", "PATCH", surface: .data), Visit("patch", "DRAFT", "BAD"),
      Visit("patch", "DRAFT", "PATCH", "-o", "no/OUT", quotes: false),
    ],
    "merge": [
      Visit("merge", "DRAFT", "OTHER", "THIRD", "-o", "OUT.json"),
      Visit("merge", "--resolve", "BAD"),
      Visit("merge", "DRAFT", "OTHER", "THIRD", "-o", "THIRD"),
    ],
    "edit": [
      Visit("edit", "DRAFT", "fade", "text 1, segment 1", "--in", "100ms", "-o", "OUT.json"),
      Visit("edit", "DRAFT", "text", "text 1, segment 1", "new EVIL", "-o", "OUT.json"),
      Visit("edit", "DRAFT", "volume", "EVIL", "20%", "-o", "OUT.json"),
      Visit("edit", "DRAFT", "EVIL"), Visit("edit", "DRAFT", "--recipe", "BAD", "-o", "OUT.json"),
      Visit("edit", "DRAFT", "concat", "BAD", "-o", "OUT.json"),
    ],
    "convert": [
      Visit("convert", "DRAFT", "OUT.srt"), Visit("convert", "DRAFT", "OUT.edl"),
      Visit("convert", "DRAFT", "OUT.otio"), Visit("convert", "BAD", "OUT.srt"),
      Visit("convert", "DRAFT", "OUT.srt", "--track", "EVIL"),
    ],
    "test": [
      Visit("test", "cases", "--format", "text"),
      Visit("test", "cases", "--format", "json", surface: .data),
      Visit("test", "cases", "--format", "junit", surface: .xml),
      Visit("test", "cases", "--format", "github", surface: .annotations),
      Visit("test", "cases", "--format", "html", surface: .page), Visit("test", "no-EVIL"),
    ],
    "schema": [Visit("schema", surface: .data, quotes: false)],
    "login": [Visit("login"), Visit("login", isRefused: true)],
    "logout": [Visit("logout", quotes: false)],
    "credits": [Visit("credits", quotes: false), Visit("credits", isRefused: true)],
    "session new": [Visit("session", "new", "--name", "EVIL", quotes: false)],
    "session list": [Visit("session", "list")],
    "session use": [Visit("session", "use", "EVIL", isRefused: true)],
    "session link": [Visit("session", "link")],
    "say": [
      Visit("say", "--no-export", "make it new"), Visit("say", "status"),
      Visit("say", "--no-export", "make it new", isRefused: true),
      Visit("say", "--no-export", "make it new", "--verbose"),
      Visit("say", "--no-export", "make it new", "--json", surface: .data),
    ],
    "chat": [Visit("chat", "--no-export", input: "make it new\nstatus\n")],
    "upload": [Visit("upload", "BAD"), Visit("upload", "https://EVIL")],
    "pull": [Visit("pull", "-o", "OUT.json"), Visit("pull", surface: .data)],
    "export": [
      Visit("export", "FAIL", "--force", "-o", "OUT.mp4"),
      Visit("export", "PLAIN", "-o", "OUT.mp4"),
      Visit("export", "DRAFT", "-o", "OUT.mp4"), Visit("export", "DRAFT", "--force", "--dry-run"),
    ],
    "jobs": [Visit("jobs")], "jobs list": [Visit("jobs", "list")],
    "jobs resume": [Visit("jobs", "resume", "EVIL")], "jobs wait": [Visit("jobs", "wait", "EVIL")],
    "jobs cancel": [Visit("jobs", "cancel", "EVIL")],
    "jobs forget": [Visit("jobs", "forget", "EVIL")],
    "estimate": [Visit("estimate", "DRAFT")],
    "sandbox": [
      Visit("sandbox", "--state", "BAD"), Visit("sandbox", "--state", "x", "--fault", "EVIL"),
    ],
    "git-setup": [
      Visit("git-setup", "--pattern", "EVIL*"), Visit("git-setup", "--remove", quotes: false),
      Visit("git-setup", "--remove", "--pattern", "EVIL", quotes: false),
    ],
    "config": [Visit("config", quotes: false)],
    "read-clock": [Visit("read-clock", "BAD")],
    "git-text": [Visit("git-text", "DRAFT"), Visit("git-text", "BAD")],
    "help": [Visit("help", "EVIL", quotes: false)],
  ]

  /// The names of all commands that do something, and of each the forms that its option `--format` takes.
  private static func commands() throws -> [String: [String]] {
    struct Dump: Decodable {
      struct Command: Decodable {
        struct Argument: Decodable {
          let valueName: String?
          let allValues: [String]?
        }
        let commandName: String
        let subcommands: [Command]?
        let defaultSubcommand: String?
        let arguments: [Argument]?
      }
      let command: Command
    }
    func leaves(_ command: Dump.Command, _ path: [String]) -> [(String, [String])] {
      let below = (command.subcommands ?? []).flatMap { leaves($0, path + [$0.commandName]) }
      let forms = command.arguments?.filter { $0.valueName == "format" }.compactMap(\.allValues)
      let acts = below.isEmpty || command.defaultSubcommand != nil
      return (acts ? [(path.joined(separator: " "), forms?.first ?? [])] : []) + below
    }
    let output = try Program().run(["--experimental-dump-help"]).output
    let root = try JSONDecoder().decode(Dump.self, from: output).command
    return Dictionary(uniqueKeysWithValues: leaves(root, []))
  }

  @Test("Every command of the program is visited, in every form of its output")
  func everyCommand() throws {
    let commands = try Self.commands()
    #expect(commands.keys.sorted() == Self.visits.keys.sorted())
    for (name, forms) in commands {
      for form in forms {
        let isVisited = Self.visits[name]?.contains {
          $0.arguments.suffix(2) == ["--format", form]
        }
        #expect(isVisited == true, "\(name) --format \(form)")
      }
    }
  }

  /// A folder full of hostile files.
  private static func world() throws -> Program {
    let program = try Program()
    let text = HostileText.text
    let quoted = String(decoding: try JSONEncoder().encode(text), as: UTF8.self)
    func draft(_ title: String, volume: Int = 1, words: String) -> String {
      """
      {"d": 2000, "m": {"title": \(title), \(quoted): 1}, "t": [{"tt": 7, "id": \(quoted), "m": {"name": \(quoted)},
      "sg": [{"id": \(quoted), "s": 0, "d": 1000.5, "m": {"text": \(words), "name": \(words), "style": {"font": \(quoted)},
      \(quoted): \(quoted)}}]}, {"tt": 0, "m": {"volume": \(volume)}, "sg": [{"id": "v\(text.hashValue)", "d": 900,
      "m": {"src": \(quoted), \(quoted): 2}}, {"d": 500, "m": {"src": "http://127.0.0.1:9/a"}}]}]}
      """
    }
    let changed = String(decoding: try JSONEncoder().encode("other " + text), as: UTF8.self)
    let third = String(decoding: try JSONEncoder().encode("third " + text), as: UTF8.self)
    for (name, content) in [
      "DRAFT": draft(quoted, words: quoted), "COPY": draft(quoted, words: quoted),
      "OTHER": draft(changed, volume: 2, words: changed),
      "THIRD": draft(third, volume: 3, words: third),
      "BAD": "{" + text, "PATCH": #"[{"op": "replace", "path": "/m/title", "value": \#(quoted)}]"#,
      "PLAIN": #"{"d": 500, "t": [{"tt": 7, "sg": [{"d": 500, "m": {"text": "a"}}]}]}"#,
      "FAIL":
        #"{"d": 500, "m": {"title": "fail"}, "t": [{"tt": 7, "sg": [{"d": 500, "m": {"text": "a"}}]}]}"#,
    ] {
      try program.folder.write(content.utf8, to: name + HostileText.fileName + ".json")
    }
    try program.folder.write(
      "media_root: \"/\(HostileText.word)\\e[31m\\u202e\"\ncache: \"a\\e[31m\"\n".utf8,
      to: ".roughcut.yml")
    for (name, steps) in [
      ("run", "run: [sh, -c, \"cat; printf '\\\\033[31mevil' >&2; exit 3\"]"),
      ("hold", "run: [cat]\nhold: [untouched: \"/t/*\", duration: 9s]"),
      ("bad", "run: [\"\(HostileText.word)\\e[31m\\u202e\"]"),
    ] {
      let folder = "cases/\(name)\(HostileText.fileName)"
      try FileManager.default.createDirectory(
        at: program.folder.file(folder), withIntermediateDirectories: true)
      try program.folder.write(steps.utf8, to: folder + "/case.yml")
      try program.folder.write(draft(quoted, words: quoted).utf8, to: folder + "/input.json")
      try program.folder.write(draft(changed, words: changed).utf8, to: folder + "/expected.json")
    }
    _ = try Shell.run("git", ["init", "--quiet"], in: program.folder.url)
    return program
  }

  @Test(
    "What is foreign is text, on whatever surface", arguments: visits.keys.sorted())
  func visited(command: String) throws {
    let program = try Self.world()
    let service = try HostileService(
      text: HostileText.text, video: GeneratedMedia.file("clock-30.mp4"))
    var environment: [String: String?] = [
      "NEMO_TOKEN": nil, "NEMO_CLIENT_ID": nil, "NEMO_WEB_URL": nil, "ROUGHCUT_TIME_SCALE": "0.001",
      "XDG_STATE_HOME": nil, "LC_ALL": "C.UTF-8", "CI": nil, "NEMO_API_URL": service.origin,
    ]
    // What lists wants something to list.
    if ["session", "jobs", "pull"].contains(where: command.hasPrefix) {
      try prepare(program, for: command, environment)
    }
    for visit in Self.visits[command] ?? [] {
      environment["NEMO_API_URL"] = visit.isRefused ? service.refusingOrigin : service.origin
      let words = visit.arguments.map { Self.word($0) }
      let always = ["--color", "always"]
      // Surfaces other than a terminal know no colour; what goes to standard error beside them does.
      let colors = command == "help" ? [[]] : visit.surface == .terminal ? [[], always] : [always]
      for color in colors {
        let outcome = try program.run(
          words + color, input: Data(visit.input.utf8), environment: environment)
        try judge(visit, outcome, isColored: !color.isEmpty)
      }
    }
  }

  private func prepare(
    _ program: Program, for command: String, _ environment: [String: String?]
  ) throws {
    let steps =
      command.hasPrefix("jobs")
      ? [["export", Self.word("FAIL"), "--force", "-o", "x.mp4"]]
      : [["session", "new"], ["pull", "-o", "x.json"]]
    for arguments in steps { _ = try program.run(arguments, environment: environment) }
  }

  private static func word(_ word: String) -> String {
    if word == "EVIL" { return HostileText.text }
    if word.hasPrefix("no/") { return "no/" + self.word(String(word.dropFirst(3))) }
    if word.hasPrefix("OUT") { return "out" + HostileText.fileName + word.dropFirst(3) }
    if word.allSatisfy(\.isUppercase) { return word + HostileText.fileName + ".json" }
    return word.replacing("EVIL", with: HostileText.text)
  }

  private func judge(_ visit: Visit, _ outcome: Shell.Outcome, isColored: Bool) throws {
    #expect(outcome.status < 126, "\(visit.arguments): \(outcome.errors)")
    let output = String(decoding: outcome.output, as: UTF8.self)
    var shown = outcome.errors
    if visit.surface != .data { shown += output }
    // Our own colours are the only escapes there are.
    let plain = isColored ? shown.replacing(#/\x1B\[(0|2|3\d)m/#, with: "") : shown
    #expect(
      HostileText.actingScalars(in: plain).isEmpty, "\(visit.arguments): \(plain.debugDescription)")
    #expect(!shown.contains(HostileText.word + "\u{1B}"))
    if visit.quotes {
      #expect((shown + output).contains(HostileText.word), "\(visit.arguments): \(shown) \(output)")
    }
    switch visit.surface {
    case .terminal, .data: break
    case .annotations:
      let lines = output.split(separator: "\n")
      #expect(lines.allSatisfy { $0.hasPrefix("::") }, "\(output)")
    case .page:
      let markup = try HostileText.markup(inPage: outcome.output)
      #expect(markup.isEmpty, "\(visit.arguments): \(markup)")
    case .xml:
      let names = try HostileText.names(inXML: outcome.output)
      #expect(
        names.isSubset(of: [
          "testsuites", "testsuite", "testcase", "failure", "error", "system-out", "name", "tests",
          "failures", "errors", "time", "classname", "file", "type", "message",
        ]), "\(names)")
    case .markdown:
      let cells = output.split(separator: "\n").dropFirst(4)
      #expect(!cells.isEmpty)
      for line in cells {
        #expect(!line.unicodeScalars.contains { "<>@".unicodeScalars.contains($0) }, "\(line)")
        #expect(!line.utf8.contains("://") && !line.utf8.contains("www.h"), "\(line)")
        #expect(line.firstMatch(of: #/[^\\][\[\]`!]/#.matchingSemantics(.unicodeScalar)) == nil)
        let bars = line.matches(of: #/\|/#.matchingSemantics(.unicodeScalar)).count
        let quoted = line.matches(of: #/\\\|/#.matchingSemantics(.unicodeScalar)).count
        #expect(bars - quoted == 4, "\(line)")
      }
    }
  }
}

extension Sequence<UInt8> {
  fileprivate func contains(_ text: String) -> Bool {
    String(decoding: Array(self), as: UTF8.self).range(of: text, options: .literal) != nil
  }
}
