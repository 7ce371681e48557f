/// A call that the service does not carry out, with the published code.
struct Refusal: Error, Hashable, Sendable {
  let code: Int
  let message: String

  static let invalidToken = Refusal(code: 1001, message: "token invalid or expired")
  static let noSession = Refusal(code: 1002, message: "session not found")
  static let outOfCredits = Refusal(code: 2001, message: "out of credits")
  static let noClientID = Refusal(code: 400, message: "missing X-Client-Id")
  static let exportBlocked = Refusal(code: 402, message: "export blocked: attribution missing")
  static let rateLimited = Refusal(code: 429, message: "rate limited")
  static let notFound = Refusal(code: 404, message: "not found")
  static let tooLong = Refusal(code: 413, message: "the body is too long")

  /// A request that can't be understood.
  ///
  /// Not 400, by which the service means a missing client id.
  static func unusable(_ reason: String) -> Refusal { Refusal(code: 422, message: reason) }

  static func unsupported(_ name: String) -> Refusal {
    Refusal(code: 4001, message: "unsupported file: \(name)")
  }

  static func tooLarge(_ name: String) -> Refusal {
    Refusal(code: 4002, message: "file too large: \(name)")
  }

  /// What an injected refusal says.
  static func injected(_ code: Int) -> Refusal {
    switch code {
    case 1001: invalidToken
    case 1002: noSession
    case 2001: outOfCredits
    case 402: exportBlocked
    case 429: rateLimited
    default: Refusal(code: code, message: "internal error")
    }
  }

  /// The status of HTTP that is nearest to the code in meaning.
  var nearestStatus: Int {
    switch code {
    case 400...599: code
    case 1001: 401
    case 1002: 404
    case 2001: 403
    case 4001: 415
    case 4002: 413
    default: 500
    }
  }
}
