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
    "Chunks are whole packets end to end, from one to two packets before the sound to its end",
    arguments: 0..<20)
  func partition(round: Int) throws {
    var generator = SeededGenerator()
    let plan = try RenderPlan(draft: RandomCut(sources: .made, using: &generator).text())
    let chunks = plan.soundChunks()
    var place = try #require(chunks.first).first
    let hidden = plan.sound.firstSample - place
    #expect((1024...2047).contains(hidden), "\(generator)")
    for chunk in chunks {
      #expect(chunk.first == place && chunk.packetCount >= 1, "\(generator)")
      #expect(chunk.packetCount * SoundChunk.packetLength <= 2 * SoundPlan.sampleRate + 3 * 1024)
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

  @Test("A muted track and a hidden one have no clip")
  func mutedAndHidden() throws {
    func clips(_ track: String) throws -> Int {
      try RenderPlan(
        draft: #"{"t":[{"tt":0,"m":{\#(track)},"sg":[{"d":1000,"m":{"src":"a.mp4"}}]}]}"#
      ).sound.clips.count
    }
    #expect(try clips(#""volume":0.5"#) == 1 && clips(#""muted":true"#) == 0)
    #expect(try clips(#""hidden":true"#) == 0)
  }

  @Test("Milliseconds are 48 samples, exactly")
  func samples() throws {
    let plan = try RenderPlan(
      draft: #"{"t":[{"tt":1,"sg":[{"s":333,"d":777,"m":{"src":"a.mp4","in":41,"fade_in":17}}]}]}"#)
    let clip = try #require(plan.sound.clips.first)
    #expect([clip.first, clip.end, clip.fadeIn, clip.length] == [15_984, 53_280, 816, 37_296])
    #expect(clip.ownSample(at: 15_984) == 1968 && clip.ownSample(at: 16_984) == 2968)
  }

  @Test("A bed shorter than its segment loops unless the draft says false; a clip does not")
  func loops() throws {
    func loop(_ type: Int, _ length: Int, _ look: String) throws -> [Int64]? {
      try RenderPlan(
        draft: #"{"t":[{"tt":\#(type),"sg":[{"d":\#(length),"m":{"src":"bed.m4a"\#(look)}}]}]}"#
      ).sound.clips.first?.turns.map { [$0.start, $0.end] }
    }
    #expect(try loop(1, 6000, "") == [0, 240_000])
    #expect(try loop(1, 5000, "") == nil && loop(1, 6000, #","loop":false"#) == nil)
    #expect(try loop(1, 5200, #","in":200"#) == [9600, 240_000])
    #expect(try loop(0, 6000, "") == nil && loop(0, 6000, #","loop":true"#) == [0, 240_000])
  }

  @Test(
    "A bed never starts over for less than 250 ms, whichever turn it is",
    arguments: [
      // The segment's length, speed, in-point; how often the bed of 5 s starts over.
      (5249, "1", 0, 0), (5250, "1", 0, 1), (10_249, "1", 0, 1), (10_250, "1", 0, 2),
      (10_000, "1", 0, 1), (2749, "2", 0, 0), (2750, "2", 0, 1), (1249, "1", 4000, 0),
      (1250, "1", 4000, 1), (3100, "1", 4900, 30),
    ])
  func shortestTurn(length: Int, speed: String, inPoint: Int, restarts: Int) throws {
    let plan = try RenderPlan(
      draft: #"{"t":[{"tt":1,"sg":[{"d":\#(length),"m":{"src":"bed.m4a","speed":\#(speed),"#
        + #""in":\#(inPoint)}}]}]}"#)
    #expect((plan.fidelity.restarts.first?.count ?? 0) == restarts)
    let clip = try #require(plan.sound.clips.first)
    // What the source gives ends where the last turn does.
    let turn = Int64(5000 - inPoint) * 48
    let played = Int64(length) * (speed == "2" ? 96 : 48)
    let isHeld = restarts < Int((played - 1) / turn)
    #expect((clip.sourceEnd < clip.end) == isHeld)
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
      #expect(abs(gains[0] + gains[1] - 1) < 1e-6)
      #expect(abs(gains[1] - Double(sample - 38_400) / 19_200) < 1e-6)
    }
    // The second clip runs backwards from its in-point into its handle.
    #expect(clips[1].ownSample(at: 38_400) == 96_000 - 9600)
  }

  @Test("What moves along keeps its chunks, to whatever sample it moves", arguments: [1, 40, 1333])
  func moved(head: Int) throws {
    let rest =
      #"{"d":5000,"m":{"src":"a.mp4","in":300}},{"d":9000,"m":{"src":"b.mp4","speed":1.7}}"#
    let before = try chunks(#"{"t":[{"tt":0,"sg":[\#(rest)]}]}"#)
    let after = try chunks(
      #"{"t":[{"tt":0,"sg":[{"d":\#(head),"m":{"src":"c.mp4"}},\#(rest)]}]}"#)
    let new = Set(after.map(\.key)).subtracting(before.map(\.key))
    #expect(new.count <= 3 && after.count >= before.count)
  }

  @Test("A part of a draft has the chunks of the whole")
  func part() throws {
    let text = #"{"t":[{"tt":0,"sg":[{"d":19000,"m":{"src":"a.mp4","in":300}}]}]}"#
    let whole = try Set(chunks(text).map(\.key))
    let span = TimeSpan(start: Milliseconds(3100), length: Milliseconds(9000))
    let part = try RenderPlan(draft: text, request: RenderRequest(span: span)).soundChunks()
    #expect(part.filter { !whole.contains($0.key) }.count <= 3 && part.count >= 5)
  }

  @Test("In silence every chunk of a length has one name")
  func silence() throws {
    let text = #"{"t":[{"tt":1,"sg":[{"s":\#(60000),"d":500,"m":{"src":"bed.m4a"}}]}]}"#
    let chunks = try chunks(text)
    #expect(chunks.count >= 30 && Set(chunks.map(\.key)).count <= 5)
    #expect(
      try self.chunks(text.replacing("}}", with: #","volume":0}}"#)).map(\.key).count
        == chunks.count)
  }

  @Test("Gains of a sound between keyframes are those of the keyframes")
  func gains() throws {
    let plan = try RenderPlan(
      draft: #"{"t":[{"tt":1,"sg":[{"d":2000,"m":{"src":"a.mp4","fade_in":100,"keyframes":"#
        + #"[{"at":500,"volume":0.2},{"at":1500,"volume":1}]}}]}]}"#)
    let clip = try #require(plan.sound.clips.first)
    for (time, gain) in [(0, 0), (50, 0.1), (300, 0.2), (750, 0.4), (1500, 1), (1999, 1)] {
      #expect(abs(clip.gain(at: Int64(48 * time)) - gain) < 1e-6)
    }
    #expect(clip.gain(at: -1) == 0 && clip.gain(at: 96_000) == 0)
  }
}
