import Foundation

/// The published calls, and the two places from which files are served.
public enum SandboxCall: String, CaseIterable, Hashable, Sendable {
  /// `POST /api/auth/anonymous-token`.
  case token
  /// `POST /api/auth/claim-token`.
  case claim
  /// `POST /api/tasks/me/with-session/nemo_agent`.
  case session
  /// `POST /run_sse`.
  case message
  /// `POST /api/upload-video/nemo_agent/me/<sid>`.
  case upload
  /// `GET /api/credits/balance/simple`.
  case credits
  /// `GET /api/state/nemo_agent/me/<sid>/latest`.
  case state
  /// `POST /api/render/proxy/lambda`.
  case export
  /// `GET /api/render/proxy/lambda/<id>`.
  case status
  /// `POST /api/render/proxy/lambda/<id>/cancel`.
  case cancel
  /// `GET /api/render/proxy/<id>/download`, and the render's output address.
  case download
  /// The addresses of uploaded and generated media.
  case media

  /// Whether the call is refused without a token.
  var needsToken: Bool {
    switch self {
    case .token, .media, .download: false
    default: true
    }
  }

  /// Whether the call is about a session.
  var namesSession: Bool { [.claim, .message, .upload, .state, .export].contains(self) }

  /// Whether the answer is a file.
  var bringsFile: Bool { self == .download || self == .media }
}

/// What a request asks for: a call, and the ids in its path.
struct Route: Hashable, Sendable {
  let call: SandboxCall
  /// The session's or render's id, where the path holds one.
  var id = ""
  /// What stands behind the id in an address of a file.
  var rest: [String] = []
  /// Whether the call is refused without a token.
  var needsToken: Bool

  /// Reads a method and a path as it was sent; nil for what is no call.
  init?(method: String, path: String) {
    let segments = path.split(separator: "/").map { $0.removingPercentEncoding ?? String($0) }
    let isGet = method == "GET" || method == "HEAD"
    switch (method, segments.count, segments.first) {
    case ("POST", 1, "run_sse"): self.init(.message)
    case (_, 4, "cdn") where isGet: self.init(.media, segments[1], Array(segments[2...]))
    case (_, 3, "output") where isGet: self.init(.download, segments[1], [segments[2]])
    case (_, _, "api"): self.init(method: method, api: Array(segments.dropFirst()))
    default: return nil
    }
  }

  private init?(method: String, api: [String]) {
    let isGet = method == "GET" || method == "HEAD"
    switch (method, api) {
    case ("POST", ["auth", "anonymous-token"]): self.init(.token)
    case ("POST", ["auth", "claim-token"]): self.init(.claim)
    case ("POST", ["tasks", "me", "with-session", "nemo_agent"]): self.init(.session)
    case ("GET", ["credits", "balance", "simple"]): self.init(.credits)
    case ("POST", ["render", "proxy", "lambda"]): self.init(.export)
    default:
      switch (method, api.count) {
      case ("POST", 4) where Array(api[..<3]) == ["upload-video", "nemo_agent", "me"]:
        self.init(.upload, api[3])
      case ("GET", 5)
      where Array(api[..<3]) == ["state", "nemo_agent", "me"] && api[4] == "latest":
        self.init(.state, api[3])
      case ("GET", 4) where Array(api[..<3]) == ["render", "proxy", "lambda"]:
        self.init(.status, api[3])
      case ("POST", 5)
      where Array(api[..<3]) == ["render", "proxy", "lambda"] && api[4] == "cancel":
        self.init(.cancel, api[3])
      case (_, 4) where isGet && Array(api[..<2]) == ["render", "proxy"] && api[3] == "download":
        self.init(.download, api[2])
        needsToken = true
      default: return nil
      }
    }
  }

  private init(_ call: SandboxCall, _ id: String = "", _ rest: [String] = []) {
    self.call = call
    self.id = id
    self.rest = rest
    needsToken = call.needsToken
  }
}
