import Foundation
import TestSupport
import Testing

/// Where each command writes: into what is not a regular file, and through the links that the user names.
@Suite struct OutputPlaceTests {
  private let program: Program

  init() throws {
    program = try Program()
    let draft =
      #"{"m":{"width":64,"height":36},"t":[{"tt":7,"sg":[{"id":"a","d":500,"m":{"text":"a"}}]}]}"#
    try program.folder.write(draft.utf8, to: "cut.json")
    try program.folder.write(draft.replacing("\"a\"}}]", with: "\"b\"}}]").utf8, to: "other.json")
    try program.folder.write("[]".utf8, to: "patch.json")
    try FileManager.default.createDirectory(
      at: program.folder.file("cases/one"), withIntermediateDirectories: true)
    try program.folder.write("run: [cat]\ncompare: none\n".utf8, to: "cases/one/case.yml")
    try program.folder.write(draft.utf8, to: "cases/one/input.json")
  }

  private static let size = ["--size", "64x36"]

  /// Commands that write a file, up to its name.
  static let writers: [[String]] = [
    ["edit", "cut.json", "text", "a", "c", "-o"], ["patch", "cut.json", "patch.json", "-o"],
    ["merge", "cut.json", "cut.json", "other.json", "-o"],
    ["diff", "cut.json", "other.json", "-o"],
    ["diff", "cut.json", "other.json", "--format", "html", "-o"],
    ["convert", "cut.json", "--to", "srt"], ["preview", "cut.json"] + size + ["-o"],
    ["frame", "cut.json", "--at", "0s"] + size + ["-o"], ["sheet", "cut.json", "-o"],
    ["test", "cases", "--junit"], ["test", "cases", "--html"],
  ]

  private func kind(_ name: String) -> mode_t {
    var facts = stat()
    lstat(program.folder.file(name).path, &facts)
    return facts.st_mode
  }

  /// A name that the command takes.
  private static func name(for writer: [String]) -> String {
    ["frame", "sheet"].contains(writer[0])
      ? "out.png" : writer[0] == "preview" ? "out.mp4" : "out.txt"
  }

  @Test("A pipe is written into, and stays one", arguments: writers)
  func pipe(writer: [String]) throws {
    let name = Self.name(for: writer)
    let plain = try program.run(writer + ["plain" + name])
    #expect([0, 1].contains(plain.status), "\(plain.errors)")
    mkfifo(program.folder.file(name).path, 0o600)
    let reader = try PipeReader(program.folder.file(name))
    let outcome = try program.run(writer + [name])
    #expect(outcome.status == plain.status, "\(outcome.errors)")
    #expect(kind(name) & S_IFMT == S_IFIFO)
    let written = try reader.bytes()
    // Reports hold times.
    if writer[0] != "test" {
      #expect(written == (try Data(contentsOf: program.folder.file("plain" + name))))
    }
    #expect(!written.isEmpty)
  }

  @Test("A link to standard output stays one, and the result comes out there", arguments: writers)
  func standardOutput(writer: [String]) throws {
    let name = Self.name(for: writer)
    symlink("/proc/self/fd/1", program.folder.file(name).path)
    let outcome = try program.run(writer + [name])
    #expect([0, 1].contains(outcome.status), "\(outcome.errors)")
    #expect(kind(name) & S_IFMT == S_IFLNK)
    #expect(!outcome.output.isEmpty)
  }

  @Test(
    "A regular file is replaced at the end of its links, and keeps its mode", arguments: writers)
  func link(writer: [String]) throws {
    let name = Self.name(for: writer)
    try program.folder.write("old".utf8, to: "end")
    chmod(program.folder.file("end").path, 0o600)
    symlink("end", program.folder.file(name).path)
    let outcome = try program.run(writer + [name])
    #expect([0, 1].contains(outcome.status), "\(outcome.errors)")
    #expect(kind(name) & S_IFMT == S_IFLNK)
    #expect(kind("end") & 0o7777 == 0o600)
    #expect(try Data(contentsOf: program.folder.file("end")) != Data("old".utf8))
  }

  @Test("--in-place and --fix keep links and modes", arguments: ["edit", "validate"])
  func inPlace(command: String) throws {
    try program.folder.write(
      #"{"t":[{"tt":7,"sg":[{"id":"a","d":1000.5,"m":{"text":"a"}}]}]}"#.utf8, to: "real.json")
    chmod(program.folder.file("real.json").path, 0o640)
    symlink("real.json", program.folder.file("link.json").path)
    let arguments =
      command == "edit"
      ? ["edit", "link.json", "text", "a", "c", "--in-place"]
      : ["validate", "--fix", "link.json"]
    let outcome = try program.run(arguments)
    #expect([0, 1].contains(outcome.status), "\(outcome.errors)")
    #expect(kind("link.json") & S_IFMT == S_IFLNK)
    #expect(kind("real.json") & 0o7777 == 0o640)
    let text = try String(contentsOf: program.folder.file("real.json"), encoding: .utf8)
    #expect(command == "edit" ? text.contains("\"c\"") : !text.contains("1000.5"))
  }

  @Test("A link under a name that nobody gave is not followed")
  func unnamed() throws {
    try program.folder.write("precious".utf8, to: "victim")
    symlink("victim", program.folder.file("cut.mp4").path)
    let outcome = try program.run(["preview", "cut.json"] + Self.size)
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("cut.mp4: is a link to another place"))
    #expect(try String(contentsOf: program.folder.file("victim"), encoding: .utf8) == "precious")
  }

  @Test("Sides of a merge are known by their files, whatever links lead there")
  func mergedSide() throws {
    try program.folder.write(
      #"{"t":[{"tt":7,"sg":[{"id":"a","d":900,"m":{"text":"z"}}]}]}"#.utf8, to: "third.json")
    symlink("other.json", program.folder.file("link.json").path)
    let before = try Data(contentsOf: program.folder.file("other.json"))
    let outcome = try program.run(
      ["merge", "cut.json", "other.json", "third.json", "-o", "link.json"])
    #expect(outcome.status == 2, "\(outcome.errors)")
    #expect(try Data(contentsOf: program.folder.file("other.json")) == before)
  }
}
