/// How far the neighbours of a segment moved, so that a clip between two that moved by 2 s is looked for 2 s
/// further on.
struct NeighbourShift {
  private var ofOld: [[Milliseconds]]
  private var ofNew: [[Milliseconds]]

  /// - Parameter pairs: The segments that are known to be the same, in any order.
  init(old: DraftOutline, new: DraftOutline, pairs: [(old: Int, new: Int)]) {
    var oldShift: [Milliseconds?] = Array(repeating: nil, count: old.segments.count)
    var newShift: [Milliseconds?] = Array(repeating: nil, count: new.segments.count)
    for pair in pairs {
      let shift = new.segments[pair.new].start - old.segments[pair.old].start
      oldShift[pair.old] = shift
      newShift[pair.new] = shift
    }
    ofOld = Self.neighbours(old, oldShift)
    ofNew = Self.neighbours(new, newShift)
  }

  /// For each segment the shifts of the nearest ones before and after it in time on its track.
  private static func neighbours(
    _ outline: DraftOutline, _ shifts: [Milliseconds?]
  ) -> [[Milliseconds]] {
    var result: [[Milliseconds]] = Array(repeating: [], count: outline.segments.count)
    for track in outline.tracks {
      let order = track.segments.sorted { outline.precedes($0, $1) }
      for direction in [order, order.reversed()] {
        var last: Milliseconds?
        for index in direction {
          if let shift = shifts[index] {
            last = shift
          } else if let last {
            result[index].append(last)
          }
        }
      }
    }
    return result
  }

  /// The shifts at which an old and a new segment may be the same one; none at all is always among them.
  func shifts(old: Int, new: Int) -> [Milliseconds] { [.zero] + ofOld[old] + ofNew[new] }

  /// Twice the shift around an old segment.
  func doubledShift(ofOld number: Int) -> Milliseconds { Self.doubled(ofOld[number]) }

  /// Twice the shift around a new segment.
  func doubledShift(ofNew number: Int) -> Milliseconds { Self.doubled(ofNew[number]) }

  private static func doubled(_ shifts: [Milliseconds]) -> Milliseconds {
    (shifts.min() ?? .zero) + (shifts.max() ?? .zero)
  }
}
