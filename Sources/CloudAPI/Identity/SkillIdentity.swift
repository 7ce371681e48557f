/// As whom the product speaks to the service: the facts of the active skill document.
public struct SkillIdentity: Hashable, Sendable {
  /// The name, sent as `X-Skill-Source`.
  public var source: String

  /// The version, sent as `X-Skill-Version`.
  public var version: String

  /// The largest file that may be uploaded, in bytes.
  public var uploadLimitBytes: Int64

  /// The language sent on session creation.
  public var language: SessionLanguage

  /// Makes an identity.
  public init(
    source: String, version: String, uploadLimitBytes: Int64, language: SessionLanguage = .detected
  ) {
    self.source = source
    self.version = version
    self.uploadLimitBytes = uploadLimitBytes
    self.language = language
  }
}
