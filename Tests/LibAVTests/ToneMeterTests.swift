import Foundation
import LibAV
import TestSupport
import Testing

@Suite("ToneMeter")
struct ToneMeterTests {
  private func sound(_ sample: (Int, Int) -> Double) -> [Float] {
    (0..<2 * 9600).map { Float(sample($0 / 2, $0 % 2)) }
  }

  @Test(
    "A tone is measured as its amplitude, at most 2.2 dB too low, on either side and under noise",
    arguments: [60.0, 440, 500, 1000, 1007, 5000, 11_995, 15_000])
  func tone(frequency: Double) throws {
    let meter = try ToneMeter()
    for amplitude in [0.01, 0.5, 0.89] {
      for side in 0..<2 {
        let level = meter.loudestTone(
          in: sound { place, channel in
            channel == side ? amplitude * sin(2 * .pi * frequency * Double(place) / 48_000) : 0
          })
        #expect(Double(level) < amplitude * 1.01 && Double(level) > amplitude * 0.776)
      }
    }
  }

  @Test("Noise has no loud tone, and silence none at all")
  func noise() throws {
    let meter = try ToneMeter()
    var generator = SeededGenerator()
    let noise = sound { _, _ in Double.random(in: -0.89...0.89, using: &generator) }
    #expect(meter.loudestTone(in: noise) < 0.1, "\(generator)")
    #expect(meter.loudestTone(in: sound { _, _ in 0 }) == 0)
    #expect(meter.loudestTone(in: []) == 0)
  }
}
