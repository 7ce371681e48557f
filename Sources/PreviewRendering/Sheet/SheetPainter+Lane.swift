import DraftModel

extension SheetPainter {
  /// Draws a lane with its name, and everything on it.
  func draw(_ lane: SheetLayout.Lane, _ waveform: Waveform?) throws {
    try drawName(of: lane)
    pixmap.fill(lane.strip, .lane)
    if case .unknown = lane.kind {
      drawStripes(in: lane.strip, .unknownDark, .unknownLight)
    }
    for segment in lane.segments { try draw(segment, on: lane) }
    for thumbnail in lane.overview { draw(thumbnail, within: lane.strip) }
    if let box = lane.waveform { draw(waveform, of: lane, in: box) }
    if lane.kind == .audio {
      for restart in lane.segments.flatMap(\.restarts) { pixmap.fill(restart.box, .restart) }
      for segment in lane.segments { try drawLabel(of: segment, atTop: true) }
    }
    for transition in lane.transitions { try draw(transition) }
    if lane.isHidden { pixmap.fill(lane.strip, .hiddenVeil) }
  }

  private func drawName(of lane: SheetLayout.Lane) throws {
    let isUnknown = if case .unknown = lane.kind { true } else { false }
    let state = [
      isUnknown ? "not drawn" : nil, lane.isHidden ? "hidden" : nil,
      lane.isMuted ? "muted" : nil,
    ].compactMap { $0 }.joined(separator: ", ")
    let names = names(beside: lane.strip)
    let line = Int(metrics.nameType * 1.45)
    let name = Typesetter.Face(size: metrics.nameType, weight: 600)
    guard !state.isEmpty else { return _ = try type.write(lane.name, name, in: names) }
    let small = Typesetter.Face(size: metrics.smallType, color: .quietWords)
    if names.height >= 2 * line {
      let top = names.y + (names.height - 2 * line) / 2
      try type.write(
        lane.name, name, in: SheetBox(x: names.x, y: top, width: names.width, height: line))
      try type.write(
        state, small, in: SheetBox(x: names.x, y: top + line, width: names.width, height: line))
    } else {
      let width = try type.write(lane.name, name, in: names)
      var rest = names
      rest.x += width + metrics.gap
      rest.width -= width + metrics.gap
      try type.write(state, small, in: rest)
    }
  }

  private func draw(_ segment: SheetLayout.Segment, on lane: SheetLayout.Lane) throws {
    // A line of the lane's colour stands between neighbours, where there is room for it.
    var body = segment.box
    if body.width > 3 { body.width -= 1 }
    switch lane.kind {
    case .text:
      pixmap.fill(body, .titleEdge, radius: metrics.radius)
      pixmap.fill(body.inset(1, 1), .title, radius: metrics.radius - 1)
      guard segment.isLabelled else { return }
      let face = Typesetter.Face(size: metrics.smallType * 1.08)
      _ = try type.write(
        segment.label, face, in: besideMarks(body.inset(metrics.gap * 3 / 4, 0)))
    case .video, .audio:
      pixmap.fill(body, .segment)
      if let reason = segment.slate {
        drawStripes(in: body, .slateDark, .slateLight)
        if segment.isLabelled {
          var middle = body.inset(metrics.gap / 2, 0)
          middle.y += metrics.label * (lane.kind == .audio ? 1 : 0)
          middle.height -= metrics.label
          let face = Typesetter.Face(size: metrics.smallType, color: .slateWords)
          try type.write(reason, face, in: middle, lane.kind == .audio ? .left : .center)
        }
      }
      for thumbnail in segment.thumbnails { draw(thumbnail, within: body) }
      if lane.kind == .video { try drawLabel(of: segment, atTop: false) }
    case .unknown:
      pixmap.fill(body, .segment, radius: metrics.radius)
      drawStripes(in: body.inset(1, 1), .unknownDark, .unknownLight)
    }
  }

  private func draw(_ thumbnail: SheetLayout.Thumbnail, within body: SheetBox) {
    guard let picture = pictures[thumbnail] else { return }
    // A column of the ground stays between pictures.
    var place = thumbnail.box.intersection(body)
    if thumbnail.box.maxX < body.maxX { place.width -= 1 }
    pixmap.draw(picture, in: place)
  }

  /// A segment's name, at the foot of its pictures or at the top of its sound.
  private func drawLabel(of segment: SheetLayout.Segment, atTop: Bool) throws {
    guard segment.isLabelled else { return }
    let face = Typesetter.Face(size: metrics.smallType)
    var row = segment.box
    row.width -= 1
    row.height = metrics.label
    if atTop { row = besideMarks(row) } else { row.y = segment.box.maxY - metrics.label }
    let line = try type.line(segment.label, face, width: row.width - metrics.gap)
    try drawChip(line, at: row)
  }

  /// Words at the left of a row, on a dark chip as wide as they are.
  private func drawChip(_ line: Typesetter.Line, at row: SheetBox) throws {
    guard !line.isEmpty else { return }
    var chip = row
    chip.width = line.width + metrics.gap
    pixmap.fill(chip, .veil)
    try type.draw(line, in: chip.inset(metrics.gap / 2, 0))
  }

  /// What of a row is right of the marks that stand at its start.
  private func besideMarks(_ row: SheetBox) -> SheetBox {
    var free = row
    let marks = layout.marks.map(\.box).filter { !$0.intersection(row).isEmpty }
    for mark in marks.sorted(by: { $0.x < $1.x }) where mark.x <= free.x + metrics.gap {
      free.width -= max(mark.maxX + 4 - free.x, 0)
      free.x = max(mark.maxX + 4, free.x)
    }
    return SheetBox(x: free.x, y: free.y, width: free.width, height: free.height)
  }

  private func drawStripes(in box: SheetBox, _ dark: Color, _ light: Color) {
    let period = metrics.gap * 2
    pixmap.fill(box, dark)
    pixmap.fill(box, light) { x, y in (x + y) % period < period / 2 }
  }

  /// The loudest sample as a column about the middle, and within it the level; both in decibels.
  private func draw(_ waveform: Waveform?, of lane: SheetLayout.Lane, in box: SheetBox) {
    if lane.kind == .video { pixmap.fill(box, .lane) }
    let isMuted = lane.isMuted || lane.isHidden
    let middle = box.y + box.height / 2
    pixmap.fill(SheetBox(x: box.x, y: middle, width: box.width, height: 1), .line)
    guard let waveform else { return }
    let half = Float(box.height / 2 - 1)
    for column in 0..<min(box.width, waveform.peaks.count) where waveform.peaks[column] > 0 {
      for (value, color) in [
        (waveform.peaks[column], isMuted ? Color.mutedSound : .sound),
        (waveform.levels[column], isMuted ? .mutedLoudness : .loudness),
      ] {
        let reach = Int((Waveform.height(of: value) * half).rounded())
        pixmap.fill(
          SheetBox(x: box.x + column, y: middle - reach, width: 1, height: 2 * reach + 1), color)
      }
    }
  }

  /// A change: bright where the new picture comes in, along the diagonal of its box.
  private func draw(_ transition: SheetLayout.Transition) throws {
    var box = transition.box
    let least = metrics.gap * 3 / 4
    if box.width < least {
      box.x -= (least - box.width) / 2
      box.width = least
    }
    let (left, top) = (Double(box.x), Double(box.y))
    let (width, height) = (Double(box.width), Double(box.height))
    pixmap.fill(box, .change) { x, y in (x - left) / width + (y - top) / height >= 1 }
    pixmap.fill(SheetBox(x: box.x, y: box.y, width: 1, height: box.height), .changeEdge)
    pixmap.fill(SheetBox(x: box.maxX - 1, y: box.y, width: 1, height: box.height), .changeEdge)
    var row = box.inset(1, 0)
    row.height = metrics.label
    let face = Typesetter.Face(size: metrics.smallType * 0.9)
    let words = try type.line(
      transition.kind.rawValue.replacing("_", with: " "), face, width: layout.width)
    if words.width + metrics.gap <= row.width { try drawChip(words, at: row) }
  }
}
