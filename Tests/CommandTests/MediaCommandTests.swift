import Foundation
import TestSupport
import Testing

/// What a draft needs, what the cache holds, and what becomes of it.
@Suite struct MediaCommandTests {
  private let program: Program
  private let cache: String
  private static let missing = Repository.fixture("drafts/missing-media.json").path

  init() throws {
    program = try Program()
    cache = program.folder.file("cache").path
  }

  private func run(_ arguments: String...) throws -> Shell.Outcome {
    try program.run(["media"] + arguments + ["--cache", cache])
  }

  /// Files of a kind in the cache, hidden ones left out.
  private func files(_ kind: String) -> [URL] {
    let names = FileManager.default.enumerator(atPath: cache + "/" + kind)
    return (names?.compactMap { $0 as? String } ?? []).map {
      URL(filePath: "\(cache)/\(kind)/\($0)")
    }
    .filter { !$0.hasDirectoryPath && !$0.lastPathComponent.hasPrefix(".") }
    .filter { (try? $0.resourceValues(forKeys: [.isRegularFileKey]))?.isRegularFile == true }
  }

  @Test(
    "ls tells of every source where it is, or why it is nowhere, and ends with 1 for the latter")
  func list() throws {
    try GeneratedMedia.files(["clock-30.mp4"])
    let outcome = try run("ls", Self.missing)
    #expect(outcome.status == 1)
    let rows = outcome.text.split(separator: "\n")
    #expect(rows.count == 5)
    #expect(rows[1].contains("video  640x360  6s"))
    #expect(rows[2].hasSuffix("missing: there is no such file"))
    let media = try #require(
      try run("ls", Self.missing, "--json").object["media"] as? [[String: Any]])
    let sum = try Shell.output(of: "sha256sum", [GeneratedMedia.file("clock-30.mp4").path])
    let hash = try #require(media[0]["hash"] as? String)
    #expect(String(decoding: sum, as: UTF8.self).hasPrefix(hash))
    #expect(
      media[0]["duration"] as? Int == 6000 && media[0]["segments"] as? [String] == ["/t/0/sg/0"])
    #expect(media.dropFirst().allSatisfy { $0["reason"] is String && $0["path"] == nil })
  }

  @Test("A draft whose media are all here, or that names none, ends with 0")
  func complete() throws {
    try program.folder.write(
      Data(contentsOf: GeneratedMedia.file("solid-red.png")), to: "red.png")
    try program.folder.write(
      #"{"t":[{"tt":0,"sg":[{"d":100,"m":{"src":"red.png"}}]}]}"#.utf8, to: "cut.json")
    #expect(try run("ls", "cut.json").status == 0)
    try program.folder.write(#"{"t":[]}"#.utf8, to: "bare.json")
    let outcome = try run("ls", "bare.json")
    #expect(outcome.status == 0 && outcome.output.isEmpty)
  }

  @Test("add makes a proxy of a large file once, and the list says so")
  func add() throws {
    let clip = try GeneratedMedia.file("clock-30-720p.mp4").path
    try GeneratedMedia.files(["clock-30.mp4"])
    let first = try run("add", clip, Self.missing, "--json")
    #expect(first.status == 1, "the draft's media are missing")
    #expect(first.complaints.count == 3)
    let added = try #require(first.object["media"] as? [[String: Any]])
    #expect(added.map { $0["proxy"] as? String } == ["kept", "unneeded"])
    #expect(added.map { $0["proxyMade"] as? Bool } == [true, false])
    let second = try run("add", clip)
    #expect(second.status == 0 && second.text.contains("proxy kept"))
    let parts = files("proxies")
    #expect(parts.count == 4, "three parts of two seconds, and the facts")
    // A proxy that is damaged is found, removed, and made again.
    let part = try #require(parts.first { $0.lastPathComponent == "1" })
    try Data([1, 2, 3]).write(to: part)
    let found = try run("verify")
    #expect(found.status == 1 && found.text.contains("its part 1 is missing or damaged"))
    #expect(try run("verify", "--fix").status == 1)
    #expect(files("proxies").isEmpty)
    #expect(try run("verify").status == 0)
    #expect(try run("add", clip).text.contains("proxy made"))
  }

  @Test("What is no media is refused by name, and what else was given is taken in")
  func noMedia() throws {
    try program.folder.write("hello".utf8, to: "letter.txt")
    let picture = try GeneratedMedia.file("solid-red.png").path
    let outcome = try run("add", "letter.txt", "absent.mp4", picture)
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("letter.txt: ") && outcome.errors.contains("absent.mp4: "))
    #expect(outcome.text.contains("image, 64x36"))
  }

  @Test(
    "A cache of which a byte is wrong is told, mended by --fix, and previews are right all along")
  func verify() throws {
    try program.folder.write(
      #"{"m":{"width":320,"height":180},"t":[{"tt":7,"sg":[{"d":3000,"m":{"text":"a"}}]}]}"#.utf8,
      to: "cut.json")
    func preview() throws -> Data {
      let outcome = try program.run(["preview", "cut.json", "-o", "out.mp4", "--cache", cache])
      #expect(outcome.status == 0)
      return try Data(contentsOf: program.folder.file("out.mp4"))
    }
    let whole = try preview()
    #expect(try run("verify").status == 0)
    let chunk = try #require(files("chunks").first)
    var bytes = try Data(contentsOf: chunk)
    bytes[bytes.count / 3] ^= 0x40
    try bytes.write(to: chunk)
    let found = try run("verify", "--json")
    #expect(found.status == 1)
    let checks = try #require(found.object["checks"] as? [[String: Any]])
    let faults = checks.flatMap { $0["faults"] as? [[String: Any]] ?? [] }
    #expect(faults.count == 1 && faults[0]["path"] as? String == chunk.path)
    #expect(faults[0]["removed"] as? Bool == false)
    #expect(try preview() == whole, "the chunk was made again")
    #expect(try run("verify").status == 0)
    try bytes.write(to: chunk)
    #expect(try run("verify", "--fix").text.hasSuffix("; removed"))
    #expect(try run("verify").status == 0)
  }

  @Test("gc brings the cache below a size; --dry-run changes nothing")
  func collect() throws {
    try program.folder.write(
      #"{"m":{"width":320,"height":180},"t":[{"tt":7,"sg":[{"d":5000,"m":{"text":"a"}}]}]}"#.utf8,
      to: "cut.json")
    _ = try program.run(["preview", "cut.json", "--cache", cache])
    let count = files("chunks").count
    #expect(count > 2)
    let dry = try run("gc", "--max-size", "0", "--dry-run", "--json")
    #expect(dry.status == 0 && dry.object["dryRun"] as? Bool == true)
    #expect(files("chunks").count == count)
    let done = try run("gc", "--max-size", "0", "--json")
    let collections = try #require(done.object["collections"] as? [[String: Any]])
    let chunks = try #require(collections.first { $0["kind"] as? String == "chunks" })
    #expect(chunks["removed"] as? Int == count && chunks["size"] as? Int == 0)
    #expect(files("chunks").isEmpty)
    // What is known of the font's file stays; it is no chunk.
    let rest = try run("gc")
    #expect(!(rest.text + rest.errors).contains("chunks"))
  }

  @Test("cache_size bounds the chunks that previews leave behind")
  func bound() throws {
    try program.folder.write("cache_size: 20kB\n".utf8, to: ".roughcut.yml")
    for text in ["one", "two", "three", "four"] {
      try program.folder.write(
        #"{"m":{"width":320,"height":180},"t":[{"tt":7,"sg":[{"d":2500,"m":{"text":"\#(text)"}}]}]}"#
          .utf8, to: "cut.json")
      #expect(try program.run(["preview", "cut.json", "--cache", cache]).status == 0)
      let sizes = try files("chunks").map { try Data(contentsOf: $0).count }
      #expect(sizes.reduce(0, +) <= 20_000)
    }
    try program.folder.write("cache_size: vast\n".utf8, to: ".roughcut.yml")
    let outcome = try program.run(["preview", "cut.json"])
    #expect(outcome.status == 2 && outcome.errors.contains("cache_size is \"vast\""))
  }

  @Test(
    "Wrong use ends with 64",
    arguments: [["ls"], ["add"], ["gc", "--max-size", "huge"], ["gc", "x"], ["verify", "x"]])
  func wrongUse(arguments: [String]) throws {
    #expect(try program.run(["media"] + arguments).status == 64)
  }
}
