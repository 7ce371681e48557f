public import DraftModel

/// The fonts that texts are drawn with on this machine: a plain value, made by whoever knows the fonts.
public struct FontCatalog: Hashable, Sendable {
  /// A text and everything of its style that decides its fonts.
  public struct Request: Hashable, Sendable {
    /// The text.
    public var text: String
    /// The families that the style names, as in CSS's `font-family`; `nil` for the default.
    public var family: String?
    /// The height of the type in pixels of a 1080-high canvas.
    public var size: Double
    /// 100 (thin) to 1000.
    public var weight: Int
    /// Whether the type slants.
    public var isItalic: Bool
    /// Line distance as a multiple of the font's own.
    public var lineHeight: Double?

    /// Makes a request.
    public init(
      text: String, family: String? = nil, size: Double, weight: Int = 400, isItalic: Bool = false,
      lineHeight: Double? = nil
    ) {
      self.text = text
      self.family = family
      self.size = size
      self.weight = weight
      self.isItalic = isItalic
      self.lineHeight = lineHeight
    }

    /// The request of a title.
    public init(_ use: Timeline.TextUse) {
      self.init(
        text: use.text, family: use.style.font, size: use.style.size, weight: use.style.weight,
        isItalic: use.style.isItalic, lineHeight: use.style.lineHeight)
    }
  }

  /// What a request leads to.
  public struct Entry: Hashable, Sendable {
    /// The content of the fonts that glyphs come from, and which part of the text comes from which.
    public var identity: ContentHash
    /// How they depart from what was asked for.
    public var departures: [FontDeparture]

    /// Makes an entry.
    public init(identity: ContentHash, departures: [FontDeparture]) {
      self.identity = identity
      self.departures = departures
    }
  }

  /// The entries; a request without one was not looked up.
  public var entries: [Request: Entry]

  /// Makes a catalog.
  public init(entries: [Request: Entry] = [:]) { self.entries = entries }

  /// What is known of a request.
  public subscript(request: Request) -> Entry? { entries[request] }
}

extension FontCatalog {
  /// Everything that is written in a draft's picture: its titles, and the labels and reasons of slates.
  public static func requests(of timeline: Timeline, media: MediaCatalog) -> Set<Request> {
    var requests: Set<Request> = []
    for track in timeline.tracks where !track.isHidden && track.kind != .audio {
      for segment in track.segments {
        switch segment.content {
        case .text(let use): requests.insert(Request(use))
        case .media, .missing:
          for line in Layer.Slate(for: segment, in: media)?.lines ?? [] {
            requests.insert(line.request)
          }
        }
      }
    }
    return requests.filter { !$0.text.isEmpty }
  }
}

extension RenderPlan {
  /// Everything that its layers write and whose fonts were not looked up.
  public var unresolvedTexts: Set<FontCatalog.Request> {
    var requests: Set<FontCatalog.Request> = []
    for layer in intervals.lazy.flatMap(\.stack).flatMap(\.layers) {
      for request in layer.content.texts where fonts[request] == nil { requests.insert(request) }
    }
    return requests
  }
}

extension Layer.Content {
  /// What it writes.
  var texts: [FontCatalog.Request] {
    switch self {
    case .video, .still: []
    case .text(let use): [FontCatalog.Request(use)]
    case .slate(let slate): slate.lines.map(\.request)
    }
  }
}
