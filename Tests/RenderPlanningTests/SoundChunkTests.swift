import DraftModel
import RenderPlanning
import TestSupport
import Testing

@Suite("Chunks of sound")
struct SoundChunkTests {
  private static func text(
    volume: Double = 1, title: String = "Words", bed: String = "", opacity: Double = 1
  ) -> String {
    #"{"t":[{"tt":0,"sg":[{"d":4000,"m":{"src":"a.mp4","opacity":\#(opacity)}},"#
      + #"{"d":4000,"m":{"src":"b.mp4","volume":\#(volume)}},{"d":4000,"m":{"src":"c.mp4"}}]},"#
      + #"{"tt":1,"sg":[{"d":12000,"m":{"src":"bed.m4a"\#(bed)}}]},"#
      + #"{"tt":7,"sg":[{"d":2000,"m":{"text":"\#(title)"}}]}]}"#
  }

  private func chunks(_ text: String) throws -> [SoundChunk] {
    try RenderPlan(draft: text).soundChunks()
  }

  @Test(
    "Chunks are whole packets end to end, from one packet before the sound to its end",
    arguments: 0..<20)
  func partition(round: Int) throws {
    var generator = SeededGenerator()
    let plan = try RenderPlan(draft: RandomCut(sources: .made, using: &generator).text())
    var place = plan.sound.firstSample - SoundChunk.packetLength
    for chunk in plan.soundChunks() {
      #expect(chunk.first == place && chunk.packetCount >= 1, "\(generator)")
      #expect(chunk.packetCount * SoundChunk.packetLength <= 2 * SoundPlan.sampleRate + 1024)
      place += chunk.packetCount * SoundChunk.packetLength
    }
    #expect(place >= plan.sound.endSample && place < plan.sound.endSample + 1024, "\(generator)")
  }

  @Test("What is only seen changes no sound")
  func pictureEdits() throws {
    let before = try chunks(Self.text())
    #expect(try chunks(Self.text(title: "Others", opacity: 0.4)) == before)
  }

  @Test(
    "A changed volume renames the sound it touches, with a quarter second of reach, and no picture")
  func volume() throws {
    let before = try chunks(Self.text())
    let after = try chunks(Self.text(volume: 0.5))
    #expect(before.count == after.count)
    let reach: Int64 = 20_000
    for (old, new) in zip(before, after) {
      let end = new.first + new.packetCount * SoundChunk.packetLength
      if new.first < 384_000, end > 192_000 { #expect(old.key != new.key, "\(new.first)") }
      if new.first > 384_000 + reach || end < 192_000 - reach {
        #expect(old.key == new.key, "\(new.first)")
      }
    }
    let pictures = try [Self.text(), Self.text(volume: 0.5)].map {
      try RenderPlan(draft: $0).chunks()
    }
    #expect(pictures[0].map(\.key) == pictures[1].map(\.key))
  }

  @Test(
    "Every property of a sound is in its key",
    arguments: [
      #","volume":0.5"#, #","fade_in":500"#, #","pan":0.5"#, #","duck":0.5"#, #","in":100"#,
      #","loop":false"#, #","muted":true"#, #","keyframes":[{"at":0,"volume":0.5}]"#,
    ])
  func properties(member: String) throws {
    let before = try chunks(Self.text()).map(\.key)
    let after = try chunks(Self.text(bed: member)).map(\.key)
    #expect(before != after)
  }

  @Test("Loud and quiet, muted and hidden: a muted track has no clip, a hidden one keeps its sound")
  func mutedAndHidden() throws {
    func clips(_ track: String) throws -> Int {
      try RenderPlan(
        draft: #"{"t":[{"tt":0,"m":{\#(track)},"sg":[{"d":1000,"m":{"src":"a.mp4"}}]}]}"#
      ).sound.clips.count
    }
    #expect(try clips(#""volume":0.5"#) == 1 && clips(#""muted":true"#) == 0)
  }

  @Test("Milliseconds are 48 samples, exactly")
  func samples() throws {
    let plan = try RenderPlan(
      draft: #"{"t":[{"tt":1,"sg":[{"s":333,"d":777,"m":{"src":"a.mp4","in":41,"fade_in":17}}]}]}"#)
    let clip = try #require(plan.sound.clips.first)
    #expect([clip.first, clip.end, clip.fadeIn, clip.length] == [15_984, 53_280, 816, 37_296])
    #expect(clip.sourceSample(at: 15_984) == 1968 && clip.sourceSample(at: 16_984) == 2968)
  }

  @Test("A bed shorter than its segment loops unless the draft says false; a clip does not")
  func loops() throws {
    func loop(_ type: Int, _ length: Int, _ look: String) throws -> Int64? {
      try RenderPlan(
        draft: #"{"t":[{"tt":\#(type),"sg":[{"d":\#(length),"m":{"src":"bed.m4a"\#(look)}}]}]}"#
      ).sound.clips.first?.loopSamples
    }
    #expect(try loop(1, 6000, "") == 240_000)
    #expect(try loop(1, 5000, "") == nil && loop(1, 6000, #","loop":false"#) == nil)
    #expect(try loop(1, 4900, #","in":200"#) == 240_000)
    #expect(try loop(0, 6000, "") == nil && loop(0, 6000, #","loop":true"#) == 240_000)
  }

  @Test("Both sides of a transition sound through it, their gains adding up to one")
  func crossfade() throws {
    let plan = try RenderPlan(
      draft: #"{"t":[{"tt":0,"sg":[{"d":1000,"m":{"src":"a.mp4"}},"#
        + #"{"d":1000,"m":{"src":"b.mp4","in":2000,"transition":{"type":"zoom","d":400}}}]}]}"#)
    let clips = plan.sound.clips
    #expect(clips.map(\.first) == [0, 38_400] && clips.map(\.end) == [57_600, 96_000])
    for sample in [38_400, 40_000, 48_000, 57_599] as [Int64] {
      let gains = clips.map { $0.gain(at: sample) }
      #expect(abs(gains[0] + gains[1] - 1) < 1e-12)
      #expect(abs(gains[1] - Double(sample - 38_400) / 19_200) < 1e-12)
    }
    // The second clip runs backwards from its in-point into its handle.
    #expect(clips[1].sourceSample(at: 38_400) == 96_000 - 9600)
  }
}
