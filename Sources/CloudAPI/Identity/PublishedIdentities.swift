extension SkillIdentity {
  /// The version that is sent for a document that tells none.
  ///
  /// A missing attribution field makes an export answer 402, so something must be sent. 1.0.0 is the version
  /// of the one published document whose public copy shows its version.
  public static let firstVersion = "1.0.0"

  /// The smallest of the published limits: what holds for a document that tells none.
  public static let smallestUploadLimitBytes: Int64 = 200 * bytesPerMegabyte

  /// The documents say `MB`; the decimal reading is the smaller one, so no upload is refused at its end.
  static let bytesPerMegabyte: Int64 = 1_000_000

  /// The five skills that are published over this service's one API.
  ///
  /// Public copies of four of them have lost the frontmatter that held their version; theirs is
  /// ``firstVersion`` here, and a frontmatter, where there is one, rules.
  public static let published: [SkillIdentity] = [
    published("video-generation-automatic", megabytes: 500, .detected),
    published("video-generation-free", megabytes: 500, .detected),
    published("free-video-generation-automatic", megabytes: 200, .detected),
    published("ai-generator-generator", megabytes: 500, .fixed("en")),
    published("ai-video-generation-online", megabytes: 200, .fixed("en")),
  ]

  private static func published(
    _ source: String, megabytes: Int64, _ language: SessionLanguage
  ) -> SkillIdentity {
    SkillIdentity(
      source: source, version: firstVersion, uploadLimitBytes: megabytes * bytesPerMegabyte,
      language: language)
  }
}
