import DraftModel
import JSONTree

/// Finds what a render leaves out or draws otherwise than the draft says.
struct FidelityPlanner {
  private let timeline: Timeline
  private let catalog: MediaCatalog
  private let spans: [JSONPointer: TimeSpan]

  init(timeline: Timeline, catalog: MediaCatalog) {
    self.timeline = timeline
    self.catalog = catalog
    let placed = timeline.tracks.flatMap(\.segments).map { ($0.pointer, $0.span) }
    spans = Dictionary(placed) { first, _ in first }
  }

  /// The report: unread members and unknown words by the findings, missing media by the catalog.
  func report(_ findings: [Finding]) -> FidelityReport {
    var entries: [FidelityReport.Entry] = []
    for finding in findings {
      guard let grade = Self.grades[finding.rule] else { continue }
      entries.append(
        FidelityReport.Entry(
          grade: grade, span: span(of: finding.pointer), message: finding.message,
          pointer: finding.pointer))
    }
    for track in timeline.tracks where !track.isHidden {
      for segment in track.segments {
        guard case .media(let use) = segment.content else { continue }
        entries += self.entries(for: segment, playing: use, on: track)
      }
    }
    return FidelityReport(entries: entries)
  }

  /// Which findings mean that something of the draft is not drawn.
  private static let grades: [RuleID: FidelityReport.Grade] = [
    .unreadMember: .omitted, .unknownTrackType: .omitted, .unknownWord: .omitted,
    .wrongType: .omitted, .missingMember: .omitted, .negativeTime: .omitted,
    .excessiveTime: .omitted, .outOfRange: .approximated,
  ]

  private func entries(
    for segment: Timeline.Segment, playing use: Timeline.MediaUse, on track: Timeline.Track
  ) -> [FidelityReport.Entry] {
    func entry(_ grade: FidelityReport.Grade, _ message: String) -> [FidelityReport.Entry] {
      [
        FidelityReport.Entry(
          grade: grade, span: segment.span, message: message, pointer: segment.pointer)
      ]
    }
    let item: MediaItem
    switch catalog[use.source] {
    case .unavailable(let reason):
      return entry(track.kind == .audio ? .omitted : .slate, "\"\(use.source)\": \(reason)")
    case .available(let found): item = found
    }
    if track.kind == .audio, item.sound == nil {
      return entry(.omitted, "\"\(use.source)\" has no sound")
    }
    guard let picture = item.picture, !picture.isStill, track.kind == .video, use.loops != true,
      let length = picture.duration,
      let needed = Ratio(segment.span.length.rawValue, 1000)?.multiplied(by: use.speed),
      let last = Ratio(use.inPoint.rawValue, 1000)?.adding(needed), last > length,
      let overrun = length.multiplied(by: Ratio(-1)).flatMap({ last.adding($0) }),
      // Half a frame of rounding at the tail of a file is no early end.
      overrun.doubleValue > 0.05
    else { return [] }
    return entry(
      .approximated, "\"\(use.source)\" ends early; its last picture holds")
  }

  /// The time on the timeline that a place in the document covers.
  private func span(of pointer: JSONPointer) -> TimeSpan {
    var place: JSONPointer? = pointer
    while let candidate = place {
      if let span = spans[candidate] { return span }
      place = candidate.parent
    }
    return TimeSpan(start: .zero, length: timeline.duration)
  }
}
