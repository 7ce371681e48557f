import Foundation
import SelfClock
import TestSupport
import Testing

@Suite struct TickFinderTests {
  /// A sound with ticks as the documentation of `Tick` has them, by the sine function.
  private func sound(
    _ ticks: [(position: Int, pitch: Int, gain: Float)], count: Int, rate: Int = 48_000
  ) -> [Float] {
    var samples = [Float](repeating: 0, count: count)
    for tick in ticks {
      for n in 0..<(rate / 100) where samples.indices.contains(tick.position + n) {
        let time = Double(n) / Double(rate)
        let low = 600 + 600 * Double(tick.pitch)
        let phase = 2 * Double.pi * (low * time + 600 / 0.02 * time * time)
        samples[tick.position + n] += tick.gain * 0.4 * Float(sin(phase))
      }
    }
    return samples
  }

  @Test(
    "Every pitch is found alone, on its sample, with its gain", arguments: 0..<8,
    [48_000, 44_100, 16_000])
  func pitches(pitch: Int, rate: Int) throws {
    let samples = sound([(5_000, pitch, 0.35)], count: 12_000, rate: rate)
    let ticks = try #require(TickFinder(sampleRate: rate)).ticks(in: samples)
    let tick = try #require(ticks.first)
    #expect(ticks.count == 1)
    #expect(tick.pitch == pitch)
    #expect(abs(tick.position - 5_000) < 0.1)
    #expect(abs(tick.gain - 0.35) < 0.001)
    #expect(tick.likeness > 0.999)
  }

  @Test("Ticks of two clips at one instant are both found")
  func together() throws {
    let samples = sound([(9_000, 1, 1), (9_000, 5, 1)], count: 20_000)
    let ticks = try #require(TickFinder(sampleRate: 48_000)).ticks(in: samples)
    #expect(ticks.map(\.pitch).sorted() == [1, 5])
    #expect(ticks.allSatisfy { abs($0.position - 9_000) < 1 && abs($0.gain - 1) < 0.1 })
  }

  @Test("Ticks are found beneath noise, within a tenth of a millisecond")
  func noise() throws {
    var generator = SeededGenerator()
    let places = [(1_000, 0, Float(0.5)), (20_000, 3, 0.5), (40_000, 7, 0.5)]
    let samples = sound(places, count: 48_000).map {
      $0 + Float.random(in: -0.1...0.1, using: &generator)
    }
    let ticks = try #require(TickFinder(sampleRate: 48_000)).ticks(in: samples)
    #expect(ticks.map(\.pitch) == [0, 3, 7], "\(generator)")
    for (tick, place) in zip(ticks, places) {
      #expect(abs(tick.position - Double(place.0)) < 4.8, "\(generator)")
    }
  }

  @Test("Silence, a tone and noise hold no tick")
  func nothing() throws {
    var generator = SeededGenerator()
    let finder = try #require(TickFinder(sampleRate: 48_000))
    let tone = (0..<48_000).map { Float(0.25 * sin(2 * Double.pi * 440 * Double($0) / 48_000)) }
    let noise = (0..<48_000).map { _ in Float.random(in: -0.5...0.5, using: &generator) }
    #expect(finder.ticks(in: []).isEmpty)
    #expect(finder.ticks(in: [Float](repeating: 0, count: 48_000)).isEmpty)
    #expect(finder.ticks(in: tone).isEmpty)
    #expect(finder.ticks(in: noise).isEmpty, "\(generator)")
  }

  @Test(
    "A tick at the first sample, and one whose start is cut off by 5 ms, is found where it began")
  func beginning() throws {
    let finder = try #require(TickFinder(sampleRate: 48_000))
    #expect(
      abs(try #require(finder.ticks(in: sound([(0, 2, 1)], count: 4_800)).first).position) < 0.1)
    let late = try #require(finder.ticks(in: sound([(-240, 2, 1)], count: 4_800)).first)
    #expect(abs(late.position + 240) < 48)
  }

  @Test("A rate that cannot carry the ticks is refused", arguments: [0, -1, 11_999, 1_000_000])
  func rates(rate: Int) {
    #expect(TickFinder(sampleRate: rate) == nil)
  }

  @Test("A tick tells the second of its clip, modulo 8", arguments: [0, 1, 20, 255], 0..<12)
  func seconds(clip: Int, second: Int) {
    let tick = Tick(position: 0, pitch: (clip + second) % 8, gain: 1, likeness: 1)
    #expect(tick.second(ofClip: clip) == second % 8)
  }
}
