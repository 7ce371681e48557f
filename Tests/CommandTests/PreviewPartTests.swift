import Foundation
import SelfClock
import TestSupport
import Testing

/// A part of the timeline has the frames and the sound that the whole has there.
@Suite struct PreviewPartTests {
  private let program: Program

  init() throws { program = try Program() }

  @Test(
    "Frames and ticks of a part are those that format rule 3 gives for its place in the whole",
    arguments: [
      ("reordered", "1.5s", "4.2s", 45..<126), ("gapped", "50%", "100%", nil),
      ("trimmed", "0", "700ms", 0..<21), ("24-in-30", "333ms", "2666ms", 10..<80),
    ] as [(String, String, String, Range<Int>?)])
  func part(name: String, from: String, to: String, frames: Range<Int>?) throws {
    let draft = try ClockDraft(fixture: name)
    try GeneratedMedia.files(draft.media)
    let half = (draft.length / 2 * draft.rate + 500) / 1000
    let frames = frames ?? half..<draft.frameCount
    let file = try program.preview(name, ["--from", from, "--to", to])
    let marks = try DecodedVideo(file: file, width: 640, height: 360).marks()
    #expect(marks.count == frames.count)
    for (number, mark) in zip(frames, marks) {
      let expected = draft.shown(at: number)
      #expect(mark?.clip == expected?.clip && mark?.frame == expected?.frame, "frame \(number)")
    }
    // The first sample of the part is that of its first frame.
    let first = frames.lowerBound * 48_000 / draft.rate
    let end = frames.upperBound * 48_000 / draft.rate
    let heard = try DecodedSound(file: file).ticks()
    // A tick lasts 10 ms; one that is cut by an edge is not looked for.
    for tick in draft.ticks where tick.sample >= first && tick.sample + 480 <= end {
      let match = heard.contains {
        abs($0.position - Double(tick.sample - first)) <= 48
          && $0.second(ofClip: tick.clip) == tick.second % 8
      }
      #expect(match, "second \(tick.second) of clip \(tick.clip)")
    }
  }

  @Test(
    "A part that is none is refused",
    arguments: [
      ["--from", "2s", "--to", "1s"], ["--from", "1s", "--to", "1s"], ["--from", "90s"],
    ])
  func noPart(arguments: [String]) throws {
    let draft = Repository.fixture("drafts/trimmed.json").path
    let outcome = try program.run(["preview", draft, "-o", "out.mp4"] + arguments)
    #expect(outcome.status == 2 && outcome.complaints.count == 1)
    #expect(try program.contents.isEmpty)
  }

  @Test("Quality export is of the canvas's size, in good settings, and shows the plan's frames")
  func export() throws {
    try GeneratedMedia.files(["clock-30-720p.mp4"])
    try program.folder.write(
      #"""
      {"m":{"width":1280,"height":720,"fps":30},"t":[{"tt":0,"sg":[{"d":400,"m":{"in":1000,"src":
      "\#(GeneratedMedia.folder.path)/clock-30-720p.mp4"}}]}]}
      """#.utf8, to: "cut.json")
    let outcome = try program.run([
      "preview", "cut.json", "-o", "out.mp4", "--quality", "export", "--json",
    ])
    #expect(outcome.status == 0)
    let format = try #require(outcome.object["format"] as? [String: Any])
    #expect(format["width"] as? Int == 1280 && format["height"] as? Int == 720)
    let file = program.folder.file("out.mp4")
    let marks = try DecodedVideo(file: file, width: 1280, height: 720).marks()
    #expect(marks.map { $0?.frame } == Array(30..<42))
    let plan = try program.run(["preview", "cut.json", "--quality", "export", "--plan"]).object
    #expect(plan["endFrame"] as? Int == marks.count)
    #expect((plan["format"] as? [String: Any])?["width"] as? Int == 1280)
    // x264 writes its settings into the stream.
    let settings = try String(decoding: Data(contentsOf: file), as: Unicode.ASCII.self)
    #expect(settings.contains("crf=18.0") && settings.contains("subme=7"))
    // What it loses is little: the source's own frames against the file's.
    let likeness = try Shell.run(
      "ffmpeg",
      [
        "-v", "info", "-i", file.path, "-ss", "1", "-i",
        GeneratedMedia.file("clock-30-720p.mp4").path, "-frames:v", "12", "-lavfi",
        "[0:v][1:v]psnr",
        "-f", "null", "-",
      ])
    let average = try #require(likeness.errors.firstMatch(of: /average:(inf|[0-9.]+)/)?.output.1)
    #expect(average == "inf" || (Double(average) ?? 0) > 36)
  }

  @Test("Sums of what was rendered and reused are told, and an edit renders what it touched")
  func reuse() throws {
    let titles = (0..<4).map { #"{"d":1000,"m":{"text":"\#($0)"}}"# }
    func preview(_ segments: [String]) throws -> [String: Any] {
      try program.folder.write(
        #"{"m":{"width":320,"height":180},"t":[{"tt":7,"sg":[\#(segments.joined(separator: ","))]}]}"#
          .utf8, to: "cut.json")
      return try program.run(["preview", "cut.json", "--cache", "cache", "--json"]).object
    }
    func counts(_ report: [String: Any]) -> [Int?] {
      let picture = report["picture"] as? [String: Int]
      return [picture?["rendered"], picture?["reused"]]
    }
    let first = try preview(titles)
    #expect(counts(first) == [4, 0])
    #expect((first["cacheBytes"] as? Int ?? 0) > 0)
    let reordered = try preview(Array(titles.reversed()))
    #expect(counts(reordered) == [0, 4])
    let longer = try preview([#"{"d":700,"m":{"text":"new"}}"#] + titles)
    #expect(counts(longer) == [1, 4])
    let outcome = try program.run(["preview", "cut.json", "--cache", "cache"])
    let told = #/rendered 0 of 5 picture chunks and 0 of ([0-9]+) sound chunks, reused ([0-9]+),/#
    let words = try #require(outcome.errors.firstMatch(of: told)?.output)
    #expect(Int(words.1).map { $0 + 5 } == Int(words.2))
  }
}
