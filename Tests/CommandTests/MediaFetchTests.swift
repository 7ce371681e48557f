import Foundation
import TestSupport
import Testing

/// What a draft needs by address comes into the cache whole or not at all, and previews find it there.
@Suite struct MediaFetchTests {
  private let program: Program
  private let cache: String

  init() throws {
    program = try Program()
    cache = program.folder.file("cache").path
  }

  /// A draft that plays these addresses one after another.
  private func write(_ sources: [String], to name: String = "cut.json") throws {
    let segments = sources.map { #"{"d":1000,"m":{"src":"\#($0)"}}"# }.joined(separator: ",")
    try program.folder.write(
      #"{"m":{"width":320,"height":180},"t":[{"tt":0,"sg":[\#(segments)]}]}"#.utf8, to: name)
  }

  private func fetch(_ arguments: String...) throws -> Shell.Outcome {
    try program.run(["media", "fetch", "cut.json", "--cache", cache] + arguments)
  }

  private func files(_ folder: String) -> [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: "\(cache)/media/\(folder)")) ?? []
  }

  private func isSame(_ name: String) throws -> Bool {
    let whole = try Data(contentsOf: GeneratedMedia.file(name))
    return try files("content").contains {
      try Data(contentsOf: URL(filePath: "\(cache)/media/content/\($0)")) == whole
    }
  }

  @Test("What is fetched is listed, previewed, checked and collected without the network")
  func wholeLife() throws {
    var service: SecondService? = try SecondService()
    let origin = try #require(service).mediaOrigin
    try write(["\(origin)/files/city-timelapse.mp4", "\(origin)/files/city-timelapse.mp4#2"])
    let before = try program.run(["media", "ls", "cut.json", "--cache", cache])
    #expect(before.status == 1 && before.text.contains("roughcut media fetch"))
    let fetched = try fetch("--json")
    #expect(fetched.status == 0, "\(fetched.errors)")
    let media = try #require(fetched.object["media"] as? [[String: Any]])
    #expect(media.count == 2 && media.allSatisfy { $0["fetched"] as? Bool == true })
    #expect(files("content").count == 1 && files("incoming").isEmpty)
    #expect(try isSame("city-timelapse.mp4"))
    #expect(try #require(service).record.complaints.isEmpty)
    service = nil
    let again = try fetch()
    #expect(again.status == 0 && again.errors.contains("2 here already"))
    #expect(try program.run(["media", "ls", "cut.json", "--cache", cache]).status == 0)
    let preview = try program.run(
      ["preview", "cut.json", "-o", "out.mp4", "--strict", "--size", "72p", "--cache", cache])
    #expect(preview.status == 0, "\(preview.errors)")
    #expect(try program.run(["media", "verify", "--cache", cache]).status == 0)
    let gc = try program.run(["media", "gc", "--media", "--max-size", "0", "--cache", cache])
    #expect(gc.status == 0 && files("content").isEmpty)
    let gone = try fetch()
    #expect(gone.status == 1)
    #expect(gone.complaints.count == 3, "each source, and the count: \(gone.errors)")
    #expect(gone.errors.contains("cannot connect") && gone.errors.contains("2 missing"))
  }

  @Test(
    "A connection that breaks is taken up again, and two versions are never spliced",
    arguments: [
      ["drop=30000@media"], ["drop=10000@media", "drop=10000@media#2", "drop=0@media#3"],
      ["lost@media"], ["500@media", "429@media#2", "408@media#3"],
      ["drop=30000@media", "changed@media#2"], ["length=9@media"],
    ])
  func broken(faults: [String]) throws {
    let service = try SecondService(faults.flatMap { ["--fault", $0] })
    try write(["\(service.mediaOrigin)/files/city-timelapse.mp4"])
    let outcome = try fetch()
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(try service.record.struck.count == faults.count)
    #expect(files("content").count == 1 && files("incoming").isEmpty)
    if !faults.contains(where: { $0.hasPrefix("changed") }) {
      #expect(try isSame("city-timelapse.mp4"))
    }
    #expect(try program.run(["media", "verify", "--cache", cache]).status == 0)
  }

  @Test("What cannot be had is named with its reason, the rest is fetched, and the status is 1")
  func missing() throws {
    let service = try SecondService()
    let here = "\(service.mediaOrigin)/files/lo-fi.m4a"
    try write(["\(service.mediaOrigin)/files/none.mp4", here, "gone.mp4", "http://a b/"])
    let outcome = try fetch("--jobs", "1", "--json")
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("none.mp4\": the server refused the download with status 404"))
    #expect(outcome.errors.contains("gone.mp4\": there is no such file"))
    #expect(outcome.errors.contains("1 fetched") && outcome.errors.contains("3 missing"))
    #expect(try isSame("lo-fi.m4a"))
    #expect(try fetch("--max-size", "1kB").status == 1)
  }

  @Test("A file above the bound is refused with its size")
  func bound() throws {
    let service = try SecondService()
    try write(["\(service.mediaOrigin)/files/lo-fi.m4a"])
    let outcome = try fetch("--max-size", "1kB")
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("larger than 1 kB; --max-size takes larger ones"))
    #expect(files("content").isEmpty)
  }

  @Test("Redirects are followed among hosts of one kind, and never to a file")
  func redirects() throws {
    let service = try SecondService()
    let origin = service.mediaOrigin
    try write(["\(origin)/redirect?\(origin)/files/lo-fi.m4a"])
    #expect(try fetch().status == 0)
    #expect(try isSame("lo-fi.m4a"))
    for target in ["file:///etc/passwd", "ftp://127.0.0.1/x", "gopher://127.0.0.1/"] {
      try write(["\(origin)/redirect?\(target)"])
      let outcome = try fetch()
      #expect(outcome.status == 1)
      #expect(outcome.errors.contains("a redirect to an address that is not http or https"))
    }
    #expect(try service.record.complaints.isEmpty)
  }

  @Test(
    "Killed or interrupted in the middle, it goes on where it stopped",
    arguments: [SIGKILL, SIGINT])
  func stopped(signal: Int32) throws {
    let service = try SecondService(["--fault", "stall=50000@media"])
    try write(["\(service.mediaOrigin)/files/city-timelapse.mp4"])
    let process = Process()
    process.executableURL = Repository.product("roughcut")
    process.arguments = ["media", "fetch", "cut.json", "--cache", cache]
    process.currentDirectoryURL = program.folder.url
    process.standardError = FileHandle.nullDevice
    try process.run()
    func arrived() -> Int {
      let part = files("incoming").first { $0.hasSuffix(".part") } ?? "none"
      let facts = try? FileManager.default.attributesOfItem(
        atPath: "\(cache)/media/incoming/\(part)")
      return facts?[.size] as? Int ?? 0
    }
    while arrived() < 50_000, process.isRunning { sched_yield() }
    kill(process.processIdentifier, signal)
    process.waitUntilExit()
    #expect(arrived() == 50_000 && files("content").isEmpty)
    if signal == SIGINT { #expect(process.terminationStatus == 130) }
    let outcome = try fetch("--json")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(try isSame("city-timelapse.mp4"))
    #expect(files("incoming").isEmpty)
    #expect(try service.record.calls["media"] == 2)
  }

  @Test(
    "Wrong use ends with 64",
    arguments: [[], ["cut.json", "--jobs", "0"], ["cut.json", "--max-size", "big"]])
  func wrongUse(arguments: [String]) throws {
    #expect(try program.run(["media", "fetch"] + arguments).status == 64)
  }
}
