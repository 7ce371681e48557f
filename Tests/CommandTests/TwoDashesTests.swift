import Foundation
import TestSupport
import Testing

/// `--` ends the options of every command, so that what follows is a name whatever it begins with.
@Suite struct TwoDashesTests {
  /// A command that takes arguments in place, and how many it cannot do without.
  private struct Command: CustomStringConvertible {
    let path: [String]
    let count: Int

    var description: String { path.joined(separator: " ") }
  }

  /// Every command, as the argument parser lists them.
  private static func commands(of program: Program) throws -> [Command] {
    let dump = try program.run(["--experimental-dump-help"]).object
    func walk(_ command: [String: Any], _ path: [String]) -> [Command] {
      let arguments = command["arguments"] as? [[String: Any]] ?? []
      let positional = arguments.filter { $0["kind"] as? String == "positional" }
      let own = positional.isEmpty ? [] : [Command(path: path, count: positional.count)]
      let children = command["subcommands"] as? [[String: Any]] ?? []
      return own
        + children.flatMap { walk($0, path + [$0["commandName"] as? String ?? ""]) }
    }
    return walk(dump["command"] as? [String: Any] ?? [:], [])
  }

  @Test("After two dashes no argument of any command is taken for an option")
  func everyCommand() throws {
    let program = try Program()
    let commands = try Self.commands(of: program).filter { $0.path != ["help"] }
    try #require(commands.count > 20, "the parser lists \(commands.count) commands")
    for command in commands {
      let names = (0..<max(command.count, command.path == ["diff"] ? 2 : 1)).map { "--name-\($0)" }
      let arguments = command.path == ["merge"] ? names + ["--name-1", "--name-2"] : names
      let outcome = try program.run(
        command.path + ["--"] + arguments,
        environment: ["NEMO_API_URL": "http://127.0.0.1:9", "ROUGHCUT_TIME_SCALE": "0.001"])
      #expect(!outcome.errors.contains("Unknown option"), "\(command): \(outcome.errors)")
      #expect(!outcome.errors.contains("takes no option"), "\(command): \(outcome.errors)")
    }
  }

  @Test("edit takes arguments and drafts that begin with hyphens after two dashes")
  func edit() throws {
    let program = try Program()
    let source = try Data(contentsOf: Repository.fixture("drafts/urban-dreams.json"))
    try program.folder.write(source, to: "-d.json")
    for arguments in [
      ["./-d.json", "text", "text 1, segment 1", "--", "--> next"],
      ["./-d.json", "text", "--", "text 1, segment 1", "--> next"],
      ["--", "-d.json", "text", "text 1, segment 1", "--> next"],
    ] {
      let outcome = try program.run(["edit"] + arguments)
      #expect(outcome.status == 0, "\(arguments): \(outcome.errors)")
      #expect(outcome.text.contains("--> next"), "\(arguments)")
    }
    // Before the dashes, options are still options.
    let unknown = try program.run(["edit", "./-d.json", "text", "text 1, segment 1", "--> next"])
    #expect(unknown.status == 64)
  }
}
