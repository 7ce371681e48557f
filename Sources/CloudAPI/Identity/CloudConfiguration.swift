/// Where the service is and as whom it's spoken to: the documented variables, read once.
public struct CloudConfiguration: Sendable {
  /// The published address of the API.
  public static let publishedAPI = "https://mega-api-prod.nemovideo.ai"

  /// The published address of the web pages.
  public static let publishedWeb = "https://nemovideo.com"

  /// The API's base, without a slash at its end.
  public var apiURL: String

  /// The base of links for people, without a slash at its end.
  public var webURL: String

  /// The token that the user gave; nil where one is to be acquired.
  public var userToken: Secret?

  /// The active skill's facts.
  public var identity: SkillIdentity

  /// Where the active skill was installed from.
  public var platform: SkillPlatform

  /// The user's language, for skills that send it.
  public var language: String

  /// By how much the published waits are multiplied: 1 but for those who try a flow against a sandbox.
  public var timeScale: Double

  /// Makes a configuration for an identity; the rest is as published.
  public init(
    identity: SkillIdentity, platform: SkillPlatform = .unknown, apiURL: String = publishedAPI,
    webURL: String = publishedWeb, userToken: Secret? = nil, language: String = "en",
    timeScale: Double = 1
  ) {
    self.identity = identity
    self.platform = platform
    self.apiURL = apiURL
    self.webURL = webURL
    self.userToken = userToken
    self.language = language
    self.timeScale = timeScale
  }

  /// Reads `NEMO_TOKEN`, `NEMO_API_URL`, `NEMO_WEB_URL`, `SKILL_SOURCE`, `ROUGHCUT_TIME_SCALE` and the
  /// locale from `environment`.
  ///
  /// An empty variable counts as unset. A time scale that is not a number from 0 through 1000 counts as 1.
  ///
  /// - Parameters:
  ///   - document: The active skill document, read.
  ///   - documentPath: Its absolute path, by which the platform is told.
  ///   - home: The home folder, without a slash at its end.
  public init(
    document: SkillDocument, documentPath: String, home: String, environment: [String: String]
  ) {
    func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
    func address(_ name: String, otherwise published: String) -> String {
      var url = value(name) ?? published
      while url.last == "/" { url.removeLast() }
      return url
    }
    let scale = value("ROUGHCUT_TIME_SCALE").flatMap(Double.init) ?? 1
    self.init(
      identity: document.identity,
      platform: .detected(
        override: value("SKILL_SOURCE"), documentPath: documentPath, home: home),
      apiURL: address("NEMO_API_URL", otherwise: Self.publishedAPI),
      webURL: address("NEMO_WEB_URL", otherwise: Self.publishedWeb),
      userToken: value("NEMO_TOKEN").flatMap(Secret.init),
      language: Self.language(of: value("LC_ALL") ?? value("LC_MESSAGES") ?? value("LANG")),
      timeScale: (0...1000).contains(scale) ? scale : 1)
  }

  /// The language of a POSIX locale: `zh` of `zh_CN.UTF-8`; `en` of `C`, of `POSIX` and of none.
  static func language(of locale: String?) -> String {
    let language = (locale ?? "").prefix { $0.isASCII && $0.isLetter }.lowercased()
    return (2...3).contains(language.count) ? language : "en"
  }
}
