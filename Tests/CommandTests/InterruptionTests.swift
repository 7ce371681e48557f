import Foundation
import TestSupport
import Testing

/// A signal ends a render in good order.
@Suite struct InterruptionTests {
  @Test(
    "A signal in the middle of a render leaves nothing and is named by the status",
    arguments: [(SIGINT, 130), (SIGTERM, 143)] as [(Int32, Int32)])
  func signal(_ signal: Int32, _ status: Int32) throws {
    let clip = try GeneratedMedia.file("clock-30-720p.mp4")
    let program = try Program()
    // Ten minutes in the best quality: far more than can be done before the signal comes.
    let draft =
      #"{"d":600000,"t":[{"tt":0,"sg":[{"d":600000,"m":{"src":"\#(clip.path)","loop":true,"#
      + #""ken_burns":{"from":{"scale":1},"to":{"scale":3}}}}]}]}"#
    try program.folder.write(draft.utf8, to: "long.json")
    let scratch = try TemporaryFolder()
    // What is known of media is kept whatever becomes of a render.
    let cache = try TemporaryFolder()

    let process = Process()
    process.executableURL = Repository.product("roughcut")
    process.arguments = ["preview", "long.json", "--no-cache", "--quality", "export", "--verbose"]
    process.currentDirectoryURL = program.folder.url
    process.environment = ProcessInfo.processInfo.environment
      .merging([
        "HOME": program.folder.url.path, "TMPDIR": scratch.url.path,
        "ROUGHCUT_CACHE": cache.url.path,
      ]) { $1 }
    let errors = Pipe()
    process.standardError = errors
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    // Said when rendering begins: no clock is needed to meet it in the middle.
    var said = ""
    while !said.contains("rendering"),
      let piece = try errors.fileHandleForReading.read(upToCount: 1)
    { said += String(decoding: piece, as: UTF8.self) }
    kill(process.processIdentifier, signal)
    let rest = try errors.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()

    #expect(process.terminationReason == .exit)
    #expect(process.terminationStatus == status)
    #expect(String(decoding: rest, as: UTF8.self).contains("error: interrupted"))
    #expect(try program.contents == ["long.json"])
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.url.path).isEmpty)
    #expect(!FileManager.default.fileExists(atPath: cache.file("chunks").path))
  }
}
