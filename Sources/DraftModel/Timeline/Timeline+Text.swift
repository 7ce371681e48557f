extension Timeline {
  /// A title: what it says and how it looks.
  public struct TextUse: Hashable, Sendable, Encodable {
    /// The words, line breaks kept.
    public var text: String
    /// How they look.
    public var style: TextStyle
    /// The width at which lines wrap, as a fraction of the canvas's width.
    public var maxWidth: Double
    /// How the title comes and goes.
    public var animation: TextAnimation
  }

  /// How a title looks; lengths are in pixels of a 1080-high canvas.
  public struct TextStyle: Hashable, Sendable, Encodable {
    /// The font family; nothing for the default sans.
    public var font: String?
    /// The height of the type.
    public var size = 64.0
    /// The fill.
    public var color = Color.white
    /// 100 (thin) to 1000 (black); 400 is regular.
    public var weight = 400
    /// Whether the type slants.
    public var isItalic = false
    /// Where short lines sit.
    public var alignment = Alignment.center
    /// Line distance as a multiple of the font's own; nothing for 1.
    public var lineHeight: Double?
    /// The box behind the words, where there is one.
    public var background: Color?
    /// The outline, where there is one.
    public var stroke: Stroke?
    /// The shadow, where there is one.
    public var shadow: Shadow?

    /// An outline.
    public struct Stroke: Hashable, Sendable, Encodable {
      /// Its colour.
      public var color: Color
      /// How far it reaches beyond the letter.
      public var width: Double
    }

    /// A shadow.
    public struct Shadow: Hashable, Sendable, Encodable {
      /// Its colour.
      public var color: Color
      /// The offset to the right.
      public var dx: Double
      /// The offset downwards.
      public var dy: Double
      /// The sigma of its Gaussian blur.
      public var blur: Double
    }
  }

  /// Where short lines sit.
  public enum Alignment: String, Hashable, Sendable, CaseIterable, Encodable {
    case left, center, right
  }

  /// How a title comes and goes.
  public enum TextAnimation: String, Hashable, Sendable, CaseIterable, Encodable {
    /// It is there.
    case none
    /// It fades in and out.
    case fade
    /// It rises into place while it fades in.
    case slideUp = "slide_up"
    /// It appears letter by letter.
    case typewriter
  }
}
