import CloudAPI
import Foundation
import HTTPTransport
import JSONTree
import Synchronization

/// A service of prepared answers, and the clock by which its time goes.
///
/// Time moves only when someone sleeps or when a stream's script says so; nothing ever waits.
final class ScriptedService: Transport, CloudClock, TokenKeeping {
  /// One step of a scripted stream.
  enum Step: Sendable {
    case bytes(String)
    case pass(Duration)
    case breakOff
  }

  /// A prepared answer.
  enum Answer: Sendable {
    case json(Int, String)
    case stream([Step])
    /// Steps under a media type of one's own; nil for none.
    case typed(String?, [Step])
    case failure(TransportError)

    static func ok(_ data: String) -> Answer { .json(200, "{\"code\":0,\"data\":\(data)}") }
    static func code(_ code: Int) -> Answer { .json(200, "{\"code\":\(code),\"message\":\"no\"}") }
  }

  private struct State {
    var answers: [String: [Answer]] = [:]
    var requests: [HTTPRequest] = []
    var now = Duration.zero
    var sleeps: [Duration] = []
    var token: StoredToken?
    var clientIDs = ["client-1", "client-2"]
  }

  private let state: Mutex<State>

  /// - Parameter answers: For each path, the answers in order; the last is given again and again.
  init(_ answers: [String: [Answer]]) {
    state = Mutex(State(answers: answers))
  }

  var requests: [HTTPRequest] { state.withLock { $0.requests } }
  var sleeps: [Duration] { state.withLock { $0.sleeps } }

  func count(_ path: String) -> Int { requests.count { $0.url.hasSuffix(path) } }

  func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    let answer = state.withLock { state -> Answer in
      state.requests.append(request)
      let path = request.url.replacing("https://api.example", with: "")
      guard var answers = state.answers[path], let first = answers.first else {
        return .json(404, "{\"message\":\"no such call: \(path)\"}")
      }
      if answers.count > 1 { answers.removeFirst() }
      state.answers[path] = answers
      return first
    }
    switch answer {
    case .failure(let error): throw error
    case .json(let status, let text):
      return HTTPResponse(
        status: status, headers: ["Content-Type": "application/json"],
        body: body(of: [.bytes(text)]))
    case .stream(let steps):
      return HTTPResponse(
        status: 200, headers: ["Content-Type": "text/event-stream"], body: body(of: steps))
    case .typed(let type, let steps):
      var headers = HTTPHeaders()
      headers["Content-Type"] = type
      return HTTPResponse(status: 200, headers: headers, body: body(of: steps))
    }
  }

  private func body(of steps: [Step]) -> ResponseBody {
    let rest = Mutex(steps[...])
    let boxed = Boxed(rest)
    return ResponseBody { () async throws(TransportError) in
      while let step = boxed.value.withLock({ $0.popFirst() }) {
        switch step {
        case .bytes(let text): return Array(text.utf8)
        case .pass(let duration): self.state.withLock { $0.now += duration }
        case .breakOff: throw .disconnected(host: "api.example", reason: "scripted")
        }
      }
      return nil
    }
  }

  private final class Boxed: Sendable {
    let value: Mutex<ArraySlice<Step>>
    init(_ value: consuming Mutex<ArraySlice<Step>>) { self.value = value }
  }

  func now() -> Duration { state.withLock { $0.now } }

  func sleep(for duration: Duration) async throws(CancellationError) {
    state.withLock {
      $0.now += duration
      $0.sleeps.append(duration)
    }
  }

  func token() throws(TokenStoreError) -> StoredToken? { state.withLock { $0.token } }
  func keep(_ token: StoredToken?) throws(TokenStoreError) { state.withLock { $0.token = token } }
  func clientID() throws(TokenStoreError) -> String { state.withLock { $0.clientIDs[0] } }

  func renewedClientID() throws(TokenStoreError) -> String {
    state.withLock {
      $0.clientIDs.removeFirst()
      return $0.clientIDs[0]
    }
  }
}

extension ScriptedService {
  static let tokenPath = "/api/auth/anonymous-token"
  static let sessionPath = "/api/tasks/me/with-session/nemo_agent"
  static let statePath = "/api/state/nemo_agent/me/s1/latest"
  static let renderPath = "/api/render/proxy/lambda"
  static let session = CloudSession(sessionID: "s1", taskID: "t1", bindID: "b1")

  static func token(_ text: String) -> Answer {
    .ok("{\"token\":\"\(text)\",\"user_id\":\"u1\",\"expires_at\":\"2030\",\"credits\":100}")
  }

  static func state(title: String) -> Answer {
    .ok("{\"task_name\":\"p\",\"state\":{\"draft\":{\"m\":{\"title\":\"\(title)\"}}}}")
  }

  /// A client of this service; a user's token makes the anonymous one unnecessary.
  func client(
    userToken: String? = "nmv_usr_own", identity: SkillIdentity = .published[0],
    timeScale: Double = 1, trace: (@Sendable (String) -> Void)? = nil
  ) -> CloudClient {
    CloudClient(
      configuration: CloudConfiguration(
        identity: identity, platform: .unknown, apiURL: "https://api.example",
        webURL: "https://web.example", userToken: userToken.flatMap(Secret.init), language: "zh",
        timeScale: timeScale),
      transport: self, tokens: self, clock: self, trace: trace)
  }
}

extension HTTPRequest {
  /// The body as text, for comparing.
  var bodyText: String {
    guard case .bytes(let bytes) = body else { return "" }
    return String(decoding: bytes, as: UTF8.self)
  }
}
