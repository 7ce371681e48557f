import DraftModel

extension Layer.Slate {
  /// One of the lines that a slate shows.
  public struct Line: Hashable, Sendable {
    /// The text, cut to a length that fits.
    public let text: String
    /// In pixels of a 1080-high canvas.
    public let size: Double
    /// 100 (thin) to 1000.
    public let weight: Int

    /// The fonts it asks for.
    public var request: FontCatalog.Request {
      FontCatalog.Request(text: text, size: size, weight: weight)
    }
  }

  /// No line is longer, in characters.
  private static let longest = 200

  /// The label.
  public var labelLine: Line {
    Line(text: String(label.prefix(Self.longest)), size: 56, weight: 700)
  }

  /// The reason.
  public var reasonLine: Line {
    Line(text: String(reason.prefix(Self.longest)), size: 38, weight: 400)
  }

  /// Both, without empty ones.
  var lines: [Line] { [labelLine, reasonLine].filter { !$0.text.isEmpty } }

  /// The slate of a segment that cannot be shown; `nil` if it can, or if it is text.
  init?(for segment: Timeline.Segment, in catalog: MediaCatalog) {
    switch segment.content {
    case .text: return nil
    case .missing:
      self.init(label: segment.name ?? "", reason: "nothing to show is named")
    case .media(let use):
      guard case .unavailable(let reason) = catalog[use.source] else { return nil }
      self.init(
        label: segment.name ?? TimelineSummary.fileStem(of: use.source), reason: reason)
    }
  }
}
