import DraftModel
import Foundation
import PreviewRendering
import RenderPlanning
import SelfClock
import TestSupport
import Testing

@Suite("Joins of sound")
struct SoundSeamTests {
  private static let media = ["tone.wav", "ticks.wav"]

  /// How loud what is not the tone of 440 Hz is in a short piece around a sample, against the tone.
  private func rest(_ samples: [Float], around place: Int, length: Int = 1024) -> Double {
    let start = min(max(place - length / 2, 0), samples.count - length)
    let window = Tone(samples[start..<(start + length)]).windows(of: length, frequency: 440).first
    return window.map { $0.rest / $0.amplitude } ?? .infinity
  }

  private func text(_ segments: String) -> String { #"{"t":[{"tt":1,"sg":[\#(segments)]}]}"# }

  @Test(
    "No join of chunks is heard in a steady tone, made at once or around an edit",
    arguments: OutputFormat.Quality.allCases)
  func steadyTone(quality: OutputFormat.Quality) async throws {
    let studio = try Studio(media: Self.media)
    let request = RenderRequest(
      size: .shortSide(16), rate: FrameRate(Ratio(1)), quality: quality)
    let whole = try studio.plan(text(#"{"d":11000,"m":{"src":"tone.wav","in":137}}"#), request)
    try await studio.render(whole, to: "out.mp4")
    // Two halves of one clip: the chunks around the cut are new, the others are found.
    let split = try studio.plan(
      text(
        #"{"d":5173,"m":{"src":"tone.wav","in":137}},{"d":5827,"m":{"src":"tone.wav","in":5310}}"#),
      request)
    let outcome = try await studio.render(split, to: "again.mp4")
    #expect(outcome.sound.reused >= 3 && (1...3).contains(outcome.sound.rendered))
    for (plan, name) in [(whole, "out.mp4"), (split, "again.mp4")] {
      let sound = try DecodedSound(file: studio.file(name)).left
      let joins = plan.soundChunks().map { Int($0.first - plan.sound.firstSample) }
        .filter { (4096..<(sound.count - 4096)).contains($0) }
      #expect(joins.count >= 5)
      let elsewhere = stride(from: 8192, to: sound.count - 8192, by: 2048)
        .filter { place in !joins.contains { abs($0 - place) < 2048 } }
        .map { rest(sound, around: $0) }.sorted()
      let usual = elsewhere[elsewhere.count * 9 / 10]
      for join in joins {
        // The packet before the join, the join, and the packet after it.
        for place in [join - 1024, join, join + 1024] {
          let found = rest(sound, around: place)
          #expect(found < 2 * usual + 3e-4, "\(found) at \(place), else \(usual)")
        }
      }
    }
  }

  @Test(
    "Wherever the grid of packets lies, sample 0 of the file is sample 0 of the draft",
    arguments: [0, 1, 7, 250, 333, 1511])
  func phases(start: Int) async throws {
    let studio = try Studio(media: Self.media)
    let plan = try studio.plan(
      text(#"{"s":\#(start),"d":4400,"m":{"src":"ticks.wav","in":900}}"#),
      RenderRequest(size: .shortSide(16)))
    try await studio.render(plan, to: "out.mp4")
    let file = studio.file("out.mp4")
    let sound = try DecodedSound(file: file)
    let ticks = sound.ticks()
    #expect(ticks.count == 5)
    for (number, tick) in ticks.enumerated() {
      let place = Double(48 * (start + 100) + 48_000 * number)
      #expect(abs(tick.position - place) < 1, "\(tick.position - place)")
    }
    // ffmpeg gives the last packet whole.
    #expect((0..<1024).contains(sound.left.count - Int(plan.sound.sampleCount)))
    let probe = try Shell.output(
      of: "ffprobe",
      ["-v", "warning", "-show_entries", "stream=start_time,duration", "-of", "csv=p=0", file.path])
    let streams = String(decoding: probe, as: UTF8.self).split(separator: "\n")
      .map { $0.split(separator: ",").compactMap { Double($0) } }
    #expect(streams.count == 2 && streams.allSatisfy { $0.first == 0 })
    let lengths = streams.compactMap(\.last)
    #expect(abs((lengths.first ?? 0) - (lengths.last ?? 1)) < 0.001)
  }
}
