import DraftModel
import Foundation
import PreviewRendering
import RenderPlanning
import SelfClock
import TestSupport
import Testing

@Suite("The stitched file")
struct StitchedFileTests {
  private static let media = ["clock-30.mp4", "clock-25-bframes.mp4", "tone.wav"]

  /// A render with cuts, a gap and a title at odd places.
  private func render(rate: String) async throws -> (studio: Studio, plan: RenderPlan) {
    let studio = try Studio(media: Self.media)
    let plan = try studio.plan(
      #"{"m":{"fps":\#(rate)},"t":[{"tt":0,"sg":[{"d":2371,"m":{"src":"clock-30.mp4"}},"#
        + #"{"s":2600,"d":1234,"m":{"src":"clock-25-bframes.mp4"}}]},"#
        + #"{"tt":7,"sg":[{"s":517,"d":1001,"m":{"text":"Odd"}}]}]}"#, .small)
    try await studio.render(plan, to: "out.mp4")
    return (studio, plan)
  }

  private func probe(_ file: URL, _ stream: String, _ entries: String) throws -> [[String]] {
    let bytes = try Shell.output(
      of: "ffprobe",
      ["-v", "error", "-select_streams", stream, "-show_entries", entries, "-of", "csv=p=0"]
        + [file.path])
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map {
      $0.split(separator: ",").map(String.init)
    }
  }

  @Test("ffprobe and ffmpeg read it without a warning", arguments: ["30", "25", "29.97"])
  func noWarnings(rate: String) async throws {
    let (studio, _) = try await render(rate: rate)
    let file = studio.file("out.mp4").path
    let probe = try Shell.run("ffprobe", ["-v", "warning", file])
    #expect(probe.status == 0 && probe.errors.isEmpty, "\(probe.errors)")
    let decode = try Shell.run("ffmpeg", ["-v", "warning", "-i", file, "-f", "null", "-"])
    #expect(decode.status == 0 && decode.errors.isEmpty, "\(decode.errors)")
  }

  @Test(
    "Pictures come at a constant rate from 0, every one once",
    arguments: ["30", "25", "29.97", "24"])
  func constantRate(rate: String) async throws {
    let (studio, plan) = try await render(rate: rate)
    let file = studio.file("out.mp4")
    let times = try probe(file, "v:0", "packet=pts,dts,duration").compactMap {
      $0.compactMap(Int.init)
    }
    #expect(times.count == Int(plan.frameCount))
    let step = try #require(times.first?.last)
    #expect(times.map(\.first) == times.indices.map { $0 * step })
    #expect(times.allSatisfy { $0.count == 3 && $0[0] == $0[1] && $0[2] == step })
    let stream = try probe(
      file, "v:0", "stream=codec_name,width,height,pix_fmt,color_space,r_frame_rate")
    #expect(
      stream.first?.suffix(1) == [
        plan.format.rate.ratio.denominator == 1 ? "\(plan.format.rate)/1" : "\(plan.format.rate)"
      ])
    #expect(stream.first?.contains("yuv420p") == true && stream.first?.contains("bt709") == true)
  }

  @Test("Sound packets follow each other without gap or overlap, and end with the picture")
  func soundPackets() async throws {
    let (studio, plan) = try await render(rate: "30")
    let times = try probe(studio.file("out.mp4"), "a:0", "packet=pts,dts,duration")
      .compactMap { $0.compactMap(Int.init) }
    #expect(times.first?.first == -1024)
    for (before, after) in zip(times, times.dropFirst()) {
      #expect(after[0] == before[0] + before[2] && after[1] > before[1])
    }
    let end = times.last.map { $0[0] + $0[2] } ?? 0
    #expect(end == Int(plan.sound.sampleCount))
  }

  @Test("Every chunk begins with a key frame, and all have the same parameter sets")
  func keyFrames() async throws {
    let (studio, plan) = try await render(rate: "30")
    let flags = try probe(studio.file("out.mp4"), "v:0", "packet=flags")
    let keys = flags.indices.filter { flags[$0].first?.hasPrefix("K") == true }
    #expect(keys == plan.chunks().map { Int($0.first - plan.firstFrame) })
  }

  @Test("The index comes before the media, and nothing is left beside the file")
  func playsFromFirstByte() async throws {
    let (studio, _) = try await render(rate: "30")
    let bytes = try Data(contentsOf: studio.file("out.mp4"))
    let index = try #require(bytes.range(of: Data("moov".utf8)))
    let media = try #require(bytes.range(of: Data("mdat".utf8)))
    #expect(index.lowerBound < media.lowerBound)
    let folder = studio.file("out.mp4").deletingLastPathComponent()
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(Set(names) == ["out.mp4", "store"])
  }

  @Test("Ticks land within a millisecond of their second")
  func ticks() async throws {
    let studio = try Studio(media: ["ticks.wav"])
    let plan = try studio.plan(
      #"{"t":[{"tt":1,"sg":[{"s":250,"d":5000,"m":{"src":"ticks.wav","in":1000}}]}]}"#, .small)
    try await studio.render(plan, to: "out.mp4")
    let ticks = try DecodedSound(file: studio.file("out.mp4")).ticks()
    #expect(ticks.count == 5)
    for (number, tick) in ticks.enumerated() {
      #expect(abs(tick.position - Double(12_000 + 48_000 * number)) < 48)
      #expect(tick.second(ofClip: 40) == number + 1 && abs(tick.gain - 1) < 0.05)
    }
  }
}
