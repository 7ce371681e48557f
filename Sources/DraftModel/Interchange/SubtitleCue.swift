/// One subtitle: words and when they are shown.
public struct SubtitleCue: Hashable, Sendable {
  /// The cue's name in its file, where it has one.
  public var id: String?
  /// When it is shown.
  public var span: TimeSpan
  /// The words, without markup; line breaks kept.
  public var text: String
  /// The placement settings of a WebVTT cue, as they are written there.
  public var settings: String?
  /// Which part of the picture it is in.
  public var position: Position

  /// A part of the picture.
  public enum Position: Hashable, Sendable, CaseIterable {
    /// The lower third.
    case bottom
    /// The middle.
    case middle
    /// The upper third.
    case top
  }

  /// Makes a cue.
  public init(
    id: String? = nil, span: TimeSpan, text: String, settings: String? = nil,
    position: Position = .bottom
  ) {
    self.id = id
    self.span = span
    self.text = text
    self.settings = settings
    self.position = position
  }
}

extension SubtitleCue.Position {
  /// The part of the picture that a share of its height from the top is in.
  init(height: Double) {
    self = height < 1.0 / 3 ? .top : height < 2.0 / 3 ? .middle : .bottom
  }

  /// The part of the picture that a WebVTT cue's `line` is in; the bottom if it has none.
  ///
  /// `line` is a share of the height, or a number of lines from the top, or from the bottom if it is negative.
  init(settings: String) {
    self = .bottom
    for setting in settings.split(whereSeparator: \.isWhitespace) where setting.hasPrefix("line:") {
      let value = setting.dropFirst(5).prefix { $0 != "," }
      if value.hasSuffix("%"), let share = Double(value.dropLast()) {
        self = share < 33 ? .top : share < 60 ? .middle : .bottom
      } else if let line = Int(value), line >= 0 {
        self = line < 5 ? .top : line < 10 ? .middle : .bottom
      }
    }
  }
}
