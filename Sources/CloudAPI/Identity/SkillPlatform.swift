/// Where the active skill document was installed from, as sent in `X-Skill-Platform`.
public struct SkillPlatform: Hashable, Sendable {
  /// The value of the header field.
  public let name: String

  /// A platform with this name.
  public init(name: String) {
    self.name = name
  }

  /// The platform of a document that lies in no known place.
  public static let unknown = SkillPlatform(name: "unknown")

  /// The published install places, relative to the home folder.
  static let installPlaces: [(folder: String, platform: SkillPlatform)] = [
    (".clawhub", SkillPlatform(name: "clawhub")),
    (".cursor/skills", SkillPlatform(name: "cursor")),
  ]

  /// Detects the platform as published: `SKILL_SOURCE` if set, else by the document's place, else unknown.
  ///
  /// - Parameters:
  ///   - override: The value of `SKILL_SOURCE`, if any; an empty one counts as none.
  ///   - documentPath: The absolute path of the active skill document.
  ///   - home: The home folder, without a slash at its end.
  public static func detected(
    override: String?, documentPath: String, home: String
  ) -> SkillPlatform {
    if let override, !override.isEmpty { return SkillPlatform(name: override) }
    for (folder, platform) in installPlaces where documentPath.hasPrefix("\(home)/\(folder)/") {
      return platform
    }
    return .unknown
  }
}
