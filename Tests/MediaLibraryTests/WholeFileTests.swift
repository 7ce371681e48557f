import Foundation
import MediaLibrary
import TestSupport
import Testing

@Suite("WholeFile")
struct WholeFileTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted()
  }

  @Test("What is written is there whole, over what was there, and nothing beside it")
  func replaced() throws {
    let target = folder.file("a.bin").path
    for bytes in [[1, 2, 3], [], Array(repeating: 7, count: 3_000_000)] as [[UInt8]] {
      try WholeFile.write(bytes, to: target)
      #expect(try Data(contentsOf: URL(filePath: target)) == Data(bytes))
      #expect(try names() == ["a.bin"])
    }
  }

  @Test("Without finish the target is as it was, and the staging file is gone")
  func unfinished() throws {
    try folder.write([9], to: "a.bin")
    do {
      let file = try WholeFile(at: folder.file("a.bin").path)
      try Data([1]).write(to: URL(filePath: file.staging))
      #expect(try names().count == 2)
    }
    #expect(try names() == ["a.bin"])
    #expect(try Data(contentsOf: folder.file("a.bin")) == Data([9]))
  }

  @Test("What killed writers of a file left beside it goes an hour later, and nothing else does")
  func leftovers() throws {
    let mine = [".roughcut-1a2b-a.mp4", ".roughcut-zz-a.mp4"]
    let others = [
      ".roughcut-1a2b-b.mp4", ".roughcut-1a2b-c-a.mp4", ".roughcut--a.mp4", "a.mp4",
      "roughcut-1-a.mp4",
    ]
    for name in mine + others {
      try folder.write([1], to: name)
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSinceNow: -4000)], ofItemAtPath: folder.file(name).path
      )
    }
    try folder.write([1], to: ".roughcut-young-a.mp4")
    WholeFile.removeLeftovers(of: folder.file("a.mp4").path)
    #expect(try names() == (others + [".roughcut-young-a.mp4"]).sorted())
  }

  @Test("A folder that is missing, and a target that is a folder, are told by name")
  func impossibleTargets() throws {
    for target in [folder.file("gone/a.bin").path, folder.url.path] {
      do {
        try WholeFile.write([1], to: target)
        Issue.record("\(target) was written")
      } catch {
        #expect(target.hasPrefix(error.path) && !error.reason.isEmpty)
      }
    }
    #expect(try names().isEmpty)
  }
}
