extension Timeline {
  /// Values a segment takes at one instant, and how it leaves them.
  public struct Keyframe: Hashable, Sendable, Encodable {
    /// The instant, from the segment's start.
    public var at: Milliseconds
    /// The centre across, where this keyframe sets it.
    public var x: Double?
    /// The centre down, where this keyframe sets it.
    public var y: Double?
    /// The scale, where this keyframe sets it.
    public var scale: Double?
    /// Degrees clockwise, where this keyframe sets them.
    public var rotation: Double?
    /// The opacity, where this keyframe sets it.
    public var opacity: Double?
    /// The gain, where this keyframe sets it.
    public var volume: Double?
    /// The shape of the way to the next keyframe.
    public var ease: Ease
  }

  /// The shape of a change over u from 0 to 1 (format section 2, *Meanings*).
  public enum Ease: String, Hashable, Sendable, CaseIterable, Encodable {
    /// u
    case linear
    /// u²
    case easeIn = "in"
    /// 1 − (1 − u)²
    case easeOut = "out"
    /// 2u² up to the middle, then 1 − 2(1 − u)²
    case easeInOut = "in_out"
    /// The earlier value until the next keyframe.
    case hold

    /// The share of the way gone at `u`, both 0 to 1.
    public func progress(_ u: Double) -> Double {
      switch self {
      case .linear: u
      case .easeIn: u * u
      case .easeOut: 1 - (1 - u) * (1 - u)
      case .easeInOut: u < 0.5 ? 2 * u * u : 1 - 2 * (1 - u) * (1 - u)
      case .hold: u < 1 ? 0 : 1
      }
    }
  }

  /// A slow move over a still, from one pose to another.
  public struct KenBurns: Hashable, Sendable, Encodable {
    /// The pose at the segment's start.
    public var from: Pose
    /// The pose at the segment's end.
    public var to: Pose

    /// A placement of the picture.
    public struct Pose: Hashable, Sendable, Encodable {
      /// The centre, as a fraction of the canvas's width.
      public var x: Double
      /// The centre, as a fraction of the canvas's height.
      public var y: Double
      /// The factor on the fitted size.
      public var scale: Double
    }
  }

  /// How a segment takes over from what ends at its start on the same track.
  public struct Transition: Hashable, Sendable, Encodable {
    /// The kind of change.
    public var kind: TransitionKind
    /// Its whole length, half before the cut and half after.
    public var length: Milliseconds
  }

  /// The kinds of transition; each means what FFmpeg's `xfade` means by its counterpart.
  public enum TransitionKind: String, Hashable, Sendable, CaseIterable, Encodable {
    case crossfade
    case dipBlack = "dip_black"
    case dipWhite = "dip_white"
    case wipeLeft = "wipe_left"
    case wipeRight = "wipe_right"
    case wipeUp = "wipe_up"
    case wipeDown = "wipe_down"
    case slideLeft = "slide_left"
    case slideRight = "slide_right"
    case slideUp = "slide_up"
    case slideDown = "slide_down"
    case zoom
  }

  /// A colour effect and how much of it.
  public struct Effect: Hashable, Sendable, Encodable {
    /// What is done.
    public var kind: EffectKind
    /// How much, in the range of the kind.
    public var amount: Double

    /// Makes an effect; `amount` is in the range of the kind.
    package init(kind: EffectKind, amount: Double) {
      self.kind = kind
      self.amount = amount
    }
  }

  /// The colour effects of format section 2.
  public enum EffectKind: String, Hashable, Sendable, CaseIterable, Encodable {
    case brightness, contrast, saturation, temperature, blur, grayscale, vignette

    /// The amounts the format allows.
    public var range: ClosedRange<Double> {
      switch self {
      case .brightness, .temperature: -1...1
      case .contrast: 0...2
      case .saturation: 0...3
      case .blur: 0...100
      case .grayscale, .vignette: 0...1
      }
    }
  }
}
