import Foundation
import TestSupport

extension SeededGenerator {
  /// The seeds of a property test: the one of `ROUGHCUT_SEED`, else the first `count`; a failure
  /// names its own.
  static func seeds(_ count: UInt64) -> [UInt64] {
    let wanted = ProcessInfo.processInfo.environment["ROUGHCUT_SEED"].flatMap { UInt64($0) }
    return wanted.map { [$0] } ?? Array(1...count)
  }

  /// True in `part` of `whole` cases.
  mutating func chance(_ part: Int, in whole: Int) -> Bool {
    Int.random(in: 0..<whole, using: &self) < part
  }
}
