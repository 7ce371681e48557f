import JSONTree

/// What a timeline holds, told as the service tells it (format section 8).
public struct TimelineSummary: Hashable, Sendable, Encodable {
  /// One track's line.
  public struct Track: Hashable, Sendable, Encodable {
    /// Its place, counted from 1.
    public let number: Int
    /// The track's name, else `Video`, `BGM`, `Title` or `Track`.
    public let kind: String
    /// The track's type: `video`, `audio`, `text` or `unknown`.
    public let type: String
    /// Its segments in array order.
    public let segments: [Segment]
  }

  /// One segment's part of a line.
  public struct Segment: Hashable, Sendable, Encodable {
    /// Where it stands in the document.
    public let pointer: String
    /// The segment's `id`, where it has one.
    public let id: String?
    /// Its name, else its text in straight double quotes, else its source's file name.
    public let what: String
    /// Where it starts, in milliseconds.
    public let start: Milliseconds
    /// Where it ends, in milliseconds.
    public let end: Milliseconds
    /// The gain in percent where it is not 100.
    public let volumePercent: Int?
    /// The source as the draft names it; nothing for text.
    public let source: String?
  }

  /// The draft's title, where it has one.
  public let title: String?
  /// The draft's length, in milliseconds.
  public let duration: Milliseconds
  /// The tracks in painting order.
  public let tracks: [Track]

  /// How many segments a track's line names before it counts the rest.
  private static let namedSegments = 3

  /// Sums up a timeline.
  public init(_ timeline: Timeline) {
    title = timeline.title
    duration = timeline.duration
    tracks = timeline.tracks.enumerated().map { index, track in
      Track(
        number: index + 1, kind: (track.name ?? track.kind.summaryName).withoutLineBreaks,
        type: track.kind.name,
        segments: track.segments.map { Segment($0, in: track) })
    }
  }

  /// The published one-line form.
  public var line: String {
    let count = tracks.count == 1 ? "1 track" : "\(tracks.count) tracks"
    let parts = tracks.map { "\($0.number). \($0.line(naming: Self.namedSegments))" }
    return (["Timeline (\(count)):"] + parts).joined(separator: " ")
  }
}

extension TimelineSummary.Track {
  fileprivate func line(naming limit: Int) -> String {
    var parts = segments.prefix(limit).map { segment in
      let volume = segment.volumePercent.map { ", \($0)%" } ?? ""
      return "\(segment.what) (\(segment.start)-\(segment.end)s\(volume))"
    }
    if segments.count > limit { parts.append("+\(segments.count - limit) more") }
    return "\(kind): \(parts.isEmpty ? "empty" : parts.joined(separator: ", "))"
  }
}

extension TimelineSummary.Segment {
  fileprivate init(_ segment: Timeline.Segment, in track: Timeline.Track) {
    pointer = segment.pointer.description
    id = segment.id
    start = segment.span.start
    end = segment.span.end
    var source: String?
    var what = "nothing"
    switch segment.content {
    case .text(let use): what = "\"\(use.text)\""
    case .media(let use):
      source = use.source
      what = TimelineSummary.fileStem(of: use.source)
    case .missing: break
    }
    self.source = source
    self.what = (segment.name ?? what).withoutLineBreaks
    let percent = Int((segment.sound.volume * track.volume * 100).rounded())
    let isHeard = if case .media = segment.content { true } else { false }
    volumePercent = percent == 100 || !isHeard ? nil : percent
  }
}

extension TimelineSummary {
  /// The last component of a path or address, without its extension.
  package static func fileStem(of source: String) -> String {
    let bare = source.prefix { $0 != "?" && $0 != "#" }
    let name = bare.split(separator: "/").last ?? bare
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return String(name) }
    return String(name[..<dot])
  }
}

extension TrackKind {
  /// What the summary calls a track without a name.
  var summaryName: String {
    switch self {
    case .video: "Video"
    case .audio: "BGM"
    case .text: "Title"
    case .unknown: "Track"
    }
  }
}
