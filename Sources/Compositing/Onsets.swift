/// Where a sound sets in: a drum, a plosive, a tick.
///
/// Whether there is an onset depends on the sound within a few hundredths of a second alone, so that it is found
/// the same from wherever one looks.
enum Onsets {
  /// Energies are compared over cells of this many samples, on a grid that starts with the source.
  static let cell = 64
  /// Cells before an onset, 21 ms, and after it, 5 ms, whose mean energies are compared.
  private static let before = 16
  private static let after = 4
  /// How many times the energy before an onset the energy after it is, at least: 9 dB.
  private static let rise: Float = 8
  /// Mean squares below which all is silence: −60 and −70 dB of full scale.
  private static let quiet: Float = 1e-6
  private static let floor: Float = 1e-7
  /// The least distance of two onsets, in samples of the source.
  private static let leastDistance = 1440

  /// How many samples around an onset decide over it, where onsets lie `distance` apart at least.
  static func surroundings(apart distance: Int) -> Int {
    max(distance, leastDistance) + (before + after + 2) * cell
  }

  /// The onsets in interleaved stereo, as numbers of samples from its start, a border of cells; what lies too
  /// close to either end is not found.
  ///
  /// - Parameter distance: How far apart they are at least; of several in less the strongest counts.
  static func find(in sound: [Float], apart distance: Int) -> [Int] {
    let risen = rises(of: energies(of: sound))
    let distance = max(distance, leastDistance) / cell + 1
    guard risen.count > 2 * distance else { return [] }
    return (distance..<(risen.count - distance)).filter { place in
      guard risen[place] > rise else { return false }
      // Of two equally strong ones the first.
      return risen[(place - distance)..<place].allSatisfy { $0 < risen[place] }
        && risen[(place + 1)...(place + distance)].allSatisfy { $0 <= risen[place] }
    }.map { start(in: sound, cell: $0) }
  }

  private static func energies(of sound: [Float]) -> [Float] {
    let floats = 2 * cell
    return sound.withUnsafeBufferPointer { sound in
      guard let start = sound.baseAddress else { return [] }
      return (0..<(sound.count / floats)).map { place in
        let cell = start + place * floats
        return cell.product(with: cell, count: floats) / Float(floats)
      }
    }
  }

  /// How many times the energy before each cell the energy from it on is; 0 where it stays quiet.
  private static func rises(of energies: [Float]) -> [Float] {
    var result = [Float](repeating: 0, count: energies.count)
    guard energies.count > before + after else { return result }
    for place in before..<(energies.count - after) {
      let energy = energies[place..<(place + after)].reduce(0, +) / Float(after)
      guard energy > quiet else { continue }
      let earlier = energies[(place - before)..<place].reduce(0, +) / Float(before)
      result[place] = energy / (earlier + floor)
    }
    return result
  }

  /// The first sample of an onset that is a quarter as loud as it gets.
  private static func start(in sound: [Float], cell place: Int) -> Int {
    let first = place * cell
    let peak = sound[(2 * first)..<(2 * (first + after * cell))].reduce(0) { max($0, abs($1)) }
    let loud = sound[(2 * (first - cell))...].firstIndex { abs($0) >= peak / 4 }
    return (loud ?? 2 * first) / 2
  }
}
