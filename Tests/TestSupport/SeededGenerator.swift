import Foundation

/// SplitMix64, seeded from `ROUGHCUT_SEED` where that is set, so that a failure can be had again.
///
/// A property test puts the generator's description into its expectations' comments:
/// `#expect(law, "\(generator)")` prints the seed with the failure. The constants are those of Steele, Lea and Flood,
/// "Fast splittable pseudorandom number generators" (2014).
public struct SeededGenerator: RandomNumberGenerator, CustomStringConvertible, Sendable {
  /// What the sequence started from.
  public let seed: UInt64
  private var state: UInt64

  /// A generator that starts from `seed`, else from `ROUGHCUT_SEED`, else from chance.
  public init(seed: UInt64? = nil) {
    let wanted = ProcessInfo.processInfo.environment["ROUGHCUT_SEED"].flatMap { UInt64($0) }
    self.seed = seed ?? wanted ?? UInt64.random(in: 0...UInt64.max)
    state = self.seed
  }

  /// The next 64 bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }

  /// How to run the failed case again.
  public var description: String {
    "again with ROUGHCUT_SEED=\(seed)"
  }
}
