public import DraftModel
public import JSONTree

extension FidelityReport {
  /// A bed that is shorter than its segment, and so starts over: drawn as the draft says, and worth knowing.
  public struct Restart: Hashable, Sendable, Encodable {
    /// The source as the draft names it.
    public let source: String
    /// When on the timeline it starts over; the first of them where they are many.
    public let times: [Milliseconds]
    /// How often it starts over.
    public let count: Int
    /// The segment.
    public let pointer: JSONPointer

    /// How many times are kept.
    static let timesKept = 200
    /// How many times are in the line before the rest is counted.
    private static let timesNamed = 3

    /// One line: which bed starts over, and when.
    public var line: String {
      let named = times.prefix(Self.timesNamed)
      let list = named.map { "\($0)s" }.joined(separator: ", ")
      let rest = count > named.count ? " and \(count - named.count) more" : ""
      return "loops: \"\(source)\" starts over at \(list)\(rest)"
    }
  }
}

extension FidelityPlanner {
  /// The beds that start over.
  func restarts() -> [FidelityReport.Restart] {
    timeline.tracks.filter { $0.kind == .audio && !$0.isMuted && !$0.isHidden }
      .flatMap { track in track.segments.compactMap { restart(of: $0) } }
  }

  private func restart(of segment: Timeline.Segment) -> FidelityReport.Restart? {
    guard case .media(let use) = segment.content, !segment.sound.isMuted,
      case .available(let item) = catalog[use.source], let sound = item.sound,
      let loop = use.soundLoop(
        of: item, lasting: sound.duration, over: segment.span, on: .audio)
    else { return nil }
    let (times, count) = loop.restarts(
      at: use.speed, over: segment.span, limit: FidelityReport.Restart.timesKept)
    guard count > 0 else { return nil }
    return FidelityReport.Restart(
      source: use.source, times: times, count: count, pointer: segment.pointer)
  }
}
