/// Why a text can't be used as a skill document.
public enum SkillDocumentError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The frontmatter begins and doesn't end, or is longer than the bound.
  case unfinishedFrontmatter

  /// The frontmatter is not YAML; the reason is the YAML reader's.
  case invalidFrontmatter(reason: String)

  /// Neither the frontmatter nor the text names the skill.
  case unnamed

  /// The error in words, with the next step.
  public var description: String {
    switch self {
    case .unfinishedFrontmatter:
      "the skill document's frontmatter has no closing line; end it with a line of three hyphens"
    case .invalidFrontmatter(let reason):
      "the skill document's frontmatter is not YAML: \(reason); correct that line"
    case .unnamed:
      "the skill document names no skill; give its frontmatter a name and a version"
    }
  }
}
