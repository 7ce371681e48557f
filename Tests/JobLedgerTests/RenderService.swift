import CloudAPI
import Foundation
import HTTPTransport
import Synchronization

/// A service that renders, in memory: it counts what it accepts, and misbehaves as it's told.
///
/// It's clock and token store at once; its time passes only when someone sleeps.
final class RenderService: Transport, CloudClock, TokenKeeping {
  /// What may go wrong with one request.
  enum Fault: CaseIterable, Sendable {
    /// The connection breaks before the service has the request.
    case lostRequest
    /// The service acts, and the connection breaks before its answer.
    case lostAnswer
    /// A gateway answers instead of the service.
    case gateway
    /// A gateway answers after the service has acted.
    case lateGateway
    /// 429.
    case busy
    /// The body breaks off after some bytes.
    case truncated
    /// The connection can't be made.
    case unreachable
  }

  struct State {
    /// How often each render was accepted.
    var accepted: [String: Int] = [:]
    var looks: [String: Int] = [:]
    var requests = 0
    var credits = 100
    var slept = Duration.zero
  }

  static let file = [UInt8]((0..<5_000).map { UInt8(truncatingIfNeeded: $0 &* 7) })

  let state = Mutex(State())
  private let fault: @Sendable (Int) -> Fault?
  private let looksNeeded: Int
  private let usesShapeB: Bool
  private let firstSize: Int
  private let outputURL: String
  /// What the output address answers with; nil for the file.
  private let outputFault: Int?

  /// - Parameters:
  ///   - fault: What goes wrong with the request of that number, from 0.
  ///   - firstSize: What the first look at the finished render tells of its size.
  init(
    looksNeeded: Int = 2, usesShapeB: Bool = false, firstSize: Int = 5000,
    outputURL: String = "https://api.example/file", outputFault: Int? = nil,
    fault: @escaping @Sendable (Int) -> Fault? = { _ in nil }
  ) {
    self.looksNeeded = looksNeeded
    self.usesShapeB = usesShapeB
    self.firstSize = firstSize
    self.outputURL = outputURL
    self.outputFault = outputFault
    self.fault = fault
  }

  var accepted: [String: Int] { state.withLock { $0.accepted } }

  var client: CloudClient {
    CloudClient(
      configuration: CloudConfiguration(
        identity: .published[0], apiURL: "https://api.example", userToken: Secret("t")),
      transport: self, tokens: self, clock: self)
  }

  func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    let number = state.withLock { state in
      defer { state.requests += 1 }
      return state.requests
    }
    let broken = TransportError.disconnected(host: "api.example", reason: "scripted")
    switch fault(number) {
    case .lostRequest: throw broken
    case .gateway: return answer(502, "<html>")
    case .busy: return answer(429, "")
    case .unreachable: throw .cannotConnect(host: "api.example", reason: "scripted")
    case .lostAnswer:
      _ = act(on: request)
      throw broken
    case .lateGateway:
      _ = act(on: request)
      return answer(504, "<html>")
    case .truncated:
      let whole = act(on: request)
      return HTTPResponse(
        status: whole.status, headers: whole.headers, body: body(whole.bytes, breaksAfter: 700))
    case nil:
      let whole = act(on: request)
      return HTTPResponse(
        status: whole.status, headers: whole.headers, body: body(whole.bytes, breaksAfter: nil))
    }
  }

  private func answer(_ status: Int, _ text: String) -> HTTPResponse {
    HTTPResponse(status: status, body: body(Array(text.utf8), breaksAfter: nil))
  }

  private func body(_ bytes: [UInt8], breaksAfter limit: Int?) -> ResponseBody {
    let rest = Rest(bytes.prefix(limit ?? bytes.count))
    let breaks = limit.map { $0 < bytes.count } ?? false
    return ResponseBody { () async throws(TransportError) in
      if let piece = rest.take(300) { return piece }
      if breaks { throw .disconnected(host: "api.example", reason: "scripted") }
      return nil
    }
  }

  private final class Rest: Sendable {
    private let bytes: Mutex<ArraySlice<UInt8>>
    init(_ bytes: ArraySlice<UInt8>) { self.bytes = Mutex(bytes) }
    func take(_ count: Int) -> [UInt8]? {
      bytes.withLock { bytes in
        defer { bytes = bytes.dropFirst(count) }
        return bytes.isEmpty ? nil : Array(bytes.prefix(count))
      }
    }
  }

  private typealias Whole = (status: Int, headers: HTTPHeaders, bytes: [UInt8])

  private func act(on request: HTTPRequest) -> Whole {
    let path = request.url.replacing("https://api.example", with: "")
    func json(_ status: Int, _ text: String) -> Whole { (status, [:], Array(text.utf8)) }
    if path == "/api/credits/balance/simple" {
      return json(
        200, "{\"code\":0,\"data\":{\"available\":\(state.withLock { $0.credits }),\"frozen\":0}}")
    }
    if path == "/file", let outputFault { return json(outputFault, "<html>log in</html>") }
    if path == "/file" || path.hasSuffix("/download") { return file(request) }
    guard path.hasPrefix("/api/render/proxy/lambda") else { return json(404, "{}") }
    if request.method == .post, path.hasSuffix("/cancel") { return json(200, "{}") }
    if request.method == .post, case .bytes(let bytes) = request.body {
      let text = String(decoding: bytes, as: UTF8.self)
      guard let match = text.firstMatch(of: /^{"id":"([^"]*)"/) else { return json(400, "{}") }
      let id = String(match.1)
      state.withLock { $0.accepted[id, default: 0] += 1 }
      return json(200, status(id, "pending"))
    }
    let id = path.split(separator: "/").last.map(String.init) ?? ""
    let looks = state.withLock { state -> Int? in
      guard state.accepted[id] != nil else { return nil }
      state.looks[id, default: 0] += 1
      return state.looks[id]
    }
    guard let looks else { return json(404, "{\"message\":\"no such render\"}") }
    return json(
      200,
      status(
        id, looks < looksNeeded ? "processing" : "completed",
        looks == looksNeeded ? firstSize : 5000))
  }

  private func status(_ id: String, _ word: String, _ size: Int = 5000) -> String {
    let url = outputURL
    return usesShapeB
      ? "{\"success\":true,\"data\":{\"id\":\"\(id)\",\"status\":\"\(word)\",\"outputUrl\":\"\(url)\"}}"
      : "{\"id\":\"\(id)\",\"status\":\"\(word)\",\"output\":{\"url\":\"\(url)\",\"size\":\(size)}}"
  }

  private func file(_ request: HTTPRequest) -> Whole {
    let start =
      request.headers["Range"]
      .flatMap { $0.firstMatch(of: /bytes=([0-9]+)-/) }.flatMap { Int($0.1) } ?? 0
    var headers: HTTPHeaders = ["ETag": "\"v\"", "Content-Length": "\(5000 - start)"]
    guard start > 0 else { return (200, headers, Self.file) }
    headers["Content-Range"] = start < 5000 ? "bytes \(start)-4999/5000" : "bytes */5000"
    return (start < 5000 ? 206 : 416, headers, Array(Self.file.dropFirst(start)))
  }

  func now() -> Duration { state.withLock { $0.slept } }
  func sleep(for duration: Duration) async throws(CancellationError) {
    state.withLock { $0.slept += duration }
  }
  func token() throws(TokenStoreError) -> StoredToken? { nil }
  func keep(_ token: StoredToken?) throws(TokenStoreError) {}
  func clientID() throws(TokenStoreError) -> String { "client" }
  func renewedClientID() throws(TokenStoreError) -> String { "client" }
}
