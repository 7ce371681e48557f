import DraftModel
import JSONTree

/// Finds what a render leaves out or draws otherwise than the draft says.
struct FidelityPlanner {
  let timeline: Timeline
  let catalog: MediaCatalog
  private let fonts: FontCatalog
  private let spans: [JSONPointer: TimeSpan]

  init(timeline: Timeline, catalog: MediaCatalog, fonts: FontCatalog) {
    self.timeline = timeline
    self.catalog = catalog
    self.fonts = fonts
    let placed = timeline.tracks.flatMap(\.segments).map { ($0.pointer, $0.span) }
    spans = Dictionary(placed) { first, _ in first }
  }

  /// The report: unread members and unknown words by the findings, missing media by the catalog.
  ///
  /// - Parameter others: What the planning of layers found.
  func report(
    _ findings: [Finding], adding others: [FidelityReport.Entry] = []
  ) -> FidelityReport {
    var entries = others
    for finding in findings {
      guard let grade = Self.grades[finding.rule] else { continue }
      entries.append(
        FidelityReport.Entry(
          grade: grade, span: span(of: finding.pointer), message: finding.message,
          pointer: finding.pointer))
    }
    for track in timeline.tracks where !track.isHidden {
      for segment in track.segments {
        switch segment.content {
        case .media(let use): entries += self.entries(for: segment, playing: use, on: track)
        case .text(let use): entries += self.entries(for: segment, writing: use)
        case .missing: break
        }
      }
    }
    return FidelityReport(entries: entries, restarts: restarts())
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
    let remarks =
      track.kind == .video ? pictureRemarks(on: segment, playing: use, from: item) : []
    return remarks + soundEntries(for: segment, playing: use, from: item, on: track)
      + earlyEnds(of: segment, playing: use, from: item, on: track)
  }

  /// How the fonts of this machine depart from what a title asks for.
  private func entries(
    for segment: Timeline.Segment, writing use: Timeline.TextUse
  ) -> [FidelityReport.Entry] {
    guard !use.text.isEmpty, let entry = fonts[FontCatalog.Request(use)] else { return [] }
    return entry.departures.map { departure in
      FidelityReport.Entry(
        grade: departure.isLoss ? .omitted : .approximated, span: segment.span,
        message: departure.message, pointer: segment.pointer, isRefusedWhenStrict: true)
    }
  }

  /// Half a frame of rounding at the tail of a file is no early end of its picture, in seconds.
  private static let pictureSlack = 0.05
  /// Sound rarely ends with the picture to the packet; so little of silence is not missed, in seconds.
  static let soundSlack = 0.1

  /// Where a file is too short for its segment: the last picture holds, and silence follows (format section 3).
  private func earlyEnds(
    of segment: Timeline.Segment, playing use: Timeline.MediaUse, from item: MediaItem,
    on track: Timeline.Track
  ) -> [FidelityReport.Entry] {
    func entry(_ span: TimeSpan, _ message: String) -> FidelityReport.Entry {
      FidelityReport.Entry(
        grade: .approximated, span: span, message: message, pointer: segment.pointer)
    }
    var held: TimeSpan?
    if track.kind == .video, let picture = item.picture, !picture.isStill,
      use.pictureLoop(of: item, over: segment.span) == nil
    {
      held = rest(
        of: segment, playing: use, behind: picture.duration, slack: Self.pictureSlack)
    }
    let silent = silentRest(of: segment, playing: use, from: item, on: track)
    var entries: [FidelityReport.Entry] = []
    if let silent, held.map({ silent.start < $0.start }) ?? true {
      entries.append(entry(silent, "the sound of \"\(use.source)\" ends early; silence follows"))
    }
    if let held {
      entries.append(pictureEnd(of: segment, playing: use, from: item, held: held))
    }
    return entries
  }

  /// The part of a segment that lies behind the end of what it plays; nothing where that is no more than `slack`.
  func rest(
    of segment: Timeline.Segment, playing use: Timeline.MediaUse, behind length: Ratio?,
    slack: Double
  ) -> TimeSpan? {
    guard let length, let last = use.sourceEnd(over: segment.span), last > length,
      let overrun = length.multiplied(by: Ratio(-1)).flatMap({ last.adding($0) }),
      overrun.doubleValue > slack,
      let lacking = use.speed.inverse.flatMap({ overrun.multiplied(by: $0) }),
      let milliseconds = Int64(exactly: (lacking.doubleValue * 1000).rounded(.up))
    else { return nil }
    let start = segment.span.end - Milliseconds(milliseconds)
    return TimeSpan(start: max(start, segment.span.start), end: segment.span.end)
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
