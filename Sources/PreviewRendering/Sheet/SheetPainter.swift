import DraftModel
import LibAV
import RenderPlanning
import TextPainting

/// Draws a sheet that is laid out, from the top down.
struct SheetPainter {
  let layout: SheetLayout
  let metrics: SheetMetrics
  let pictures: [SheetLayout.Thumbnail: PictureBuffer]
  /// The waveforms by lane.
  let waveforms: [Int: Waveform]
  let pixmap: Pixmap
  let type: Typesetter

  init(
    _ layout: SheetLayout, metrics: SheetMetrics,
    pictures: [SheetLayout.Thumbnail: PictureBuffer], waveforms: [Int: Waveform]
  ) throws {
    self.layout = layout
    self.metrics = metrics
    self.pictures = pictures
    self.waveforms = waveforms
    pixmap = try Pixmap(width: layout.width, height: layout.height, color: .sheet)
    type = try Typesetter(onto: pixmap)
  }

  func draw() throws -> PictureBuffer {
    try drawTitle()
    try drawRuler()
    for (index, lane) in layout.lanes.enumerated() { try draw(lane, waveforms[index]) }
    try drawStrip()
    // The gravest are on top.
    for mark in layout.marks.reversed() { try draw(mark) }
    for note in layout.notes { try draw(note) }
    return pixmap.buffer
  }

  /// The name on the left, the facts on the right of one line.
  private func drawTitle() throws {
    let row = SheetBox(
      x: metrics.margin, y: metrics.margin, width: layout.width - 2 * metrics.margin,
      height: metrics.title)
    let facts = try type.write(
      layout.facts, Typesetter.Face(size: metrics.nameType, color: .quietWords), in: row, .right)
    var rest = row
    rest.width -= facts + metrics.gap
    try type.write(layout.title, Typesetter.Face(size: metrics.titleType, weight: 700), in: rest)
  }

  /// The ruler's marks, and under the long ones a faint line through all lanes.
  private func drawRuler() throws {
    let ruler = layout.ruler
    pixmap.fill(
      SheetBox(x: ruler.x, y: ruler.maxY - 1, width: ruler.width, height: 1), .line)
    let face = Typesetter.Face(size: metrics.smallType, color: .quietWords)
    let bottom = layout.strip.maxY
    var free = ruler.x
    for tick in layout.ticks {
      let length = tick.isMajor ? ruler.height / 2 : ruler.height / 4
      pixmap.fill(
        SheetBox(x: tick.x, y: ruler.maxY - length, width: 1, height: length),
        tick.isMajor ? .quietWords : .faintWords)
      guard let label = tick.label else { continue }
      pixmap.fill(
        SheetBox(x: tick.x, y: ruler.maxY, width: 1, height: bottom - ruler.maxY), .line)
      // Beside its mark, where it neither leaves the sheet nor meets the one before.
      let line = try type.line(label, face, width: layout.width)
      let box = SheetBox(x: tick.x + 4, y: ruler.y, width: line.width, height: ruler.height - 6)
      guard tick.x >= free, box.maxX < layout.width else { continue }
      try type.draw(line, in: box)
      free = box.maxX
    }
  }

  /// The strip with its legend under it.
  private func drawStrip() throws {
    let strip = layout.strip
    let face = Typesetter.Face(size: metrics.smallType, color: .quietWords)
    try type.write("Fidelity", face, in: names(beside: strip.inset(0, -metrics.gap / 2)))
    for stretch in layout.fidelity {
      pixmap.fill(stretch.box, .grade(stretch.stretch.grade))
    }
    var x = strip.x
    let grades: [FidelityReport.Grade?] = [nil] + FidelityReport.Grade.allCases
    for grade in grades {
      let row = SheetBox(
        x: x, y: strip.maxY + metrics.gap / 2, width: strip.maxX - x, height: metrics.noteLine)
      x = try draw(swatch: .grade(grade), grade?.words ?? "exact", face, in: row) + metrics.margin
    }
  }

  /// A square of a colour and what it means; gives the column after both.
  @discardableResult
  private func draw(
    swatch color: Color, _ words: String, _ face: Typesetter.Face, in row: SheetBox
  ) throws -> Int {
    let side = metrics.swatch
    pixmap.fill(
      SheetBox(x: row.x, y: row.y + (row.height - side) / 2, width: side, height: side), color,
      radius: metrics.radius / 2)
    var rest = row
    rest.x += metrics.badge + metrics.radius
    rest.width -= metrics.badge + metrics.radius
    return rest.x + (try type.write(words, face, in: rest))
  }

  private func draw(_ mark: SheetLayout.Mark) throws {
    try drawBadge(mark.number, .severity(mark.finding.severity), in: mark.box)
  }

  /// A disc with a number, dark on its colour.
  private func drawBadge(_ number: Int, _ color: Color, in box: SheetBox) throws {
    pixmap.fill(box.inset(-1, -1), .sheet, radius: box.width / 2 + 1)
    pixmap.fill(box, color, radius: box.width / 2)
    guard box.width >= metrics.badge else { return }
    let face = Typesetter.Face(size: metrics.smallType * 0.9, weight: 800, color: .sheet)
    try type.write("\(number)", face, in: box, .center)
  }

  private func draw(_ note: SheetLayout.Note) throws {
    let face = Typesetter.Face(size: metrics.smallType * 1.08, color: .words)
    switch note.subject {
    case .finding(let number, let severity):
      let side = metrics.badge
      let badge = SheetBox(
        x: note.box.x, y: note.box.y + (note.box.height - side) / 2, width: side, height: side)
      try drawBadge(number, .severity(severity), in: badge)
      var rest = note.box
      rest.x += side + metrics.radius
      rest.width -= side + metrics.radius
      try type.write(note.text, face, in: rest)
    case .fidelity(let grade): try draw(swatch: .grade(grade), note.text, face, in: note.box)
    case .restart: try draw(swatch: .restart, note.text, face, in: note.box)
    case .more:
      try type.write(
        note.text, Typesetter.Face(size: face.size, color: .quietWords), in: note.box)
    }
  }

  /// The column of names beside a row.
  func names(beside row: SheetBox) -> SheetBox {
    SheetBox(
      x: metrics.margin, y: row.y, width: metrics.names - metrics.gap, height: row.height)
  }
}
