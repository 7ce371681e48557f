import Foundation
import TestSupport
import Testing

/// Every command that reads a draft, given what is none: one located line, no result, no partial file.
@Suite struct HostileInputTests {
  /// A command line in which BAD stands for the hostile file and GOOD for a draft.
  struct Line: CustomTestStringConvertible, Sendable {
    let arguments: [String]
    var testDescription: String { arguments.joined(separator: " ") }

    init(_ text: String) { arguments = text.split(separator: " ").map(String.init) }
  }

  static let lines = [
    "summary BAD", "validate BAD", "doctor BAD", "preview BAD -o out.mp4",
    "frame BAD --at 0s -o out.png", "diff BAD GOOD", "diff GOOD BAD --format html -o out.html",
    "patch BAD patch.json -o out.json", "patch GOOD BAD -o out.json",
    "edit BAD normalize -o out.json", "edit GOOD --recipe BAD -o out.json",
    "edit GOOD concat BAD -o out.json", "merge BAD GOOD GOOD -o out.json",
    "merge GOOD GOOD BAD -o out.json", "merge --resolve BAD", "convert BAD out.srt",
    "convert BAD out.json --from otio", "convert BAD out.json --from vtt",
  ].map(Line.init)

  /// Bytes that are no draft: of other projects' suite those that no reader may take, and chance.
  private static func hostile(_ count: Int, _ generator: inout SeededGenerator) -> [Data] {
    let folder = Repository.sharedTestData.appending(path: "json-test-suite/test_parsing")
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
      .filter { $0.hasPrefix("n_") }.sorted()
    return (0..<count).map { index in
      if index.isMultiple(of: 2), let name = names.randomElement(using: &generator),
        let data = try? Data(contentsOf: folder.appending(path: name))
      {
        return data
      }
      let length = Int.random(in: 1...3000, using: &generator)
      return Data((0..<length).map { _ in UInt8.random(in: 0x80...0xFF, using: &generator) })
    }
  }

  @Test("Each command refuses what is no draft, and leaves nothing", arguments: lines)
  func refused(_ line: Line) throws {
    var generator = SeededGenerator()
    let program = try Program()
    let good = Repository.fixture("drafts/urban-dreams.json").path
    try program.folder.write("[]".utf8, to: "patch.json")
    for bytes in Self.hostile(2, &generator) {
      try program.folder.write(bytes, to: "bad.json")
      let arguments = line.arguments.map { $0 == "BAD" ? "bad.json" : $0 == "GOOD" ? good : $0 }
      let outcome = try program.run(arguments)
      #expect(outcome.status == 2, "\(generator) \(outcome.text)")
      #expect(outcome.output.isEmpty, "\(generator)")
      #expect(outcome.complaints.count == 1, "\(generator)\n\(outcome.errors)")
      #expect(outcome.errors.hasPrefix("error: bad.json"), "\(generator)\n\(outcome.errors)")
      #expect(try program.contents == ["bad.json", "patch.json"], "\(generator)")
    }
  }

  @Test(
    "The whole suite of other projects: what is no JSON is refused at a place",
    .enabled(
      if: Repository.hasSharedTestData, Comment(rawValue: Repository.sharedTestDataIsMissing)))
  func suite() throws {
    let folder = Repository.sharedTestData.appending(path: "json-test-suite/test_parsing")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    let outcome = try Program().run(["validate"] + names.map { folder.appending(path: $0).path })
    #expect(outcome.status == 2)
    let places = outcome.complaints.compactMap { $0.firstMatch(of: #/(\w[^/]*)\.json:\d+:\d+: /#) }
    // None of them is a draft, so that each is refused, whether it is JSON or not.
    #expect(places.count == names.count)
    #expect(outcome.complaints.count == names.count)
  }

  /// The size of the files, in bytes.
  private static let size = 64_000_000

  /// What a file is filled with after its head, and whether it is a draft.
  struct Huge: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let head: String
    let filling: UInt8
    let isDraft: Bool
  }

  static let huge = [
    Huge(testDescription: "zeroes", head: "", filling: 0, isDraft: false),
    Huge(testDescription: "brackets", head: "", filling: UInt8(ascii: "["), isDraft: false),
    Huge(
      testDescription: "ones", head: #"{"t":[]}"#, filling: UInt8(ascii: "1"), isDraft: false),
    Huge(testDescription: "spaces", head: #"{"t":[]}"#, filling: UInt8(ascii: " "), isDraft: true),
  ]

  @Test("64 MB are read within bounds, and refused where they are no draft", arguments: huge)
  func hugeFile(_ huge: Huge) throws {
    let program = try Program()
    var bytes = [UInt8](repeating: huge.filling, count: Self.size)
    bytes.replaceSubrange(0..<huge.head.utf8.count, with: huge.head.utf8)
    try program.folder.write(bytes, to: "huge.json")
    let script = """
      import os, sys
      child = os.spawnv(os.P_NOWAIT, sys.argv[1], sys.argv[1:])
      _, status, usage = os.wait4(child, 0)
      print("\\n", usage.ru_maxrss // 1024)
      sys.exit(os.waitstatus_to_exitcode(status))
      """
    let good = Repository.fixture("drafts/urban-dreams.json").path
    for arguments in [["summary", "huge.json"], ["diff", good, "huge.json"]] {
      let outcome = try Shell.run(
        "python3", ["-c", script, Repository.product("roughcut").path] + arguments,
        environment: try program.environment, in: program.folder.url)
      #expect(huge.isDraft ? [0, 1].contains(outcome.status) : outcome.status == 2)
      if !huge.isDraft { #expect(outcome.errors.contains(#/huge\.json:1:\d+: /#)) }
      let peak = Int(outcome.text.split(separator: "\n").last?.dropFirst() ?? "")
      // Text and index, and the text once more while the file is read; the program itself takes 60 MB.
      #expect(peak ?? .max < 60 + Self.size / 1_000_000 * 9 / 2, "\(outcome.text)")
    }
  }
}
