import DraftModel
import JSONTree
import RenderPlanning

/// Decides what a sheet shows and where; draws nothing and opens nothing.
struct SheetPlanner {
  let timeline: Timeline
  let catalog: MediaCatalog
  let plan: RenderPlan
  let metrics: SheetMetrics
  let axis: SheetAxis

  init(_ timeline: Timeline, catalog: MediaCatalog, plan: RenderPlan, width: Int) {
    self.timeline = timeline
    self.catalog = catalog
    self.plan = plan
    metrics = SheetMetrics(width: width)
    let left = metrics.margin + metrics.names
    axis = SheetAxis(
      x: left, width: max(width - metrics.margin - left, 1), duration: timeline.duration)
  }

  /// How many lines each kind of note has at most.
  private static let noteLimit = 8
  /// How many findings have a mark at most.
  private static let markLimit = 200

  func layout(title: String, facts: String, findings: [Finding]) -> SheetLayout {
    let ruler = SheetBox(
      x: axis.x, y: metrics.margin + metrics.title + metrics.gap, width: axis.width,
      height: metrics.ruler)
    let (lanes, omitted) = lanes(below: ruler.maxY + metrics.gap / 2)
    let strip = SheetBox(
      x: axis.x, y: (lanes.last?.box.maxY ?? ruler.maxY) + metrics.gap, width: axis.width,
      height: metrics.fidelity)
    let marks = marks(for: findings, on: lanes, ruler: ruler)
    let whole = TimeSpan(start: .zero, length: timeline.duration)
    // The legend takes a line between the strip and the notes.
    let notes = notes(
      marks, count: findings.count, on: lanes, below: strip.maxY + metrics.gap + metrics.noteLine)
    let bottom = notes.map(\.box.maxY).max() ?? strip.maxY + metrics.gap + metrics.noteLine
    return SheetLayout(
      width: metrics.width, height: bottom + metrics.margin, title: title, facts: facts,
      ruler: ruler, ticks: axis.ticks(spacing: metrics.tickSpacing), lanes: lanes,
      omittedLanes: omitted, strip: strip,
      fidelity: plan.fidelity.stretches(in: whole).map {
        SheetLayout.Stretch(
          stretch: $0, box: axis.box(of: $0.span, y: strip.y, height: strip.height))
      },
      marks: marks, notes: notes)
  }

  /// Pictures and titles as they cover each other, the topmost first, as editors show them; then sounds.
  private func lanes(below top: Int) -> ([SheetLayout.Lane], omitted: Int) {
    let pictures = timeline.tracks.filter { $0.kind != .audio }.reversed()
    let sounds = timeline.tracks.filter { $0.kind == .audio }
    let planner = SheetLanePlanner(
      catalog: catalog, canvas: plan.canvas, metrics: metrics, axis: axis,
      summary: TimelineSummary(timeline), restarts: plan.fidelity.restarts)
    var lanes: [SheetLayout.Lane] = []
    var y = top
    // The strip, its legend and as many notes as there can be stand below.
    let below =
      2 * metrics.gap + metrics.fidelity + metrics.noteLine * (2 * Self.noteLimit + 3)
      + metrics.margin
    for track in pictures + sounds {
      let lane = planner.lane(for: track, at: y)
      guard lane.box.maxY <= metrics.tallest - below else { break }
      lanes.append(lane)
      y = lane.box.maxY + metrics.gap
    }
    return (lanes, timeline.tracks.count - lanes.count)
  }

  /// Marks findings on the lane and at the time they are about, the gravest first.
  private func marks(
    for findings: [Finding], on lanes: [SheetLayout.Lane], ruler: SheetBox
  ) -> [SheetLayout.Mark] {
    var places: [JSONPointer: (lane: Int, time: Milliseconds)] = [:]
    for (index, lane) in lanes.enumerated() {
      let segments = timeline.tracks.first { $0.index == lane.track }?.segments ?? []
      for segment in segments {
        places[segment.pointer] = (index, segment.span.start)
        // What is about the track as a whole stands at its start.
        if let track = segment.pointer.parent?.parent { places[track] = (index, .zero) }
      }
    }
    var taken: [SheetBox: Int] = [:]
    let gravest = findings.enumerated().sorted {
      ($1.element.severity, $0.offset) < ($0.element.severity, $1.offset)
    }
    return gravest.prefix(Self.markLimit).enumerated().map { number, entry in
      var pointer: JSONPointer? = entry.element.pointer
      while let candidate = pointer, places[candidate] == nil { pointer = candidate.parent }
      let place = pointer.flatMap { places[$0] }
      let home = place.map { lanes[$0.lane].box } ?? ruler
      let time = place?.time ?? .zero
      // What is not told in words below is a dot.
      let side = number < Self.noteLimit ? metrics.badge : metrics.badge / 2
      // What is about the draft as a whole stands beside the ruler, not on its figures.
      let x = place == nil ? metrics.margin : axis.column(of: time)
      var box = SheetBox(x: x, y: home.y, width: side, height: side)
      // Several at one place stand side by side.
      let neighbours = taken[box, default: 0]
      taken[box] = neighbours + 1
      box.x += neighbours * (side + 2)
      box.x = min(box.x, axis.x + axis.width - side)
      return SheetLayout.Mark(
        number: number + 1, finding: entry.element, time: time, lane: place?.lane, box: box)
    }
  }

  /// Findings on the left and departures on the right; either has the whole width where it is alone.
  private func notes(
    _ marks: [SheetLayout.Mark], count: Int, on lanes: [SheetLayout.Lane], below top: Int
  ) -> [SheetLayout.Note] {
    let findings: [(SheetLayout.Note.Subject, String)] = marks.map { mark in
      let place = mark.lane.map { "\(lanes[$0].name), \(mark.time)s: " } ?? ""
      return (
        .finding(number: mark.number, mark.finding.severity),
        "\(place)\(mark.finding.message) [\(mark.finding.rule)]"
      )
    }
    let departures: [(SheetLayout.Note.Subject, String)] =
      plan.fidelity.departures
      // What a finding says already need not be said twice.
      .filter { departure in !marks.contains { $0.finding.message == departure.message } }
      .map { (.fidelity($0.grade), $0.line) }
      + plan.fidelity.restarts.map { (.restart, $0.line) }
    let isShared = !findings.isEmpty && !departures.isEmpty
    let half = (axis.width - metrics.margin) / 2
    let width = isShared ? half : axis.width
    let left = column(findings, count: count, x: axis.x, width: width, below: top)
    let right = column(
      departures, count: departures.count, x: isShared ? axis.x + half + metrics.margin : axis.x,
      width: width, below: top)
    return left + right
  }

  private func column(
    _ lines: [(SheetLayout.Note.Subject, String)], count: Int, x: Int, width: Int, below top: Int
  ) -> [SheetLayout.Note] {
    var shown = Array(lines.prefix(Self.noteLimit))
    if count > shown.count { shown.append((.more, "and \(count - shown.count) more")) }
    return shown.enumerated().map { index, line in
      SheetLayout.Note(
        subject: line.0, text: line.1,
        box: SheetBox(
          x: x, y: top + index * metrics.noteLine, width: width, height: metrics.noteLine))
    }
  }
}
