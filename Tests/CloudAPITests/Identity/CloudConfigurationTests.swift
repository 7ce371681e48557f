import CloudAPI
import Testing

@Suite("Cloud configuration")
struct CloudConfigurationTests {
  private func configuration(_ environment: [String: String]) throws -> CloudConfiguration {
    CloudConfiguration(
      document: try SkillDocument(text: "---\nname: n\nversion: 1\n---\n"),
      documentPath: "/home/u/.clawhub/n/SKILL.md", home: "/home/u", environment: environment)
  }

  @Test("Without variables everything is as published")
  func defaults() throws {
    let configuration = try configuration(["NEMO_TOKEN": "", "NEMO_API_URL": ""])
    #expect(configuration.apiURL == "https://mega-api-prod.nemovideo.ai")
    #expect(configuration.webURL == "https://nemovideo.com")
    #expect(configuration.userToken == nil)
    #expect(configuration.platform.name == "clawhub")
    #expect(configuration.language == "en")
    #expect(configuration.timeScale == 1)
  }

  @Test("Every variable has its effect")
  func variables() throws {
    let configuration = try configuration([
      "NEMO_TOKEN": "nmv_usr_1", "NEMO_API_URL": "http://127.0.0.1:8/",
      "NEMO_WEB_URL": "http://w//",
      "SKILL_SOURCE": "here", "ROUGHCUT_TIME_SCALE": "0.01", "LANG": "zh_CN.UTF-8",
    ])
    #expect(configuration.apiURL == "http://127.0.0.1:8")
    #expect(configuration.webURL == "http://w")
    #expect(configuration.userToken == Secret("nmv_usr_1"))
    #expect(configuration.platform.name == "here")
    #expect(configuration.language == "zh")
    #expect(configuration.timeScale == 0.01)
  }

  @Test("A time scale that makes no sense is none", arguments: ["-1", "x", "nan", "inf", "1e9"])
  func timeScale(text: String) throws {
    #expect(try configuration(["ROUGHCUT_TIME_SCALE": text]).timeScale == 1)
  }

  @Test(
    "The language is that of the locale",
    arguments: [("C.UTF-8", "en"), ("POSIX", "en"), ("de", "de")])
  func language(locale: String, expected: String) throws {
    #expect(try configuration(["LANG": "fr_FR", "LC_ALL": locale]).language == expected)
  }
}
