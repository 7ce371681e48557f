import DraftModel
import Foundation
import LibAV
import MediaLibrary
import PreviewRendering
import RenderPlanning
import TestSupport
import Testing

/// Files that are cut short or have holes are reported, in every container that is opened, and whole ones are not.
@Suite("Incomplete media")
struct IncompleteMediaTests {
  /// A container and how a clip of two seconds gets into it.
  struct Container: Sendable, CustomTestStringConvertible {
    let name: String
    let coding: String
    /// Its pictures are stored as they are, so that zeros are pictures as good as any.
    var isPlain = false
    var testDescription: String { "\(name) \(coding)" }
  }

  static let containers = [
    Container(name: "a.mp4", coding: "-c:v libx264 -g 10"),
    Container(name: "front.mp4", coding: "-c:v libx264 -g 10 -movflags +faststart"),
    Container(name: "pieces.mp4", coding: "-c:v libx264 -g 10 -movflags frag_keyframe+empty_moov"),
    Container(name: "a.mov", coding: "-c:v mpeg4 -g 10 -q:v 4 -movflags +faststart"),
    Container(name: "prores.mov", coding: "-c:v prores_ks -profile:v 0 -movflags +faststart"),
    Container(name: "a.mkv", coding: "-c:v libx264 -g 10"),
    Container(name: "vp8.webm", coding: "-c:v libvpx -g 10 -b:v 800k"),
    Container(name: "vp9.webm", coding: "-c:v libvpx-vp9 -g 10 -b:v 800k -deadline realtime"),
    Container(name: "live.webm", coding: "-c:v libvpx -g 10 -b:v 800k -f webm -live 1"),
    Container(name: "a.avi", coding: "-c:v mpeg4 -g 10 -q:v 4"),
    Container(name: "a.ts", coding: "-c:v libx264 -g 10"),
    Container(name: "a.mpg", coding: "-c:v mpeg2video -g 10 -q:v 4"),
    Container(name: "a.m2v", coding: "-c:v mpeg2video -g 10 -q:v 4 -f mpeg2video"),
    Container(name: "a.flv", coding: "-c:v flv -g 10 -q:v 4"),
    Container(name: "a.asf", coding: "-c:v wmv2 -g 10 -q:v 4"),
    Container(name: "a.nut", coding: "-c:v mpeg4 -g 10 -q:v 4"),
    Container(name: "a.mxf", coding: "-c:v mpeg2video -g 10 -q:v 4"),
    Container(name: "a.ivf", coding: "-c:v libvpx -g 10 -b:v 800k"),
    Container(name: "a.h264", coding: "-c:v libx264 -g 10"),
    Container(name: "a.hevc", coding: "-c:v libx265 -g 10 -x265-params log-level=none"),
    Container(name: "a.m4v", coding: "-c:v mpeg4 -g 10 -q:v 4 -f m4v"),
    Container(name: "a.ogv", coding: "-c:v libtheora -g 10 -q:v 5"),
    Container(name: "a.gif", coding: ""),
    Container(name: "a.apng", coding: "-plays 0 -f apng"),
    Container(name: "a.y4m", coding: "-pix_fmt yuv420p -f yuv4mpegpipe", isPlain: true),
  ]

  /// The reports of a whole file and of damaged ones, everything drawn once.
  private struct Trial {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    func draft(_ name: String, milliseconds: Int) -> String {
      #"{"m":{"width":96,"height":64,"fps":15},"t":[{"tt":0,"sg":[{"d":\#(milliseconds),"#
        + #""m":{"src":"\#(name)"}}]}]}"#
    }

    /// What is reported of a file once all its pictures were drawn.
    func report(_ name: String, milliseconds: Int) throws -> FidelityReport {
      let before = try plan(name, milliseconds: milliseconds)
      let renderer = try StillRenderer(plan: before, kept: MediaCache(folder: cache))
      for time in stride(from: 0, to: milliseconds, by: 66) {
        _ = try renderer.still(at: Milliseconds(Int64(time)), as: .jpeg(quality: 50))
      }
      return try plan(name, milliseconds: milliseconds).fidelity
    }

    private var cache: String { folder.file("cache").path }

    /// A plan by what is known of a file so far.
    func plan(_ name: String, milliseconds: Int) throws -> RenderPlan {
      let shelf = MediaShelf(finder: MediaFinder(folder: folder.url.path), cache: cache)
      let resolution = try Draft(
        parsing: Array(draft(name, milliseconds: milliseconds).utf8)
      ).resolved()
      return RenderPlan(
        resolution.timeline, media: shelf.catalog(for: resolution.timeline),
        request: RenderRequest(size: .canvas))
    }
  }

  private func make(_ container: Container, in trial: Trial) throws -> [UInt8] {
    let path = trial.folder.file(container.name).path
    // Some codecs know only the rates of television, and noise makes packets larger than a hole's block.
    _ = try Shell.output(
      of: "ffmpeg",
      ["-nostdin", "-v", "error", "-y", "-f", "lavfi", "-i"]
        + ["testsrc2=s=192x128:r=25:d=2,noise=alls=30:allf=t"]
        + container.coding.split(separator: " ").map(String.init) + [path])
    return [UInt8](try Data(contentsOf: URL(filePath: path)))
  }

  @Test(
    "A whole file is drawn exactly, half of one and one with a hole of zeros are not",
    arguments: containers)
  func incomplete(container: Container) throws {
    let trial = try Trial()
    let bytes = try make(container, in: trial)
    let whole = try trial.report(container.name, milliseconds: 1900)
    #expect(whole.isExact, "\(container.name) whole: \(whole.departures.map(\.line))")
    try trial.folder.write(bytes.prefix(bytes.count * 55 / 100), to: "half-\(container.name)")
    let half = try trial.report("half-\(container.name)", milliseconds: 1900)
    #expect(!half.isExact, "\(container.name) half")
    guard !container.isPlain else { return }
    var holed = bytes
    let hole = bytes.count * 45 / 100..<bytes.count * 60 / 100
    holed.replaceSubrange(hole, with: repeatElement(0, count: hole.count))
    try trial.folder.write(holed, to: "hole-\(container.name)")
    let report = try trial.report("hole-\(container.name)", milliseconds: 1900)
    #expect(!report.isExact, "\(container.name) hole")
  }

  @Test(
    "What only decoding shows to be damaged is reported, and known without decoding from then on",
    arguments: ["a.mp4", "a.mkv", "a.avi", "a.nut"])
  func noise(name: String) throws {
    let container = try #require(Self.containers.first { $0.name == name })
    let trial = try Trial()
    var bytes = try make(container, in: trial)
    // Nothing is missing, and each byte of a stretch is another.
    for place in bytes.count * 45 / 100..<bytes.count * 60 / 100 {
      bytes[place] ^= UInt8(truncatingIfNeeded: place * 89 % 255 + 1)
    }
    try trial.folder.write(bytes, to: name)
    let report = try trial.report(name, milliseconds: 1900)
    #expect(report.leavesSomethingOut, "\(name): \(report.departures.map(\.line))")
    #expect(try trial.plan(name, milliseconds: 1900).fidelity == report)
  }

  /// Pictures that stand still, by the command that makes them.
  static let stills = [
    "a.jpg", "a.png", "a.bmp", "a.tif", "a.jp2", "a.jls", "a.qoi", "a.sgi", "a.ppm", "a.jxl",
    "-lossless 0 a.webp", "-lossless 1 a.webp", "-frames:v 1 a.gif", "a.dpx",
  ]

  @Test("A whole picture is drawn exactly, half of one is not", arguments: stills)
  func halfStill(arguments: String) throws {
    let trial = try Trial()
    let words = arguments.split(separator: " ").map(String.init)
    let name = words.last ?? ""
    let container = Container(
      name: name, coding: words.dropLast().joined(separator: " ") + " -frames:v 1")
    let bytes = try make(container, in: trial)
    let whole = try trial.report(name, milliseconds: 40)
    #expect(whole.isExact, "\(name) whole: \(whole.departures.map(\.line))")
    try trial.folder.write(bytes.prefix(bytes.count * 55 / 100), to: "half-\(name)")
    let half = try trial.report("half-\(name)", milliseconds: 40)
    #expect(half.leavesSomethingOut, "\(name) half: \(half.departures.map(\.line))")
  }

  @Test(
    "Sources without a length end when their last picture does",
    arguments: ["live.webm", "a.h264", "a.m2v", "a.apng", "a.ivf", "a.hevc"])
  func measuredEnd(name: String) throws {
    let container = try #require(Self.containers.first { $0.name == name })
    let trial = try Trial()
    _ = try make(container, in: trial)
    let report = try trial.report(name, milliseconds: 3000)
    let entry = try #require(report.entries.first)
    #expect(report.entries.count == 1 && entry.message.contains("ends early"))
    #expect(abs(entry.span.start.rawValue - 2000) <= 45, "\(entry.span)")
    #expect(entry.span.end == Milliseconds(3000))
  }

  @Test("What a file lacks is stated in seconds, and left out by no draft that does not show it")
  func cutWords() throws {
    let trial = try Trial()
    let container = Container(name: "a.mp4", coding: "-c:v libx264 -g 10 -movflags +faststart")
    let bytes = try make(container, in: trial)
    try trial.folder.write(bytes.prefix(bytes.count * 60 / 100), to: "half.mp4")
    let report = try trial.report("half.mp4", milliseconds: 2000)
    #expect(report.leavesSomethingOut)
    #expect(
      report.entries.contains {
        $0.message.contains("is cut short") && $0.message.contains("2.0 s")
      })
    #expect(try trial.report("half.mp4", milliseconds: 500).isExact)
  }

  @Test(
    "Reasons are in words that people know",
    arguments: [
      ("\0\0\0\u{18}ftypheic\0\0\0\0mif1heic", "HEIC pictures are not supported by this FFmpeg"),
      (
        "\0\0\0\u{18}ftypavif\0\0\0\0mif1miaf\0\0\0\u{3C}meta\0\0\0\0\0\0\0\u{E}pitm\0\0\0\0\0\u{1}"
          + "\0\0\0\u{22}iinf\0\0\0\0\0\u{1}\0\0\0\u{14}infe\u{2}\0\0\0\0\u{1}\0\0grid",
        "AVIF pictures made of tiles are not supported by this FFmpeg"
      ),
      ("%PDF-1.7 xxxxxxxxxxxxxxxxx", "PDF documents are not supported by this FFmpeg"),
      ("<!DOCTYPE html><html><body>Sign in</body></html>", "it is a web page, and not a medium"),
      ("", "the file is empty"),
      ("\0\0\0\u{18}ftypisom\0\0\0\0isommp42\0\0\0\u{8}mdat", "its index (\"moov\") is missing"),
      ("<svg xmlns='http://www.w3.org/2000/svg'/>", "SVG drawings are not supported"),
    ])
  func reasons(content: String, reason: String) throws {
    let trial = try Trial()
    try trial.folder.write(content.utf8, to: "a.bin")
    let report = try trial.report("a.bin", milliseconds: 40)
    #expect(report.entries.first?.message.contains(reason) == true, "\(report.entries)")
  }
}
