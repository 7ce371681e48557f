import CloudAPI
import Foundation
import Testing

@Suite("Skill document")
struct SkillDocumentTests {
  @Test(
    "Each published document, as it was published, gives its row of the table",
    .enabled(if: SharedTestData.hasSkills, "the published documents are absent"),
    arguments: zip(["000", "001", "002", "003", "004"], SkillIdentity.published))
  func published(number: String, identity: SkillIdentity) throws {
    let document = try SkillDocument(text: SharedTestData.skill(number))
    #expect(document.identity == identity)
  }

  @Test(
    "A published document under its frontmatter has the frontmatter's name and version",
    .enabled(if: SharedTestData.hasSkills, "the published documents are absent"),
    arguments: zip(["000", "001", "002", "003", "004"], SkillIdentity.published))
  func underFrontmatter(number: String, identity: SkillIdentity) throws {
    let text = "---\nname: my-skill\nversion: 1.10\n---\n" + (try SharedTestData.skill(number))
    let found = try SkillDocument(text: text).identity
    #expect(found.source == "my-skill")
    #expect(found.version == "1.10")
    #expect(found.uploadLimitBytes == identity.uploadLimitBytes)
    #expect(found.language == identity.language)
  }

  @Test("The published table is what cloud-api.md lists")
  func table() {
    #expect(
      SkillIdentity.published.map(\.source) == [
        "video-generation-automatic", "video-generation-free", "free-video-generation-automatic",
        "ai-generator-generator", "ai-video-generation-online",
      ])
    #expect(
      SkillIdentity.published.map { $0.uploadLimitBytes / 1_000_000 } == [500, 500, 200, 500, 200])
    #expect(
      SkillIdentity.published.map { $0.language.value(detected: "zh") }
        == ["zh", "zh", "zh", "en", "en"])
  }

  @Test("A frontmatter with nested members, quotes and CR LF is read")
  func frontmatter() throws {
    let text =
      "---\r\nname: \"roughcut\"\r\ndescription: >\r\n  a: b\r\nversion: '2.0'\r\n"
      + "metadata:\r\n  version: 9\r\n---\r\nbody"
    let identity = try SkillDocument(text: text).identity
    #expect(identity.source == "roughcut")
    #expect(identity.version == "2.0")
    #expect(identity.uploadLimitBytes == SkillIdentity.smallestUploadLimitBytes)
  }

  @Test("What can't be read is said to be so, with the reason")
  func refusals() {
    #expect(throws: SkillDocumentError.unnamed) { try SkillDocument(text: "# A page") }
    #expect(throws: SkillDocumentError.unnamed) {
      try SkillDocument(text: "---\nversion: 1\n---\n")
    }
    #expect(throws: SkillDocumentError.unnamed) {
      try SkillDocument(text: "X-Skill-Source: others")
    }
    #expect(throws: SkillDocumentError.unfinishedFrontmatter) {
      try SkillDocument(text: "---\nname: x\n")
    }
    #expect {
      try SkillDocument(text: "---\nname: [\n---\n")
    } throws: { error in
      guard case .invalidFrontmatter? = error as? SkillDocumentError else { return false }
      return true
    }
  }
}
