extension SoundPlan {
  /// The longest chunk, in samples: 94 packets, two seconds.
  private static let longestChunk = 94 * SoundChunk.packetLength

  /// Where the grid of packets lies: the timeline sample, 0 to 1023, at which a packet begins.
  ///
  /// It is that of the sources whose own first samples would fall on it and that sound the longest, so that a
  /// sound that only moved is cut into the same packets. It goes by all sounds of the draft, also for a part
  /// of it.
  var gridPhase: Int64 {
    var lengths = [Int64](repeating: 0, count: Int(SoundChunk.packetLength))
    for clip in clips {
      lengths[Int(Self.remainder(clip.anchor, SoundChunk.packetLength))] += clip.end - clip.first
    }
    let longest = lengths.max() ?? 0
    return Int64(lengths.firstIndex(of: longest) ?? 0)
  }

  /// The places on the grid at which chunks begin, and the one at which the last ends.
  ///
  /// The sound is cut where what sounds changes, and in between every two seconds on the clock of the lowest
  /// sound's source: after a trim or a split the pieces of what is left fall where they fell before.
  func packetCuts() -> [Int64] {
    let phase = gridPhase
    func onGrid(_ place: Int64) -> Int64 {
      place + Self.remainder(phase - place, SoundChunk.packetLength)
    }
    let start = onGrid(firstSample - 2 * SoundChunk.packetLength + 1)
    let end = onGrid(endSample)
    var cuts = [start]
    func cut(_ place: Int64) {
      let cut = onGrid(place)
      if cut > cuts[cuts.count - 1], cut < end { cuts.append(cut) }
    }
    for stretch in stretches {
      // What is hidden before the first sample is not cut off from what follows.
      if stretch.first > firstSample { cut(stretch.first) }
      let lead = Self.remainder(stretch.first - stretch.anchor, Self.longestChunk)
      var place = stretch.first - lead + Self.longestChunk
      while place < stretch.end {
        cut(place)
        place += Self.longestChunk
      }
    }
    return cuts + [end]
  }

  /// A stretch through which the same sounds are heard.
  private struct Stretch {
    var first: Int64
    var end: Int64
    /// The anchor of the lowest of them; the stretch's own start in silence.
    var anchor: Int64
  }

  private var stretches: [Stretch] {
    let (start, end) = (firstSample, endSample)
    let edges = Set(clips.lazy.flatMap { [$0.first, $0.end] }.filter { start < $0 && $0 < end })
    let places = [start] + edges.sorted() + [end]
    let order = clips.indices.sorted { clips[$0].first < clips[$1].first }
    var waiting = order[...]
    // In the draft's order; few at once.
    var heard: [Int] = []
    return zip(places, places.dropFirst()).map { first, next in
      heard.removeAll { clips[$0].end <= first }
      while let index = waiting.first, clips[index].first <= first {
        waiting.removeFirst()
        guard clips[index].end > first else { continue }
        heard.insert(index, at: heard.firstIndex { $0 > index } ?? heard.count)
      }
      return Stretch(first: first, end: next, anchor: heard.first.map { clips[$0].anchor } ?? first)
    }
  }

  /// The remainder that is never negative.
  private static func remainder(_ value: Int64, _ divisor: Int64) -> Int64 {
    let remainder = value % divisor
    return remainder < 0 ? remainder + divisor : remainder
  }
}
