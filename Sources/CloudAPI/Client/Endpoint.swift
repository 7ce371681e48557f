import HTTPTransport
import JSONTree

/// One call of the published table: where it goes and what it carries.
struct Endpoint: Sendable {
  /// What the call does, as it fits after "refused to".
  var call: String
  var method: HTTPMethod
  var path: String
  var headers: HTTPHeaders = [:]
  var body: RequestBody = .none

  /// The session that the call is about, for what is told when it's refused.
  var session: CloudSession?

  /// Whether a 429 is waited out; polling comes again by itself.
  var waitsOutRateLimit = true

  var idleTimeout: Duration = .seconds(60)

  /// How long the whole call may take; nil for calls that last as long as their work does.
  var totalTimeout: Duration? = .seconds(180)

  var onProgress: (@Sendable (TransferProgress) -> Void)?

  /// The time that a slow line needs for a body in memory, at 16 kB in a second.
  var sendingTime: Duration {
    guard case .bytes(let bytes) = body else { return .zero }
    return .seconds(bytes.count / 16_000)
  }

  static func get(_ path: String, _ call: String, session: CloudSession? = nil) -> Endpoint {
    Endpoint(call: call, method: .get, path: path, session: session)
  }

  static func post(
    _ path: String, _ call: String, _ value: JSONValue? = nil, session: CloudSession? = nil
  ) -> Endpoint {
    var endpoint = Endpoint(call: call, method: .post, path: path, session: session)
    if let value {
      endpoint.body = .bytes(value.serialized())
      endpoint.headers["Content-Type"] = "application/json"
    }
    return endpoint
  }

  /// An id as one segment of a path: whatever it holds, it can't change the path around it.
  static func segment(_ id: String) -> String {
    let hexadecimal = Array("0123456789ABCDEF")
    var segment = ""
    for byte in id.utf8 {
      let character = Character(UnicodeScalar(byte))
      if byte < 0x80, character.isLetter || character.isNumber || "-_~".contains(character) {
        segment.append(character)
      } else {
        segment += "%\(hexadecimal[Int(byte >> 4)])\(hexadecimal[Int(byte & 15)])"
      }
    }
    return segment
  }
}
