extension Timeline.Segment {
  /// What people call the segment: its name, the start of its text, or its source's file name.
  var label: String? {
    if let name { return name }
    switch content {
    case .text(let use):
      let line = use.text.withoutLineBreaks
      return line.count > 40 ? line.prefix(39) + "…" : line
    case .media(let use): return use.source.split(separator: "/").last.map(String.init)
    case .missing: return nil
    }
  }
}

extension Timeline {
  /// The end of the last segment.
  var contentEnd: Milliseconds { tracks.flatMap(\.segments).map(\.span.end).max() ?? .zero }
}
