/// One thing a recipe or a command can say to a transform.
public struct TransformParameter: Hashable, Sendable {
  /// What kind of value it takes.
  public enum Kind: Hashable, Sendable {
    /// A ``SegmentReference``.
    case segment
    /// A ``TrackReference``.
    case track
    /// A ``SegmentReference`` or a ``TrackReference``; what names both means the segment.
    case target
    /// A ``TimeExpression``, or a number of milliseconds.
    case time
    /// A number.
    case number
    /// A gain: a number, `35%`, or `-6dB`.
    case gain
    /// `true` or `false`.
    case boolean
    /// Text.
    case text
    /// One of some words.
    case word([String])
    /// A JSON Pointer from the draft's root.
    case pointer
    /// An object of members in the draft's own spelling.
    case members
    /// Two fractions, `[0.5, 0.5]`.
    case point
    /// A canvas: `16:9`, `9:16`, `1:1`, another ratio, or `1080x1920`.
    case canvas
    /// Any JSON value.
    case value
    /// The name of another draft.
    case draft
  }

  /// The name in a recipe; a command's option is the same with hyphens.
  public let name: String
  /// What kind of value it takes.
  public let kind: Kind
  /// Whether the transform cannot do without it.
  public let isRequired: Bool
  /// What it means, one sentence without a full stop.
  public let summary: String

  init(_ name: String, _ kind: Kind, required: Bool = false, _ summary: String) {
    self.name = name
    self.kind = kind
    isRequired = required
    self.summary = summary
  }
}
