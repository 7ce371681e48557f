import Foundation
import TestSupport
import Testing

/// A draft is untrusted: what it names is a regular file in a known container, or a slate.
@Suite struct UntrustedDraftTests {
  private let program: Program

  init() throws { program = try Program() }

  /// Files that lead elsewhere, and the segments that name them or other places.
  private func makeTrap() throws -> [String] {
    let folder = program.folder
    let address = "http://127.0.0.1:9/a.ts"
    let files = [
      "list.m3u8": "#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\n\(address)\n#EXT-X-ENDLIST\n",
      "list.mp4": "#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\n\(address)\n#EXT-X-ENDLIST\n",
      "list.ffconcat": "ffconcat version 1.0\nfile '/etc/hostname'\nfile \(address)\n",
      "drawing.svg": #"<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">"#
        + #"<image href="\#(address)" width="9" height="9"/></svg>"#,
      "drawing.png": #"<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>"#,
      "manifest.mpd": #"<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011"/>"#,
      "session.sdp":
        "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nm=video 9 RTP/AVP 96\n",
      "script.avs": "Version()\n", "filter.txt": "testsrc2\n",
    ]
    for (name, text) in files { try folder.write(text.utf8, to: name) }
    try FileManager.default.createDirectory(
      at: folder.file("folder.mp4"), withIntermediateDirectories: true)
    // Nobody ever writes to it: whoever opens it waits for good.
    _ = try Shell.output(of: "mkfifo", [folder.file("pipe.mp4").path])
    try FileManager.default.createSymbolicLink(
      atPath: folder.file("link.mp4").path, withDestinationPath: "/dev/zero")
    try FileManager.default.createSymbolicLink(
      atPath: folder.file("loop.mp4").path, withDestinationPath: "loop.mp4")
    return files.keys.sorted() + [
      "folder.mp4", "pipe.mp4", "link.mp4", "loop.mp4", "/dev/zero", "/dev/stdin", "/dev/tty",
      "/proc/self/mem", "file:///dev/zero", "file:pipe.mp4", "file://127.0.0.1/etc/hostname",
      "concat:list.mp4|list.mp4", "subfile,,start,0,end,0,,:list.mp4", "crypto:list.mp4", "pipe:0",
      "fd:0", "data:video/mp4;base64,AAAA", "cache:http://127.0.0.1:9/a", "tcp://127.0.0.1:9",
      "udp://127.0.0.1:9", "rtp://127.0.0.1:9", "rtsp://127.0.0.1:9/a", "rtmp://127.0.0.1:9/a",
      "http://127.0.0.1:9/a.mp4", "https://127.0.0.1:9/a.mp4", "ftp://127.0.0.1:9/a.mp4",
      "unix:/tmp/socket", "lavfi:testsrc", "a%03d.png", "https://localhost:9/\u{0}.mp4",
      String(repeating: "a/", count: 4000) + "b.mp4", "\u{202E}4pm.a", "~/a.mp4", "*.mp4",
    ]
  }

  private func draft(of sources: [String]) throws -> Data {
    let segments = sources.map { ["d": 100, "m": ["src": $0]] as [String: Any] }
    let draft: [String: Any] = [
      "m": ["width": 160, "height": 90],
      "t": [["tt": 0, "sg": segments], ["tt": 1, "sg": segments]],
    ]
    return try JSONSerialization.data(withJSONObject: draft)
  }

  /// Runs the program, which is stopped where it hangs: no answer in a minute is none.
  private func watched(_ arguments: [String], through tracer: [String] = []) throws -> Shell.Outcome
  {
    try Shell.run(
      "timeout",
      ["--signal=KILL", "60"] + tracer + [Repository.product("roughcut").path] + arguments,
      environment: program.environment, in: program.folder.url)
  }

  @Test("Whatever a draft names that is no media file of this machine draws a slate, at once")
  func slates() throws {
    let sources = try makeTrap()
    try program.folder.write(try draft(of: sources), to: "trap.json")
    let outcome = try watched(["preview", "trap.json", "--no-cache", "--json", "--verbose"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.object["frames"] as? Int == sources.count * 3)
    #expect(outcome.complaints.count { $0.hasPrefix("slate: ") } == sources.count)
    // Alone and as a picture, each is answered too.
    for source in ["pipe.mp4", "/dev/zero", "list.mp4", "link.mp4"] {
      try program.folder.write(try draft(of: [source]), to: "one.json")
      let picture = try watched(["frame", "one.json", "--at", "0s", "-o", "one.png"])
      #expect(picture.status == 0 && picture.errors.contains("slate: "), "\(source)")
      let strict = try watched(["preview", "one.json", "--strict"])
      #expect(strict.status == 2, "\(source)")
      let probed = try watched(["validate", "one.json", "--probe"])
      #expect(probed.status == 1, "\(source)")
    }
  }

  @Test("A media root confines paths to a folder, symbolic links followed first")
  func mediaRoot() throws {
    let image = try GeneratedMedia.file("solid-red.png")
    let folder = program.folder
    let root = folder.file("root")
    try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
    try FileManager.default.copyItem(at: image, to: root.appending(path: "inside.png"))
    try FileManager.default.copyItem(at: image, to: folder.file("outside.png"))
    try FileManager.default.copyItem(at: image, to: folder.file("rootless.png"))
    try FileManager.default.createSymbolicLink(
      atPath: root.appending(path: "out.png").path,
      withDestinationPath: folder.file("outside.png").path)
    try FileManager.default.createSymbolicLink(
      atPath: folder.file("in.png").path, withDestinationPath: "root/inside.png")
    let inside = ["root/inside.png", "in.png", "root/../root/inside.png"]
    let outside = [
      "outside.png", "root/out.png", "root/../outside.png", image.path, "rootless.png",
      "file://\(image.path)",
    ]
    try program.folder.write(try draft(of: inside + outside), to: "cut.json")
    let outcome = try watched([
      "preview", "cut.json", "--media-root", "root", "--no-cache", "--verbose",
    ])
    #expect(outcome.status == 0)
    let slates = outcome.complaints.filter { $0.hasPrefix("slate: ") }
    #expect(slates.count == outside.count)
    #expect(slates.allSatisfy { $0.contains("outside the media root") }, "\(slates)")
  }

  /// Whether `strace` is there and may trace.
  private static let canTrace =
    (try? Shell.run("strace", ["-f", "-e", "trace=network", "true"]).status) == 0

  @Test(
    "No socket is opened, by name or by content",
    .enabled(if: canTrace, "strace is not here, or may not trace"))
  func noSocket() throws {
    try program.folder.write(try draft(of: try makeTrap()), to: "trap.json")
    let trace = program.folder.file("trace.txt")
    let outcome = try watched(
      ["preview", "trap.json", "--no-cache"],
      through: ["strace", "-f", "-q", "-e", "trace=network", "-o", trace.path])
    #expect(outcome.status == 0, "\(outcome.errors)")
    let calls = String(decoding: try Data(contentsOf: trace), as: UTF8.self)
      .split(separator: "\n").filter { $0.contains("(") }
    #expect(calls.isEmpty, "\(calls.prefix(5))")
  }

  @Test(
    "Every file of the shared media, odd and broken ones too, is shown or has its slate",
    .enabled(if: Repository.hasSharedTestData, "\(Repository.sharedTestDataIsMissing)"))
  func sharedMedia() throws {
    let root = Repository.sharedTestData.appending(path: "media")
    let names = String(
      decoding: try Data(contentsOf: root.appending(path: "MANIFEST.tsv")), as: UTF8.self
    ).split(separator: "\n").dropFirst().compactMap { $0.split(separator: "\t").first }
      .filter { !$0.hasPrefix("bench/") }
    #expect(names.count > 200)
    try program.folder.write(
      try draft(of: names.map { root.appending(path: $0).path }), to: "all.json")
    let outcome = try watched([
      "preview", "all.json", "--no-cache", "--json", "--verbose", "--size", "160x90",
    ])
    #expect(outcome.status == 0, "\(outcome.errors.suffix(2000))")
    #expect(outcome.object["frames"] as? Int == names.count * 3)
    let whole = try Shell.run(
      "ffmpeg", ["-v", "warning", "-i", program.folder.file("all.mp4").path, "-f", "null", "-"])
    #expect(whole.status == 0 && whole.errors.isEmpty, "\(whole.errors)")
  }
}
