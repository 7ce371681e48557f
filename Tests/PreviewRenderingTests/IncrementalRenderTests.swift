import Foundation
import PreviewRendering
import RenderPlanning
import TestSupport
import Testing

@Suite("Incremental renders")
struct IncrementalRenderTests {
  private static let media = ["clock-30.mp4", "clock-25-bframes.mp4", "logo.png", "tone.wav"]
  /// How many random drafts are tried; `scripts/soak edits` asks for more.
  private static let rounds =
    ProcessInfo.processInfo.environment["ROUGHCUT_SOAK"].flatMap { Int($0) } ?? 8

  @Test(
    "After any edit, a render over the old store equals one from nothing: pictures to the byte, sound to −80 dB",
    arguments: 0..<rounds)
  func equalsFromScratch(round: Int) async throws {
    let studio = try Studio(media: Self.media)
    var generator = SeededGenerator()
    var cut = RandomCut(
      sources: Array(Self.media.prefix(3)), bed: "tone.wav", clips: 3, longest: 1500,
      using: &generator)
    try await studio.render(try studio.plan(cut.text(), .small), to: "first.mp4")
    for step in 0..<2 {
      cut = cut.edited(using: &generator)
      let plan = try studio.plan(cut.text(), .small)
      try await studio.render(plan, to: "again.mp4")
      try await studio.render(plan, to: "whole.mp4", store: "empty \(step)", jobs: 1)
      let (again, whole) = (studio.file("again.mp4"), studio.file("whole.mp4"))
      if try Data(contentsOf: again) == Data(contentsOf: whole) { continue }
      let note = Comment(rawValue: "step \(step) to \(cut.text()), \(generator)")
      #expect(try codedPictures(of: again) == codedPictures(of: whole), note)
      let level = try differenceLevel(DecodedSound(file: again), DecodedSound(file: whole))
      #expect(level < -80, note)
    }
  }

  /// Every packet of picture by its time and its bytes.
  private func codedPictures(of file: URL) throws -> Data {
    try Shell.output(
      of: "ffmpeg",
      ["-v", "error", "-i", file.path, "-map", "0:v", "-c", "copy", "-f", "framemd5", "-"])
  }

  /// The largest difference of two sounds of equal length, in decibels of full scale.
  private func differenceLevel(_ one: DecodedSound, _ other: DecodedSound) throws -> Double {
    try #require(one.left.count == other.left.count && one.right.count == other.right.count)
    let pairs = zip(one.left + one.right, other.left + other.right)
    return 20 * log10(max(Double(pairs.reduce(0) { max($0, abs($1.0 - $1.1)) }), 1e-10))
  }

  private func text(
    title: String = "Words", volume: Double = 1, head: String = "", length: Int = 3000
  ) -> String {
    #"{"t":[{"tt":0,"sg":[\#(head){"d":\#(length),"m":{"src":"clock-30.mp4"}},"#
      + #"{"d":3000,"m":{"src":"clock-25-bframes.mp4","volume":\#(volume)}}]},"#
      + #"{"tt":7,"sg":[{"s":500,"d":1000,"m":{"text":"\#(title)"}}]}]}"#
  }

  @Test("A changed title renders its own frames and no sound")
  func titleEdit() async throws {
    let studio = try Studio(media: Self.media)
    let first = try await studio.render(try studio.plan(text(), .small), to: "a.mp4")
    #expect(first.framesRendered == 180 && first.picture.reused == 0)
    let second = try await studio.render(try studio.plan(text(title: "Other"), .small), to: "b.mp4")
    #expect(second.framesRendered == 30 && second.sound.rendered == 0)
    #expect(second.sound.reused == first.sound.rendered)
  }

  @Test("A changed volume renders no picture, and the sound around it")
  func volumeEdit() async throws {
    let studio = try Studio(media: Self.media)
    let first = try await studio.render(try studio.plan(text(), .small), to: "a.mp4")
    let second = try await studio.render(try studio.plan(text(volume: 0.5), .small), to: "b.mp4")
    #expect(second.framesRendered == 0 && second.picture.rendered == 0)
    #expect(second.sound.rendered > 0 && second.sound.rendered < first.sound.rendered)
  }

  @Test("Undo, and a second name for the same cut, render nothing")
  func undo() async throws {
    let studio = try Studio(media: Self.media)
    try await studio.render(try studio.plan(text(), .small), to: "a.mp4")
    try await studio.render(try studio.plan(text(title: "Other", volume: 2), .small), to: "b.mp4")
    let undone = try await studio.render(try studio.plan(text(), .small), to: "c.mp4")
    #expect(undone.framesRendered == 0 && undone.sound.rendered == 0)
    let same = try Data(contentsOf: studio.file("a.mp4"))
    #expect(try Data(contentsOf: studio.file("c.mp4")) == same)
  }

  @Test("A clip inserted at the head renders its own frames")
  func insertionAtHead() async throws {
    let studio = try Studio(media: Self.media)
    func cut(_ head: String) -> String {
      #"{"t":[{"tt":0,"sg":[\#(head){"d":3000,"m":{"src":"clock-30.mp4","in":700}},"#
        + #"{"d":3000,"m":{"src":"clock-25-bframes.mp4"}}]}]}"#
    }
    try await studio.render(try studio.plan(cut(""), .small), to: "a.mp4")
    let head = #"{"d":1500,"m":{"src":"clock-30.mp4","in":3000}},"#
    let second = try await studio.render(try studio.plan(cut(head), .small), to: "b.mp4")
    #expect(second.framesRendered == 45)
  }

  @Test("A repeated shot is rendered once")
  func repeatedShot() async throws {
    let studio = try Studio(media: Self.media)
    let shot = #"{"d":1000,"m":{"src":"clock-30.mp4","in":500}}"#
    let plan = try studio.plan(#"{"t":[{"tt":0,"sg":[\#(shot),\#(shot),\#(shot)]}]}"#, .small)
    let outcome = try await studio.render(plan, to: "a.mp4")
    #expect(outcome.framesRendered == 30 && outcome.frames == 90)
    #expect(outcome.picture.reused == 2)
  }

  @Test("One worker and many give the same bytes")
  func jobs() async throws {
    let studio = try Studio(media: Self.media)
    let plan = try studio.plan(text(), .small)
    for jobs in [1, 2, 5] {
      try await studio.render(plan, to: "\(jobs).mp4", store: "store \(jobs)", jobs: jobs)
    }
    let files = try [1, 2, 5].map { try Data(contentsOf: studio.file("\($0).mp4")) }
    #expect(files[0] == files[1] && files[0] == files[2])
  }
}
