/// What a source that can be played holds.
public struct SourceFacts: Hashable, Sendable {
  /// What the source is.
  public var kind: MediaKind
  /// How long it lasts; nothing for stills and for what does not say.
  public var duration: Milliseconds?
  /// The size at which it is shown, in pixels, with rotation and sample aspect applied; nothing for
  /// sound.
  public var size: Timeline.CanvasSize?
  /// The size of the file.
  public var bytes: Int64?
  /// Whether it has sound.
  public var hasSound: Bool

  /// Makes facts.
  public init(
    kind: MediaKind, duration: Milliseconds? = nil, size: Timeline.CanvasSize? = nil,
    bytes: Int64? = nil, hasSound: Bool = false
  ) {
    self.kind = kind
    self.duration = duration
    self.size = size
    self.bytes = bytes
    self.hasSound = hasSound
  }
}
