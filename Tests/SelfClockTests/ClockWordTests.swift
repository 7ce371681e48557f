import SelfClock
import TestSupport
import Testing

@Suite struct ClockWordTests {
  @Test("A word gives back the numbers it was made of")
  func roundTrip() throws {
    var generator = SeededGenerator()
    let corners = [(0, 0), (255, 0), (0, ClockWord.frames.upperBound - 1), (255, 1)]
    let others = (0..<500).map { _ in
      (
        Int.random(in: ClockWord.clips, using: &generator),
        Int.random(in: ClockWord.frames, using: &generator)
      )
    }
    for (clip, frame) in corners + others {
      let numbers = try #require(ClockWord(clip: clip, frame: frame)?.numbers, "\(generator)")
      #expect(numbers == (clip, frame), "\(generator)")
    }
  }

  @Test("A word with one to three bits turned over is refused")
  func corruption() throws {
    var generator = SeededGenerator()
    for _ in 0..<500 {
      let clip = Int.random(in: ClockWord.clips, using: &generator)
      let frame = Int.random(in: ClockWord.frames, using: &generator)
      var bits = try #require(ClockWord(clip: clip, frame: frame)).bits
      for position in (0..<48).shuffled(using: &generator).prefix(
        Int.random(in: 1...3, using: &generator))
      {
        bits ^= 1 << UInt64(position)
      }
      #expect(ClockWord(bits: bits).numbers == nil, "\(generator)")
    }
  }

  @Test(
    "Numbers that do not fit are refused",
    arguments: [(-1, 0), (256, 0), (0, -1), (0, 1 << 20), (Int.max, Int.min)])
  func range(clip: Int, frame: Int) {
    #expect(ClockWord(clip: clip, frame: frame) == nil)
  }

  @Test("The word of clip 20, frame 60 is what its documented layout says")
  func layout() {
    // CRC-16/CCITT-FALSE of 01 40 00 3C, by Python's binascii.crc_hqx(bytes, 0xFFFF).
    #expect(ClockWord(clip: 20, frame: 60)?.bits == 0xB140_003C_0000 | 0x1806)
  }
}
