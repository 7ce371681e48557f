import Yams

/// Reads the identity that a skill document gives to its user.
///
/// The YAML frontmatter rules: `name` and `version`. Published copies that have lost it are read as they
/// are: what the frontmatter leaves open is taken from the sentences that all published documents share
/// (`X-Skill-Source`, `Max file size is`, the session's `"language"`), then from the published table.
public struct SkillDocument: Hashable, Sendable {
  /// What the document says.
  public let identity: SkillIdentity

  /// The most bytes that a frontmatter may have.
  static let frontmatterLimit = 64 << 10

  /// Reads a document's text.
  ///
  /// - Throws: ``SkillDocumentError`` if the frontmatter can't be read or nothing names the skill.
  public init(text: String) throws(SkillDocumentError) {
    let (frontmatter, body) = try Self.split(text)
    let fields = try frontmatter.map(Self.fields(of:)) ?? [:]
    guard let source = fields["name"] ?? Self.attributedSource(in: body) else { throw .unnamed }
    let published = SkillIdentity.published.first { $0.source == source }
    identity = SkillIdentity(
      source: source,
      version: fields["version"] ?? Self.shownVersion(in: body) ?? published?.version
        ?? SkillIdentity.firstVersion,
      uploadLimitBytes: Self.statedLimit(in: body) ?? published?.uploadLimitBytes
        ?? SkillIdentity.smallestUploadLimitBytes,
      language: Self.statedLanguage(in: body) ?? published?.language ?? .detected)
  }

  // MARK: Frontmatter

  private static func split(
    _ text: String
  ) throws(SkillDocumentError) -> (frontmatter: String?, body: Substring) {
    let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
    guard lines.first?.trimmed == "---" else { return (nil, text[...]) }
    guard let end = lines.dropFirst().firstIndex(where: { $0.trimmed == "---" }) else {
      throw .unfinishedFrontmatter
    }
    let frontmatter = lines[1..<end].joined(separator: "\n")
    guard frontmatter.utf8.count <= frontmatterLimit else { throw .unfinishedFrontmatter }
    return (frontmatter, text[lines[end].endIndex...])
  }

  /// The top-level scalars, as they are spelt: a version of `1.10` must not become 1.1.
  private static func fields(of yaml: String) throws(SkillDocumentError) -> [String: String] {
    do {
      guard let mapping = try compose(yaml: yaml)?.mapping else { return [:] }
      var fields: [String: String] = [:]
      for (key, value) in mapping {
        if let name = key.string, let text = value.scalar?.string, !text.isEmpty {
          fields[name] = text
        }
      }
      return fields
    } catch {
      throw .invalidFrontmatter(reason: "\(error)".replacing("\n", with: " "))
    }
  }

  // MARK: Sentences that the published documents share

  /// The published name that stands next to `X-Skill-Source`.
  private static func attributedSource(in body: Substring) -> String? {
    for place in body.ranges(of: "X-Skill-Source") {
      let rest = body[place.upperBound...].prefix { !$0.isNewline }.prefix(60)
      let words = rest.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) && $0 != "-" }
      for word in words where SkillIdentity.published.contains(where: { $0.source == word }) {
        return String(word)
      }
    }
    return nil
  }

  /// The version that a store's page shows at the beginning of a line near the top, as in `v1.0.0`.
  private static func shownVersion(in body: Substring) -> String? {
    for line in body.split(maxSplits: 4, whereSeparator: \.isNewline).prefix(4) {
      if let match = line.prefixMatch(of: /v([0-9]+\.[0-9]+\.[0-9]+)/) { return String(match.1) }
    }
    return nil
  }

  private static func statedLimit(in body: Substring) -> Int64? {
    guard let match = body.firstMatch(of: /Max file size is ([0-9]{1,6}) ?MB/) else { return nil }
    return Int64(match.1).map { $0 * SkillIdentity.bytesPerMegabyte }
  }

  private static func statedLanguage(in body: Substring) -> SessionLanguage? {
    guard let match = body.firstMatch(of: /"language" ?: ?"([^"]{1,20})"/) else { return nil }
    return match.1.hasPrefix("<") ? .detected : .fixed(String(match.1))
  }
}

extension Substring {
  /// Without white space at its end, so that a line ended by CR LF reads as one ended by LF.
  fileprivate var trimmed: Substring {
    var line = self
    while line.last?.isWhitespace == true { line.removeLast() }
    return line
  }
}
