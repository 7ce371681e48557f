extension TimelineSummary {
  /// The long form: one row a segment, columns aligned, tracks in painting order; escaped for terminals.
  public var table: String {
    var rows = [["TRACK", "WHAT", "START", "END", "LENGTH", "VOLUME", "SOURCE", "PLACE"]]
    for track in tracks {
      let label = "\(track.number). \(track.kind)"
      if track.segments.isEmpty { rows.append([label, "empty", "", "", "", "", "", ""]) }
      for segment in track.segments {
        rows.append([
          label, segment.what, "\(segment.start)s", "\(segment.end)s",
          "\(segment.end - segment.start)s", "\(segment.volumePercent ?? 100)%",
          segment.source ?? "", segment.pointer,
        ])
      }
    }
    rows = rows.map { $0.map(\.withoutControls) }
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    let lines = rows.map { row in
      let cells = zip(row, widths).map { cell, width in
        cell + String(repeating: " ", count: width - cell.count)
      }
      return String(cells.joined(separator: "  ").reversed().drop { $0 == " " }.reversed())
    }
    let heading =
      title.map { "\($0.withoutLineBreaks.withoutControls), \(duration)s" } ?? "\(duration)s"
    return ([heading] + lines).joined(separator: "\n")
  }
}
