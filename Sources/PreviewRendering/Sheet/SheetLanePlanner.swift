import DraftModel
import RenderPlanning

/// Decides where the parts of a track's lane are.
struct SheetLanePlanner {
  let catalog: MediaCatalog
  let canvas: Timeline.CanvasSize
  let metrics: SheetMetrics
  let axis: SheetAxis
  /// What tracks and segments are called.
  let summary: TimelineSummary
  /// Beds that start over.
  let restarts: [FidelityReport.Restart]

  func lane(for track: Timeline.Track, at y: Int) -> SheetLayout.Lane {
    let hasSound =
      track.kind == .audio || (track.kind == .video && track.segments.contains(where: isHeard))
    let height =
      switch track.kind {
      case .video: metrics.film
      case .audio: metrics.sound
      case .text: metrics.text
      case .unknown: metrics.unknown
      }
    let strip = SheetBox(x: axis.x, y: y, width: axis.width, height: height)
    var waveform: SheetBox?
    if track.kind == .audio { waveform = strip }
    if track.kind == .video, hasSound {
      waveform = SheetBox(
        x: axis.x, y: strip.maxY + 1, width: axis.width, height: metrics.filmSound)
    }
    let words = summary.tracks.first { $0.number == track.index + 1 }
    let overview = track.kind == .video ? overview(of: track, in: strip) : []
    return SheetLayout.Lane(
      track: track.index, kind: track.kind, name: "\(track.index + 1). \(words?.kind ?? "")",
      isMuted: track.isMuted, isHidden: track.isHidden,
      box: SheetBox(
        x: axis.x, y: y, width: axis.width, height: (waveform ?? strip).maxY - y),
      strip: strip, waveform: waveform,
      segments: track.segments.enumerated().compactMap { index, segment in
        self.segment(
          segment, called: Self.label(of: segment) ?? words?.segments[index].what ?? "",
          in: strip, on: track, hasFilm: track.kind == .video && overview.isEmpty)
      },
      overview: overview, transitions: transitions(on: track, in: strip))
  }

  /// Pictures side by side over the whole lane, where most segments are too narrow for their own; none where
  /// nothing is to be seen.
  private func overview(
    of track: Timeline.Track, in strip: SheetBox
  ) -> [SheetLayout.Thumbnail] {
    let seen = track.segments.filter { slate(for: $0) == nil && hasPicture($0) }
    let narrow = seen.filter {
      axis.box(of: $0.span, y: strip.y, height: strip.height).width < metrics.pictured
    }
    guard narrow.count * 2 > seen.count else { return [] }
    let whole = TimeSpan(start: .zero, length: axis.duration)
    return thumbnails(of: whole, in: strip).filter { thumbnail in
      seen.contains { $0.span.contains(thumbnail.time) }
    }
  }

  private func segment(
    _ segment: Timeline.Segment, called label: String, in strip: SheetBox,
    on track: Timeline.Track, hasFilm: Bool
  ) -> SheetLayout.Segment? {
    let whole = TimeSpan(start: .zero, length: axis.duration)
    guard let shown = segment.span.intersection(whole) else { return nil }
    let box = axis.box(of: shown, y: strip.y, height: strip.height)
    let slate = slate(for: segment)
    let hasFilm = hasFilm && slate == nil && hasPicture(segment)
    return SheetLayout.Segment(
      pointer: segment.pointer, label: label, span: segment.span, box: box,
      isLabelled: box.width >= metrics.labelled, slate: slate,
      thumbnails: hasFilm ? thumbnails(of: shown, in: box) : [],
      restarts: restarts(of: segment, in: strip))
  }

  /// A line through the lane at each time at which a bed starts over.
  private func restarts(
    of segment: Timeline.Segment, in strip: SheetBox
  ) -> [SheetLayout.Restart] {
    restarts.filter { $0.pointer == segment.pointer }.flatMap(\.times)
      .filter { $0 < axis.duration }
      .map { time in
        SheetLayout.Restart(
          time: time,
          box: SheetBox(x: axis.column(of: time), y: strip.y, width: 1, height: strip.height))
      }
  }

  /// The words of a title without a name, bare and on one line; nothing for anything else.
  private static func label(of segment: Timeline.Segment) -> String? {
    guard segment.name == nil, case .text(let use) = segment.content else { return nil }
    return use.text.split(whereSeparator: \.isNewline).joined(separator: " / ")
  }

  /// As many pictures as stand side by side, each at the middle of the time that it covers.
  private func thumbnails(of span: TimeSpan, in box: SheetBox) -> [SheetLayout.Thumbnail] {
    guard box.width >= metrics.pictured else { return [] }
    let size = metrics.thumbnail(canvas)
    let count = (box.width + size.width - 1) / size.width
    return (0..<count).map { index in
      let (left, right) = (index * box.width / count, (index + 1) * box.width / count)
      let share = Int128(span.length.rawValue) * Int128(2 * index + 1) / Int128(2 * count)
      return SheetLayout.Thumbnail(
        time: span.start + Milliseconds(Int64(share)),
        box: SheetBox(x: box.x + left, y: box.y, width: right - left, height: box.height))
    }
  }

  private func transitions(
    on track: Timeline.Track, in strip: SheetBox
  ) -> [SheetLayout.Transition] {
    let ending = Dictionary(track.segments.map { ($0.span.end, $0.span) }) { $1 }
    return track.segments.compactMap { segment in
      guard let transition = segment.transition, let before = ending[segment.span.start],
        segment.span.start < axis.duration
      else { return nil }
      // Half on each side of the cut, and never beyond the neighbours.
      let half = Milliseconds(transition.length.rawValue / 2)
      let start = max(segment.span.start - half, before.start)
      let end = min(segment.span.start + half, segment.span.end)
      let span = TimeSpan(start: start, length: end - start)
      return SheetLayout.Transition(
        kind: transition.kind, span: span,
        box: axis.box(of: span, y: strip.y, height: strip.height))
    }
  }

  private func item(_ segment: Timeline.Segment) -> MediaItem? {
    guard case .media(let use) = segment.content, case .available(let item) = catalog[use.source]
    else { return nil }
    return item
  }

  private func hasPicture(_ segment: Timeline.Segment) -> Bool { item(segment)?.picture != nil }

  private func isHeard(_ segment: Timeline.Segment) -> Bool {
    item(segment)?.sound != nil && !segment.sound.isMuted
  }

  private func slate(for segment: Timeline.Segment) -> String? {
    switch segment.content {
    case .text: nil
    case .missing: "nothing to show is named"
    case .media(let use):
      if case .unavailable(let reason) = catalog[use.source] { reason } else { nil }
    }
  }
}

extension SheetMetrics {
  /// The size of a filmstrip's pictures, sides even as the renderer's are.
  func thumbnail(_ canvas: Timeline.CanvasSize) -> (width: Int, height: Int) {
    let width = film * canvas.width / canvas.height
    return (min(max(width / 2 * 2, 2), self.width / 2 * 2), film)
  }
}
