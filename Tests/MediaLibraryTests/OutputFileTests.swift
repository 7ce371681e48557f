import Foundation
import MediaLibrary
import TestSupport
import Testing

@Suite("OutputFile")
struct OutputFileTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func path(_ name: String) -> String { folder.file(name).path }

  private func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted()
  }

  private func facts(_ name: String) -> stat {
    var facts = stat()
    lstat(path(name), &facts)
    return facts
  }

  @Test(
    "A regular file is replaced whole at the end of its links, and keeps its mode",
    arguments: [0o600, 0o640, 0o755, 0o444], [[], ["one"], ["one", "two", "three"]])
  func links(mode: mode_t, links: [String]) throws {
    try folder.write([9], to: "end")
    chmod(path("end"), mode)
    let inode = facts("end").st_ino
    var target = "end"
    for (number, link) in links.enumerated() {
      symlink(number.isMultiple(of: 2) ? target : path(target), path(link))
      target = link
    }
    try OutputFile.write([1, 2], to: path(target))
    #expect(try Data(contentsOf: folder.file("end")) == Data([1, 2]))
    #expect(facts("end").st_mode & 0o7777 == mode && facts("end").st_ino != inode)
    #expect(links.allSatisfy { facts($0).st_mode & S_IFMT == S_IFLNK })
    #expect(try names() == (["end"] + links).sorted())
  }

  @Test("A link that leads to no file yet makes one there, and a circle of links is refused")
  func absentEnd() throws {
    symlink("new", path("link"))
    try OutputFile.write([1], to: path("link"))
    #expect(try names() == ["link", "new"])
    symlink("b", path("a"))
    symlink("a", path("b"))
    #expect(throws: FileError.self) { try OutputFile.write([1], to: path("a")) }
  }

  @Test(
    "The owner stays where that is allowed",
    .enabled(if: geteuid() == 0, "only root gives files away"))
  func owner() throws {
    try folder.write([9], to: "file")
    chown(path("file"), 65534, 65534)
    chmod(path("file"), 0o4755)
    try OutputFile.write([1], to: path("file"))
    #expect(facts("file").st_uid == 65534 && facts("file").st_gid == 65534)
    #expect(facts("file").st_mode & 0o7777 == 0o755, "the right to run as another is not handed on")
  }

  @Test("A pipe stays a pipe, and all that is written comes out of it, by bytes or through a file")
  func pipe() throws {
    mkfifo(path("pipe"), 0o600)
    let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    for viaFile in [false, true] {
      // A process of its own reads, so that no thread of the tests is needed while another waits for it.
      let reader = Process()
      reader.executableURL = URL(filePath: "/bin/sh")
      reader.arguments = ["-c", "cat \"$0\" > \"$1\"", path("pipe"), path("read")]
      try reader.run()
      if viaFile {
        let file = try OutputFile(at: path("pipe"))
        try file.makeStaging()
        try Data(bytes).write(to: URL(filePath: file.staging))
        try file.finish()
      } else {
        try OutputFile.write(bytes, to: path("pipe"))
      }
      reader.waitUntilExit()
      #expect(try Data(contentsOf: folder.file("read")) == Data(bytes))
      unlink(path("read"))
    }
    #expect(facts("pipe").st_mode & S_IFMT == S_IFIFO)
    #expect(try names() == ["pipe"])
  }

  @Test("A pipe that nobody reads is waited for no longer than the task runs")
  func cancelled() async throws {
    mkfifo(path("pipe"), 0o600)
    let writing = Task { [path = path("pipe")] in try OutputFile.write([1], to: path) }
    writing.cancel()
    await #expect(throws: FileError.self) { try await writing.value }
  }

  @Test("A device stays a device", .enabled(if: geteuid() == 0, "only root makes devices"))
  func device() throws {
    // A private node with the numbers of /dev/null.
    try #require(mknod(path("null"), S_IFCHR | 0o666, dev_t(1 << 8 | 3)) == 0)
    try OutputFile.write([1, 2, 3], to: path("null"))
    #expect(facts("null").st_mode & S_IFMT == S_IFCHR)
    #expect(try names() == ["null"])
  }

  @Test("A file that this process has open is written at its place, and not replaced")
  func openFile() throws {
    let file = open(path("log"), O_WRONLY | O_CREAT | O_APPEND, 0o600)
    defer { close(file) }
    #expect(write(file, "one ", 4) == 4)
    for name in ["/proc/self/fd/\(file)", "/dev/fd/\(file)"] {
      symlink(name, path("link"))
      try OutputFile.write(Array("two ".utf8), to: path("link"))
      try OutputFile.write(Array("three ".utf8), to: name)
      #expect(facts("link").st_mode & S_IFMT == S_IFLNK)
      unlink(path("link"))
    }
    #expect(
      try String(contentsOf: folder.file("log"), encoding: .utf8)
        == "one two three two three ")
    #expect(try names() == ["log"])
  }

  @Test(
    "A name as long as the file system takes it is written, and one byte more is refused",
    arguments: ["n", "é", "👩‍👩‍👧"])
  func longNames(letter: String) throws {
    let folder = try TemporaryFolder()
    let count = (255 - 5) / letter.utf8.count
    let filler = String(repeating: "x", count: 250 - count * letter.utf8.count)
    let name = filler + String(repeating: letter, count: count) + ".json"
    for content in ["one", "two"] {
      try OutputFile.write(Array(content.utf8), to: folder.file(name).path)
      #expect(try String(contentsOfFile: folder.file(name).path, encoding: .utf8) == content)
    }
    #expect(throws: FileError.self) {
      try OutputFile.write([1], to: folder.file("x" + name).path)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).count == 1)
  }

  @Test("A folder and a socket are refused")
  func refused() throws {
    for name in ["folder", "socket"] {
      if name == "folder" {
        mkdir(path(name), 0o700)
      } else {
        _ = mknod(path(name), S_IFSOCK | 0o600, 0)
      }
      #expect(throws: FileError.self) { try OutputFile.write([1], to: path(name)) }
    }
  }

  @Test("Under a name that nobody gave, a link and a pipe are refused and a regular file is not")
  func unnamed() throws {
    try folder.write([1], to: "file")
    symlink("file", path("link"))
    mkfifo(path("pipe"), 0o600)
    try OutputTarget.refuseUnnamed(path("file"))
    try OutputTarget.refuseUnnamed(path("absent"))
    for name in ["link", "pipe"] {
      #expect(throws: FileError.self) { try OutputTarget.refuseUnnamed(path(name)) }
    }
  }

  @Test("Only regular files are read where nobody named the file, and no pipe makes that wait")
  func reading() throws {
    try folder.write([1, 2], to: "file")
    symlink("file", path("link"))
    mkfifo(path("pipe"), 0o600)
    #expect(try WholeFile.readRegular(path("file")) == [1, 2])
    #expect(try WholeFile.readRegular(path("link")) == [1, 2])
    #expect(throws: FileError.self) { try WholeFile.readRegular(path("link"), followsLinks: false) }
    #expect(throws: FileError.self) { try WholeFile.readRegular(path("pipe")) }
    #expect(throws: FileError.self) { try WholeFile.readRegular(path("file"), limit: 1) }
    #expect(throws: FileError.self) { try WholeFile.readRegular(path("file")) { _ in "no" } }
  }

  @Test("Two folders whose names Unicode calls equivalent are two folders")
  func bytes() throws {
    let (composed, decomposed) = ("caf\u{E9}", "cafe\u{301}")
    for name in [composed, decomposed] { mkdir(path(name), 0o700) }
    try #require(try names().count == 2)
    try folder.write([1], to: composed + "/a.mp4")
    try folder.write([2], to: decomposed + "/a.mp4")
    let file = try #require(RealPath(path(composed + "/a.mp4")))
    #expect(file.isInside(try #require(RealPath(path(composed)))))
    #expect(!file.isInside(try #require(RealPath(path(decomposed)))))
    let finder = MediaFinder(folder: folder.url.path, root: path(decomposed))
    guard case .nowhere = finder.place(of: composed + "/a.mp4") else {
      Issue.record("a file outside the root was found")
      return
    }
    guard case .file = finder.place(of: decomposed + "/a.mp4") else {
      Issue.record("a file inside the root was not found")
      return
    }
  }
}
