import CloudAPI
import HTTPTransport

/// Where the service is, as whom it's spoken to, and where what belongs to it is kept.
struct ServiceSettings {
  let configuration: CloudConfiguration
  let skill: ActiveSkill
  let places: ServicePlaces
  let tokens: TokenStore

  /// Reads the documented variables and the active skill.
  ///
  /// - Throws: ``CommandFailure`` for a skill or an address that cannot be used.
  init(_ settings: Configuration) throws {
    skill = try ActiveSkill(settings)
    let environment = settings.environment
    configuration = CloudConfiguration(
      document: skill.document, documentPath: skill.path, home: settings.places.home,
      environment: environment)
    places = ServicePlaces(state: settings.places.state, apiURL: configuration.apiURL)
    tokens = TokenStore(
      tokenPath: places.token, clientIDPath: settings.places.clientID,
      givenClientID: environment["NEMO_CLIENT_ID"])
    if let given = environment["NEMO_TOKEN"], !given.isEmpty, configuration.userToken == nil {
      throw CommandFailure(
        "NEMO_TOKEN is set, but it is no token: it has spaces or line ends; copy it again")
    }
    guard let origin = HTTPOrigin(url: configuration.apiURL) else {
      throw CommandFailure(
        "NEMO_API_URL is \"\(configuration.apiURL)\"; it takes an address such as https://host")
    }
    guard origin.scheme == "https" || origin.isLoopback else {
      throw CommandFailure(
        "NEMO_API_URL is plain http, and the token would travel for all to read; use https")
    }
  }

  /// Whether a call can be made without acquiring a token first.
  var hasToken: Bool {
    get throws { try configuration.userToken != nil || tokens.token() != nil }
  }

  /// The rows of `roughcut config` about the service; never the token.
  var rows: [Configuration.Row] {
    let identity = configuration.identity
    let token =
      configuration.userToken != nil
      ? ("yours", "NEMO_TOKEN")
      : (((try? tokens.token()) ?? nil) != nil ? "anonymous" : "none yet", places.token)
    let isPublished = configuration.apiURL == CloudConfiguration.publishedAPI
    let client = tokens.givenClientID == nil ? tokens.clientIDPath : "NEMO_CLIENT_ID"
    return [
      ("service", configuration.apiURL, isPublished ? "default" : "NEMO_API_URL"),
      ("pages", configuration.webURL, "NEMO_WEB_URL or default"),
      (
        "speaks_as", "\(identity.source) \(identity.version)",
        skill.path.isEmpty ? "built in" : skill.path
      ),
      ("platform", configuration.platform.name, "SKILL_SOURCE or the skill's place"),
      ("upload_limit", "\(identity.uploadLimitBytes / 1_000_000) MB", "the skill"),
      ("token", token.0, token.1), ("client_id", "kept", client),
      ("ledger", places.ledger, "default"),
      ("time_scale", "\(configuration.timeScale)", "ROUGHCUT_TIME_SCALE or default"),
    ].map { Configuration.Row(setting: $0.0, value: $0.1, origin: $0.2) }
  }
}
