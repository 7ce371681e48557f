public import DraftModel
public import JSONTree

extension SheetLayout {
  /// One track.
  public struct Lane: Hashable, Sendable {
    /// The track's place in the draft, from 0.
    public let track: Int
    /// What it holds.
    public let kind: TrackKind
    /// What it is called, number first.
    public let name: String
    /// Whether its sound is silenced.
    public let isMuted: Bool
    /// Whether its picture is left out.
    public let isHidden: Bool
    /// All of it, without the name.
    public let box: SheetBox
    /// The part that shows segments: filmstrip, boxes of text, or a plain bar.
    public let strip: SheetBox
    /// The part that shows its sound; nothing where it has none.
    public let waveform: SheetBox?
    /// Its segments in array order.
    public let segments: [Segment]
    /// Pictures at even distances, where most segments are too narrow for one of their own.
    public let overview: [Thumbnail]
    /// Its changes from segment to segment.
    public let transitions: [Transition]
  }

  /// One segment.
  public struct Segment: Hashable, Sendable {
    /// Where it stands in the draft.
    public let pointer: JSONPointer
    /// What it is called.
    public let label: String
    /// When it is, in milliseconds.
    public let span: TimeSpan
    /// Where it is.
    public let box: SheetBox
    /// Whether there is room for its name.
    public let isLabelled: Bool
    /// Why it cannot be shown; nothing where it can.
    public let slate: String?
    /// Its pictures from left to right.
    public let thumbnails: [Thumbnail]
    /// Where its sound starts over.
    public let restarts: [Restart]
  }

  /// A place at which a bed starts over.
  public struct Restart: Hashable, Sendable, Encodable {
    /// When it is, in milliseconds.
    public let time: Milliseconds
    /// Where it is.
    public let box: SheetBox
  }

  /// One picture of a segment.
  public struct Thumbnail: Hashable, Sendable, Encodable {
    /// The time of the timeline that it shows, in milliseconds.
    public let time: Milliseconds
    /// Where it is.
    public let box: SheetBox
  }

  /// A change from one segment to the next.
  public struct Transition: Hashable, Sendable, Encodable {
    /// The kind of change.
    public let kind: Timeline.TransitionKind
    /// When it is, in milliseconds.
    public let span: TimeSpan
    /// Where it is.
    public let box: SheetBox
  }
}
