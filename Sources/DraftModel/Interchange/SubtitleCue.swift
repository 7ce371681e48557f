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

  /// Makes a cue.
  public init(id: String? = nil, span: TimeSpan, text: String, settings: String? = nil) {
    self.id = id
    self.span = span
    self.text = text
    self.settings = settings
  }
}
