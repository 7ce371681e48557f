/// Where subtitles go on the picture: the last line of each near the bottom, and those that are shown at once
/// above each other, the later ones higher.
struct SubtitlePlacement {
  /// The centre of each cue, as a fraction of the canvas's height from its top edge.
  let heights: [Double]

  /// The canvas is 1080 high in the units of type, and 16:9 as of a draft that declares none.
  private static let canvas = (width: 1920.0, height: 1080.0)
  /// The free space at the top and the bottom, which every screen shows (SMPTE ST 2046-1: 5%).
  private static let margin = 0.06
  /// A line's height as a multiple of its size: that of Noto Sans CJK, the tallest of the default fonts.
  private static let lineHeight = 1.45

  /// - Parameter cues: In order of their starts.
  init(of cues: [SubtitleCue]) {
    var shown: [(end: Milliseconds, top: Double, bottom: Double)] = []
    heights = cues.map { cue in
      shown.removeAll { $0.end <= cue.span.start }
      let height = Self.height(of: cue)
      let place = Self.place(height, at: cue.position, beside: shown.map { ($0.top, $0.bottom) })
      shown.append((cue.span.end, place, place + height))
      return ((place + height / 2) / Self.canvas.height * 10_000).rounded() / 10_000
    }
  }

  private static func height(of cue: SubtitleCue) -> Double {
    let use = Timeline.TextUse(
      text: cue.text, style: Timeline.TextStyle(), maxWidth: 0.9, animation: .none)
    let extent = TextExtent(of: use, wrappingAt: canvas.width * use.maxWidth)
    return extent.height / TextExtent.lineHeight * lineHeight
  }

  /// The top of the first free place from where the cue belongs, upwards or downwards.
  private static func place(
    _ height: Double, at position: SubtitleCue.Position,
    beside taken: [(top: Double, bottom: Double)]
  ) -> Double {
    let (highest, lowest) = (canvas.height * margin, canvas.height * (1 - margin) - height)
    var top =
      switch position {
      case .bottom: lowest
      case .middle: (canvas.height - height) / 2
      case .top: highest
      }
    let isRising = position == .bottom
    let ordered = taken.sorted { isRising ? $0.bottom > $1.bottom : $0.top < $1.top }
    for other in ordered where other.top < top + height && top < other.bottom {
      top = isRising ? other.top - height : other.bottom
    }
    // More than there is room for covers what is there rather than leaving the picture.
    return min(max(top, highest), max(lowest, highest))
  }
}
