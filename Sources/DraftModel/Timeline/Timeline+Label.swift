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
  var contentEnd: Milliseconds { tracks.contentEnd }
}

extension [Timeline.Track] {
  /// The end of the last segment.
  var contentEnd: Milliseconds {
    var end = Milliseconds.zero
    // By place, as a copy of each segment of a long draft would take longer than all else.
    for track in self {
      for place in track.segments.indices { end = Swift.max(end, track.segments[place].span.end) }
    }
    return end
  }
}
