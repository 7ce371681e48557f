import Foundation
import TestSupport
import Testing

/// Outputs that cannot be written: one clear message, status 2, no partial file.
@Suite struct UnwritableOutputTests {
  private static let draft =
    #"{"d":2000,"m":{"width":640,"height":360},"t":[{"tt":7,"sg":[{"d":2000,"m":{"text":"Full"}}]}]}"#

  @Test("An output whose folder is not there is refused", arguments: ["preview", "frame"])
  func absentFolder(command: String) throws {
    let program = try Program()
    try program.folder.write(Self.draft.utf8, to: "cut.json")
    let arguments =
      command == "preview" ? ["-o", "absent/out.mp4"] : ["--at", "1s", "-o", "absent/out.png"]
    let outcome = try program.run([command, "cut.json"] + arguments)
    #expect(outcome.status == 2)
    #expect(outcome.complaints.count == 1)
    #expect(outcome.errors.contains("absent: there is no such folder"))
    #expect(try program.contents == ["cut.json"])
  }

  @Test(
    "An output in a folder that may not be written to is refused",
    .enabled(if: geteuid() != 0, "root may write anywhere"))
  func forbiddenFolder() throws {
    let program = try Program()
    try program.folder.write(Self.draft.utf8, to: "cut.json")
    let folder = program.folder.file("closed")
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o500])
    let outcome = try program.run(["preview", "cut.json", "-o", "closed/out.mp4"])
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("cannot be written to"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }

  @Test("An output that is a folder is refused")
  func folder() throws {
    let program = try Program()
    try program.folder.write(Self.draft.utf8, to: "cut.json")
    try FileManager.default.createDirectory(
      at: program.folder.file("out.mp4"), withIntermediateDirectories: false)
    let outcome = try program.run(["preview", "cut.json", "-o", "out.mp4"])
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("out.mp4: is a folder"))
    #expect(try program.contents == ["cut.json", "out.mp4"])
  }

  @Test("A preview never replaces a file that the draft plays")
  func source() throws {
    let program = try Program()
    let clip = try Data(contentsOf: GeneratedMedia.file("clock-24.mp4"))
    try program.folder.write(clip, to: "clip.mp4")
    try program.folder.write(
      #"{"t":[{"tt":0,"sg":[{"d":500,"m":{"src":"clip.mp4"}}]}]}"#.utf8, to: "clip.json")
    let outcome = try program.run(["preview", "clip.json"])
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("the draft plays this file"))
    #expect(try Data(contentsOf: program.folder.file("clip.mp4")) == clip)
  }

  @Test("A file that the system stops from growing is refused, and nothing is left of it")
  func fileSizeLimit() throws {
    let program = try Program()
    try program.folder.write(Self.draft.utf8, to: "cut.json")
    // In blocks of 1024 bytes; the signal ignored, so that the write itself fails.
    let script = "trap '' XFSZ; ulimit -f 4; exec \"$0\" preview cut.json --no-cache"
    let outcome = try Shell.run(
      "bash", ["-c", script, Repository.product("roughcut").path],
      environment: try program.environment, in: program.folder.url)
    #expect(outcome.status == 2)
    #expect(outcome.complaints.count == 1)
    #expect(outcome.errors.hasPrefix("error: "))
    #expect(try program.contents == ["cut.json"])
  }

  @Test(
    "A full disk is named, and nothing is left on it",
    .enabled(if: SmallDisk.canBeMade, "a small file system can only be mounted by root"))
  func fullDisk() throws {
    let program = try Program()
    try program.folder.write(Self.draft.utf8, to: "cut.json")
    let disk = try SmallDisk(kilobytes: 4)
    for arguments in [
      ["preview", "cut.json", "-o", disk.path + "/out.mp4"],
      ["preview", "cut.json", "-o", "out.mp4", "--cache", disk.path],
    ] {
      let outcome = try program.run(arguments)
      #expect(outcome.status == 2)
      #expect(outcome.complaints.count == 1)
      #expect(outcome.errors.contains("disk is full"))
      // Whole entries of a cache may stay; nothing unfinished may.
      #expect(try disk.files.allSatisfy { !$0.contains(".roughcut-") && !$0.contains("out.mp4") })
    }
    #expect(try program.contents == ["cut.json"])
  }
}
