public import DraftModel

/// How cases are run.
public struct RunSettings: Sendable {
  /// The spellings of the drafts' keys.
  public var keys: KeyTable
  /// The rules for the invariant `valid`.
  public var rules: ValidationConfiguration
  /// The folder that every medium must lie in; nothing to allow any.
  public var mediaRoot: String?
  /// The folder in which facts about media are remembered; nothing to remember none.
  public var cache: String?
  /// Whether a result that differs is accepted: written as the one that is expected.
  public var acceptsResults: Bool

  /// Makes settings.
  public init(
    keys: KeyTable = .standard, rules: ValidationConfiguration = .standard,
    mediaRoot: String? = nil, cache: String? = nil, acceptsResults: Bool = false
  ) {
    self.keys = keys
    self.rules = rules
    self.mediaRoot = mediaRoot
    self.cache = cache
    self.acceptsResults = acceptsResults
  }
}
