import CloudAPI
import Testing

@Suite("Skill platform")
struct SkillPlatformTests {
  @Test(
    "The platform is told by the variable, then by the place",
    arguments: [
      (nil, "/home/u/.clawhub/skills/x/SKILL.md", "clawhub"),
      (nil, "/home/u/.cursor/skills/x/SKILL.md", "cursor"),
      (nil, "/home/u/.cursor/rules/x/SKILL.md", "unknown"),
      (nil, "/home/other/.clawhub/x/SKILL.md", "unknown"),
      (nil, "/home/u/.clawhubs/x/SKILL.md", "unknown"),
      ("", "/home/u/.clawhub/x/SKILL.md", "clawhub"),
      ("mine", "/home/u/.clawhub/x/SKILL.md", "mine"),
    ] as [(String?, String, String)])
  func detection(override: String?, path: String, expected: String) {
    let platform = SkillPlatform.detected(override: override, documentPath: path, home: "/home/u")
    #expect(platform.name == expected)
  }
}
