public import JSONTree

extension Timeline {
  /// One segment, resolved: where it sits, what it plays and how.
  public struct Segment: Hashable, Sendable {
    /// Where it stands in the document.
    public var pointer: JSONPointer
    /// The `id`, where it has one.
    public var id: String?
    /// The label people see, where it has one.
    public var name: String?
    /// Its place on the timeline.
    public var span: TimeSpan
    /// What it shows or plays.
    public var content: Content
    /// How its picture is placed.
    public var picture: Placement
    /// How its sound is placed.
    public var sound: Sound
    /// Changes over time, in order of their `at`.
    public var keyframes: [Keyframe]
    /// The slow move over a still, where there is one.
    public var kenBurns: KenBurns?
    /// How it takes over from what ends at its start, where it does not just cut.
    public var transition: Transition?
    /// Colour effects, applied in this order.
    public var effects: [Effect]
  }

  /// What a segment shows or plays.
  public enum Content: Hashable, Sendable, Encodable {
    /// A video, an image or a sound.
    case media(MediaUse)
    /// A title.
    case text(TextUse)
    /// Nothing that the format knows; a slate is drawn.
    case missing
  }

  /// A stretch of a source.
  public struct MediaUse: Hashable, Sendable, Encodable {
    /// The source as the draft names it (format section 4).
    public var source: String
    /// Where in the source the segment starts.
    public var inPoint: Milliseconds
    /// Source seconds per timeline second, 0.1 to 16.
    public var speed: Ratio
    /// Whether the source starts over when it ends; nothing where the draft does not say.
    public var loops: Bool?
    /// Which of the source's sound streams are heard; `nil` for its default one, or else its first.
    public var soundStreams: SoundStreams?
  }

  /// How a picture is placed on the canvas.
  public struct Placement: Hashable, Sendable, Encodable {
    /// How the source is brought to the canvas's shape.
    public var fit: Fit = .contain
    /// The centre, as a fraction of the canvas's width from its left edge.
    public var x = 0.5
    /// The centre, as a fraction of the canvas's height from its top edge.
    public var y = 0.5
    /// The factor on the fitted size, 0 to 100.
    public var scale = 1.0
    /// Degrees clockwise.
    public var rotation = 0.0
    /// 0 is clear, 1 opaque.
    public var opacity = 1.0
    /// What is cut off the source before fitting.
    public var crop = Crop()
    /// Mirroring.
    public var flip: Flip?
    /// The length of the linear fade from clear at the start.
    public var fadeIn = Milliseconds.zero
    /// The length of the linear fade to clear at the end.
    public var fadeOut = Milliseconds.zero
    /// What fills the canvas behind a contained picture, where anything does.
    public var backdrop: Backdrop?
  }

  /// How a picture is brought to the canvas's shape (format section 5).
  public enum Fit: String, Hashable, Sendable, CaseIterable, Encodable {
    /// The largest size inside the canvas.
    case contain
    /// The smallest size that covers the canvas.
    case cover
    /// The canvas itself, whatever that does to the aspect.
    case fill
  }

  /// Fractions of the source cut off at each side; what is left is never empty.
  public struct Crop: Hashable, Sendable, Encodable {
    /// Cut off at the left, 0 to 1.
    public var left = 0.0
    /// Cut off at the top, 0 to 1.
    public var top = 0.0
    /// Cut off at the right, 0 to 1.
    public var right = 0.0
    /// Cut off at the bottom, 0 to 1.
    public var bottom = 0.0

    /// Cuts nothing off.
    public init() {}

    /// Whether nothing is cut off.
    public var isNone: Bool { left == 0 && top == 0 && right == 0 && bottom == 0 }
  }

  /// Mirroring of a picture.
  public enum Flip: String, Hashable, Sendable, CaseIterable, Encodable {
    /// Left and right change places.
    case horizontal = "h"
    /// Top and bottom change places.
    case vertical = "v"
    /// Both.
    case both = "hv"
  }

  /// What fills the canvas behind a contained picture.
  public enum Backdrop: Hashable, Sendable, Encodable {
    /// One colour.
    case color(Color)
    /// The picture itself, covering the canvas and blurred.
    case blur
  }

  /// How a segment's sound is placed in the mix.
  public struct Sound: Hashable, Sendable, Encodable {
    /// The gain, 0 to 10; 1 leaves the sound as recorded.
    public var volume = 1.0
    /// The length of the linear rise from silence.
    public var fadeIn = Milliseconds.zero
    /// The length of the linear fall to silence.
    public var fadeOut = Milliseconds.zero
    /// Whether the segment is silent.
    public var isMuted = false
    /// Balance, −1 (left) to 1 (right).
    public var pan = 0.0
    /// How far this sound drops while another track sounds, 0 to 1.
    public var duck = 0.0
  }
}
