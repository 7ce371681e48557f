import JSONTree

/// The two timelines at the top of a page, one above the other on one scale of time.
struct DifferencePage {
  private let outlines: [(name: String, outline: DraftOutline)]
  /// What happened to the segments of each draft, by their places.
  private let signs: [[JSONPointer: ChangeWords.Sign]]
  private let length: Milliseconds

  init(_ difference: DraftDifference) {
    let outlines = [DraftOutline(difference.old), DraftOutline(difference.new)]
    self.outlines = [("before", outlines[0]), ("after", outlines[1])]
    var signs: [[JSONPointer: ChangeWords.Sign]] = [[:], [:]]
    for change in difference.changes {
      let sign = change.sign
      for (side, mention) in change.subject.mentions {
        signs[side].merge([mention.pointer: sign]) { $0.outranks($1) ? $0 : $1 }
      }
    }
    self.signs = signs
    length = max(
      Milliseconds(1), outlines.flatMap { [$0.duration] + $0.segments.map(\.end) }.max() ?? .zero)
  }

  /// Both timelines, and the ruler between them.
  var timelines: String {
    let sections = zip(outlines, signs).map { side, signs in
      let tracks = side.outline.tracks.indices.map { lane($0, side.outline, signs) }
      return """
        <section aria-label="\(side.name)">
        <h2>\(side.name)</h2>
        \(tracks.joined(separator: "\n"))
        </section>
        """
    }
    return "<div class=\"timelines\">\n\(sections.joined(separator: "\n\(ruler)\n"))\n</div>"
  }

  private func lane(
    _ index: Int, _ outline: DraftOutline, _ signs: [JSONPointer: ChangeWords.Sign]
  ) -> String {
    let track = outline.tracks[index]
    let segments = outline.segments[track.segments].filter { !$0.span.isEmpty }.map { segment in
      let mention = outline.mention(of: segment)
      let sign = signs[mention.pointer].map { " \($0.name)" } ?? ""
      let label = mention.what.escapedForHTML
      return "<span class=\"segment\(sign)\" style=\"left:\(share(segment.start))%;"
        + "width:\(share(segment.length))%\" title=\"\(label), \(mention.span)\">\(label)</span>"
    }
    let name = outline.mention(ofTrack: index).label.escapedForHTML
    return "<div class=\"track\"><span class=\"name\">\(name)</span>"
      + "<div class=\"lane\">\(segments.joined())</div></div>"
  }

  /// Times at even steps that people count in.
  private var ruler: String {
    let steps: [Int64] = [
      100, 200, 500, 1000, 2000, 5000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000,
      1_800_000, 3_600_000,
    ]
    let step = steps.first { length.rawValue / $0 <= 12 } ?? max(1, length.rawValue / 10)
    let ticks = (0...length.rawValue / step).compactMap { number -> String? in
      let time = Milliseconds(number * step)
      // The last one's text would stand beyond the edge.
      if time.rawValue.scaled(by: 100, over: length.rawValue) > 96 { return nil }
      return "<span style=\"left:\(share(time))%\">\(time)s</span>"
    }
    return "<div class=\"track ruler\" aria-hidden=\"true\"><span class=\"name\"></span>"
      + "<div class=\"lane\">\(ticks.joined())</div></div>"
  }

  /// The share of the whole length in percent, to a thousandth.
  private func share(_ time: Milliseconds) -> String {
    let thousandths = time.rawValue.scaled(by: 100_000, over: length.rawValue)
    return Milliseconds(thousandths).description
  }
}

extension Change.Subject {
  /// The segments on both sides: 0 for the old draft, 1 for the new one.
  fileprivate var mentions: [(Int, SegmentMention)] {
    switch self {
    case .draft, .envelope, .track: []
    case .segment(let old, let new):
      [(0, old), (1, new)].compactMap { side, mention in mention.map { (side, $0) } }
    case .segments(let pairs): pairs.flatMap { [(0, $0.old), (1, $0.new)] }
    }
  }
}

extension ChangeWords.Sign {
  /// Which of two colours a segment gets to which two things happened.
  fileprivate func outranks(_ other: Self) -> Bool {
    let order: [Self] = [.added, .removed, .changed, .moved]
    return (order.firstIndex(of: self) ?? 0) <= (order.firstIndex(of: other) ?? 0)
  }
}
