/// What is known around a draft that the draft itself does not say.
///
/// Rules that need something that is not known find nothing.
public struct ValidationEnvironment: Sendable {
  /// What probing found out about each source, by the source as the draft names it; nothing where
  /// media were not probed.
  public var media: [ExactText: MediaReport]?
  /// The largest file that the service takes, in bytes.
  ///
  /// The published skills have 500 MB or 200 MB; the greater is the default.
  public var sizeLimitBytes: Int64
  /// How the fonts of this machine depart from what a title asks for; `nil` if they were not asked.
  public var fonts: (@Sendable (Timeline.TextUse) -> [FontDeparture])?

  /// Makes an environment.
  public init(
    media: [ExactText: MediaReport]? = nil, sizeLimitBytes: Int64 = 500_000_000,
    fonts: (@Sendable (Timeline.TextUse) -> [FontDeparture])? = nil
  ) {
    self.media = media
    self.sizeLimitBytes = sizeLimitBytes
    self.fonts = fonts
  }

  /// Nothing was probed.
  public static let unprobed = ValidationEnvironment()
}
