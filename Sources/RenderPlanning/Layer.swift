public import DraftModel
public import JSONTree

/// One picture on the stack: what it shows, where it began and how it moves.
///
/// Its look at a frame is a pure function of how many frames lie between that frame and the layer's first,
/// so that a layer that moves along the timeline looks the same (``state(at:format:)``).
public struct Layer: Hashable, Sendable {
  /// What a layer shows.
  public enum Content: Hashable, Sendable {
    /// A moving picture.
    case video(ContentHash, SourceMap)
    /// One picture without a clock.
    case still(ContentHash)
    /// A title.
    case text(Timeline.TextUse)
    /// The place of something that cannot be shown.
    case slate(Slate)
  }

  /// What a slate says.
  public struct Slate: Hashable, Sendable, Encodable {
    /// The segment's label.
    public var label: String
    /// Why it cannot be shown.
    public var reason: String

    /// Makes a slate of text that may be a stranger's: it is drawn on one line, without anything that alters the display.
    public init(label: String, reason: String) {
      self.label = label.withoutLineBreaks.withoutControls
      self.reason = reason.withoutLineBreaks.withoutControls
    }
  }

  /// What it shows.
  public var content: Content
  /// The frame at which its segment starts.
  public var first: FrameIndex
  /// The first frame after its segment.
  public var end: FrameIndex
  /// How it is placed.
  public var placement: Timeline.Placement
  /// Changes over time, in order.
  public var keyframes: [Timeline.Keyframe]
  /// The slow move over a still.
  public var kenBurns: Timeline.KenBurns?
  /// Colour effects in order.
  public var effects: [Timeline.Effect]
  /// The segment it came from, for reports; no part of its look.
  public var segment: JSONPointer

  /// The clock of its source, where it shows a moving picture.
  public var sourceMap: SourceMap? {
    if case .video(_, let map) = content { map } else { nil }
  }

  /// The file it shows, where it shows one.
  public var media: ContentHash? {
    switch content {
    case .video(let hash, _), .still(let hash): hash
    case .text, .slate: nil
    }
  }
}

/// What is painted in one place of the stack: a layer, or one layer turning into another.
public enum StackElement: Hashable, Sendable {
  /// One layer.
  case layer(Layer)
  /// A change from one layer to the next over a stretch of frames.
  case transition(TransitionLayer)

  /// The layers it draws from.
  public var layers: [Layer] {
    switch self {
    case .layer(let layer): [layer]
    case .transition(let change): (change.earlier?.layers ?? []) + [change.from, change.to]
    }
  }
}

/// One layer turning into another.
public struct TransitionLayer: Hashable, Sendable {
  /// What it comes from.
  public var from: Layer
  /// What it goes to.
  public var to: Layer
  /// The change to ``from`` that is still under way when this one begins: until that has ended, this one comes from
  /// what it shows.
  public var earlier: EarlierChange?
  /// The kind of change.
  public var kind: Timeline.TransitionKind
  /// Its first frame.
  public var first: FrameIndex
  /// The first frame after it.
  public var end: FrameIndex

  /// The change at its start, where it follows another so soon that the two overlap.
  public func earlierChange(at frame: FrameIndex) -> EarlierChange? {
    earlier.flatMap { frame < $0.end ? $0 : nil }
  }

  /// How far the change has gone at a frame, 0 at its first and below 1 at its last.
  public func progress(at frame: FrameIndex) -> Double {
    EarlierChange.progress(at: frame, from: first, to: end)
  }
}
