import Foundation
import LibAV
import MediaLibrary
import RenderPlanning
import TestSupport
import Testing

/// A proxy is its original made small, picture by picture at the same times.
@Suite struct ProxyTests {
  private let folder = Result { try TemporaryFolder() }

  private func item(_ path: String) throws -> MediaItem {
    let shelf = MediaShelf(finder: MediaFinder(folder: "/"), cache: nil)
    guard case .available(let item) = shelf.entry(for: path) else {
      throw CocoaError(.fileReadUnknown)
    }
    return item
  }

  /// A clip of 720 lines whose pictures come at odd times.
  private func clip(_ name: String, _ arguments: [String]) throws -> String {
    let file = try folder.get().file(name)
    _ = try Shell.output(
      of: "ffmpeg",
      ["-v", "error", "-y", "-f", "lavfi", "-i", "testsrc2=size=1280x720:rate=24:duration=7"]
        + arguments + ["-pix_fmt", "yuv420p", file.path])
    return file.path
  }

  @Test(
    "At any time the proxy shows the picture that the original shows",
    arguments: [
      ("cfr.mp4", ["-c:v", "libx264", "-bf", "3", "-preset", "ultrafast"]),
      ("vfr.mkv", ["-vf", "select='not(mod(n\\,7)*gt(mod(n\\,5)\\,2))'", "-vsync", "vfr"]),
      ("gap.mp4", ["-vf", "select='lt(n\\,20)+gt(n\\,140)'", "-vsync", "vfr"]),
      ("late.mkv", ["-vf", "setpts=PTS+3/TB", "-c:v", "libx264", "-bf", "2"]),
      ("rounded.ts", ["-c:v", "libx264", "-bf", "2"]),
    ])
  func samePicture(name: String, arguments: [String]) throws {
    let item = try item(clip(name, arguments))
    let store = ProxyStore(folder: try folder.get().file("proxies").path)
    try ProxyMaker(store: store, threads: 2).make(of: item)
    let facts = try #require(store.facts(of: item.hash))
    #expect((facts.width, facts.height) == (640, 360))
    let original = try VideoReader(path: item.path)
    var open: (run: PictureRun, reader: PictureRunReader)?
    for step in 0..<230 {
      let time = try #require(MediaTime(numerator: Int64(step), denominator: 30))
      if open?.run.covers(time) != true {
        let run = try #require(store.part(of: item.hash, facts, at: time))
        open = (run, try PictureRunReader(run))
      }
      let reduced = try #require(open).reader.frame(at: time)
      let full = try original.frame(at: time)
      #expect(reduced.presentationTime == full.presentationTime, "\(name) at \(time)")
      #expect(reduced.identity == full.identity)
      #expect((reduced.width, reduced.height) == (640, 360))
    }
  }

  @Test("A damaged part is no part, and a proxy that was not finished is none")
  func damage() throws {
    let item = try item(clip("short.mp4", ["-t", "3"]))
    let store = ProxyStore(folder: try folder.get().file("damaged").path)
    let maker = ProxyMaker(store: store, threads: 1)
    struct Stop: Error {}
    #expect(throws: Stop.self) { try maker.make(of: item) { _ in throw Stop() } }
    #expect(!store.contains(item.hash))
    try maker.make(of: item)
    let facts = try #require(store.facts(of: item.hash))
    #expect(facts.parts == 2)
    let files = try FileManager.default.subpathsOfDirectory(atPath: store.folder)
      .map { store.folder + "/" + $0 }.filter { !$0.hasSuffix("facts") }
    for file in files {
      guard var bytes = FileManager.default.contents(atPath: file) else { continue }
      bytes[bytes.count / 2] ^= 1
      try bytes.write(to: URL(fileURLWithPath: file))
    }
    #expect(store.part(of: item.hash, facts, at: .zero) == nil)
  }

  @Test("Stills, clear pictures and small ones get none")
  func unsuited() throws {
    let maker = ProxyMaker(
      store: ProxyStore(folder: try folder.get().file("none").path), threads: 1)
    for (name, suits) in [
      ("photo.jpg", false), ("clock-30.mp4", false), ("clock-30-720p.mp4", true),
    ] {
      let item = try item(GeneratedMedia.file(name).path)
      #expect(maker.suits(item) == suits, "\(name)")
    }
  }
}
