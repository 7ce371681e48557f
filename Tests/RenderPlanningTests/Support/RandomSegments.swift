import Foundation
import TestSupport

/// Segments of one track by chance, which overlap, touch and leave gaps.
struct RandomSegments {
  /// One segment's place, in milliseconds.
  struct Place {
    let start: Int64
    let length: Int64
  }

  let places: [Place]

  /// Up to `count` segments, each somewhere in the first five seconds.
  init(count: Int, using generator: inout SeededGenerator) {
    places = (0..<Int.random(in: 1...count, using: &generator)).map { _ in
      Place(
        start: Int64.random(in: 0..<5000, using: &generator),
        length: Int64.random(in: 0..<2000, using: &generator))
    }
  }

  /// A video track of them, as text.
  var track: String {
    let segments = places.map { #"{"s":\#($0.start),"d":\#($0.length),"m":{"src":"logo.png"}}"# }
    return #"{"tt":0,"sg":[\#(segments.joined(separator: ","))]}"#
  }
}
