import Foundation
public import HTTPTransport
import JSONTree

/// Speaks to the service: every published call, with the published behaviour for every code.
///
/// Retries are those of the table and no others: after 1001 once with a new anonymous token, after 429 once
/// after 30 s, after 400 once with a client id. A request that may have been accepted is never sent again.
public actor CloudClient {
  /// Where the service is and as whom it's spoken to.
  public nonisolated let configuration: CloudConfiguration

  /// The published waits, scaled as configured.
  public nonisolated let waits: PublishedWaits

  /// What carries the requests.
  nonisolated let transport: any Transport

  nonisolated let clock: any CloudClock
  nonisolated let translator = InterfaceTranslator()
  private nonisolated let tokens: any TokenKeeping
  private nonisolated let trace: (@Sendable (String) -> Void)?
  private nonisolated let waiting: (@Sendable (Duration) -> Void)?
  private var anonymous: StoredToken?
  private var acquisition: Task<Result<StoredToken, CloudError>, Never>?

  /// Makes a client; nothing is sent before the first call.
  ///
  /// - Parameters:
  ///   - trace: Told of every request in one line, without secrets or bodies.
  ///   - waiting: Told of the wait before a call that was answered with 429 is made once more.
  public init(
    configuration: CloudConfiguration, transport: any Transport, tokens: any TokenKeeping,
    clock: any CloudClock = SystemCloudClock(), trace: (@Sendable (String) -> Void)? = nil,
    waiting: (@Sendable (Duration) -> Void)? = nil
  ) {
    self.configuration = configuration
    self.transport = transport
    self.tokens = tokens
    self.clock = clock
    self.trace = trace
    self.waiting = waiting
    waits = PublishedWaits(scale: configuration.timeScale)
  }

  // MARK: Token

  /// The token in force: the user's, the kept one, or a new anonymous one.
  func token() async throws(CloudError) -> Secret {
    if let token = configuration.userToken { return token }
    if let anonymous { return anonymous.token }
    do throws(TokenStoreError) {
      anonymous = try tokens.token()
    } catch {
      throw .tokenStore(error)
    }
    if let anonymous { return anonymous.token }
    return try await acquireToken().token
  }

  /// Replaces a token that was refused, unless another call has done so in the meantime.
  private func replaceToken(_ refused: Secret) async throws(CloudError) {
    if let anonymous, anonymous.token != refused { return }
    _ = try await acquireToken()
  }

  /// Acquires an anonymous token; calls that need one at the same time share it.
  ///
  /// - Throws: ``CloudError/noMoreTokens`` when this client id has had its token of the week.
  @discardableResult
  public func acquireToken() async throws(CloudError) -> StoredToken {
    let running: Task<Result<StoredToken, CloudError>, Never>
    if let acquisition {
      running = acquisition
    } else {
      running = Task {
        do throws(CloudError) {
          return .success(try await self.requestToken())
        } catch {
          return .failure(error)
        }
      }
      acquisition = running
    }
    let result = await running.value
    acquisition = nil
    let token = try result.get()
    anonymous = token
    return token
  }

  private func requestToken() async throws(CloudError) -> StoredToken {
    let endpoint = Endpoint.post("/api/auth/anonymous-token", "give an anonymous token")
    let answer: ServiceAnswer
    do throws(CloudError) {
      answer = try await perform(endpoint, isAnonymous: true, read: readAnswer)
    } catch .rateLimited {
      throw .noMoreTokens
    }
    guard let token = answer.payload["token"]?.stringValue.flatMap(Secret.init) else {
      throw .unreadableAnswer(call: endpoint.call, reason: "it has no token")
    }
    let stored = StoredToken(
      token: token, userID: answer.payload["user_id"]?.text,
      expiresAt: answer.payload["expires_at"]?.text)
    do throws(TokenStoreError) { try tokens.keep(stored) } catch { throw .tokenStore(error) }
    return stored
  }

  /// Forgets the anonymous token, here and in the store.
  public func forgetToken() throws(CloudError) {
    anonymous = nil
    do throws(TokenStoreError) { try tokens.keep(nil) } catch { throw .tokenStore(error) }
  }

  // MARK: Calls

  /// What reading a response gave.
  enum Reading<Value: Sendable>: Sendable {
    case value(Value)
    case refusal(code: Int, message: String?)
  }

  /// Makes a call whose answer is JSON.
  func call(_ endpoint: Endpoint) async throws(CloudError) -> ServiceAnswer {
    try await perform(endpoint, read: readAnswer)
  }

  /// Sends a request, with the published retries for the codes that say that it was not accepted.
  func perform<Value: Sendable>(
    _ endpoint: Endpoint, isAnonymous: Bool = false,
    read: (HTTPResponse, Endpoint) async throws(CloudError) -> Reading<Value>
  ) async throws(CloudError) -> Value {
    var clientID = isAnonymous ? try clientID(isNew: false) : nil
    var hasNewToken = false
    var hasWaited = false
    var hasNewClientID = false
    while true {
      let token = isAnonymous ? nil : try await token()
      let response = try await send(endpoint, token: token, clientID: clientID)
      switch try await read(response, endpoint) {
      case .value(let value):
        return value
      case .refusal(code: 1001, _), .refusal(code: 401, _):
        guard configuration.userToken == nil else { throw .userTokenRefused }
        guard let token, !hasNewToken else { throw .tokenRefused }
        hasNewToken = true
        try await replaceToken(token)
      case .refusal(code: 429, _) where endpoint.waitsOutRateLimit && !hasWaited:
        hasWaited = true
        waiting?(waits.rateLimited)
        try await pause(waits.rateLimited)
      case .refusal(code: 400, _) where !hasNewClientID:
        hasNewClientID = true
        clientID = try self.clientID(isNew: clientID != nil)
      case .refusal(let code, let message):
        throw await error(code: code, message: message, for: endpoint)
      }
    }
  }

  private func send(
    _ endpoint: Endpoint, token: Secret?, clientID: String?
  ) async throws(CloudError) -> HTTPResponse {
    let request = request(endpoint, token: token, clientID: clientID)
    do throws(TransportError) {
      let response = try await transport.send(request)
      trace?("\(endpoint.method.rawValue) \(endpoint.path) → \(response.status)")
      return response
    } catch {
      trace?("\(endpoint.method.rawValue) \(endpoint.path) → \(error)")
      if case .unreadableFile(let path) = error { throw .unreadableFile(path: path) }
      throw .transport(error)
    }
  }

  private nonisolated func request(
    _ endpoint: Endpoint, token: Secret?, clientID: String?
  ) -> HTTPRequest {
    var request = HTTPRequest(
      endpoint.method, configuration.apiURL + endpoint.path, headers: endpoint.headers,
      body: endpoint.body, idleTimeout: endpoint.idleTimeout,
      totalTimeout: endpoint.totalTimeout.map { $0 + endpoint.sendingTime },
      onProgress: endpoint.onProgress)
    for field in attribution.fields { request.headers[field.name] = field.value }
    if let token { request.headers["Authorization"] = "Bearer \(token.exposed())" }
    if let clientID { request.headers["X-Client-Id"] = clientID }
    return request
  }

  /// The header fields that every call carries beside the token.
  nonisolated var attribution: HTTPHeaders {
    [
      "X-Skill-Source": configuration.identity.source,
      "X-Skill-Version": configuration.identity.version,
      "X-Skill-Platform": configuration.platform.name,
    ]
  }

  private func clientID(isNew: Bool) throws(CloudError) -> String {
    do throws(TokenStoreError) {
      return try isNew ? tokens.renewedClientID() : tokens.clientID()
    } catch {
      throw .tokenStore(error)
    }
  }

  /// Waits by the clock that was handed in.
  func pause(_ duration: Duration) async throws(CloudError) {
    do { try await clock.sleep(for: duration) } catch { throw .transport(.cancelled) }
  }

  /// Reads an answer in JSON.
  nonisolated func readAnswer(
    _ response: HTTPResponse, _ endpoint: Endpoint
  ) async throws(CloudError) -> Reading<ServiceAnswer> {
    let bytes: [UInt8]
    do throws(TransportError) {
      bytes = try await response.body.collected(limit: ServiceAnswer.limit)
    } catch {
      throw .transport(error)
    }
    do throws(JSONError) {
      let answer = try ServiceAnswer(status: response.status, bytes: bytes)
      return answer.code == 0
        ? .value(answer) : .refusal(code: answer.code, message: answer.message)
    } catch {
      throw .unreadableAnswer(call: endpoint.call, reason: "\(error)")
    }
  }
}
