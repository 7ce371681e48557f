import CloudAPI
import Foundation
import JSONTree

/// Answers requests: checks them, lets faults strike, hands them to the service, and dresses what it says.
struct ServiceHandler: Sendable {
  let service: SandboxService
  let faults: FaultPlan
  let place: ListeningPort
  /// Has the sandbox stop and come back, which it does after this has returned.
  let restart: @Sendable () async -> Void

  /// The most bytes of a body that isn't an upload: a long draft, and its envelope.
  private static let longestBody = 64 << 20

  /// The most bytes that are read of a body that nobody wants, so that its sender hears why.
  private var longestRest: Int64 { max(2 * configuration.uploadLimitBytes, 64 << 20) }

  private var configuration: SandboxConfiguration { service.configuration }
  private var port: UInt16 { place.number }
  private var base: String { "http://127.0.0.1:\(port)" }

  /// Answers a request.
  ///
  /// - Throws: What its connection throws, and what the service can't do; both end the connection.
  func answer(_ request: IncomingRequest) async throws -> HTTPAnswer {
    guard HostCheck(port: port).allows(request.head["Host"]) else {
      return await refused(Refusal(code: 421, message: "not this host"), request)
    }
    guard let route = Route(method: request.head.method, path: request.head.path) else {
      return await refused(.notFound, request)
    }
    let strikes = faults.strikes(route.call)
    await service.note(route.call, strikes)
    var body = IncomingBody(request)
    var reply: Reply
    do {
      try await strike(strikes, request)
      reply = try await answer(route, request, &body, strikes)
    } catch let refusal as Refusal {
      reply = Reply(refusal, place: configuration.codePlace)
    }
    let isRead = try await body.drain(limit: longestRest)
    if strikes.contains(.restart) { await restart() }
    if !isRead || strikes.contains(.restart) || strikes.contains(.drop(afterBytes: nil)) {
      await request.connection.cut()
    }
    return dressed(reply, request, strikes)
  }

  /// What goes wrong before anything is done.
  private func strike(_ strikes: [SandboxFault.Kind], _ request: IncomingRequest) async throws {
    if let seconds = strikes.lazy.compactMap(\.delaySeconds).first {
      try await service.clock.sleep(seconds: seconds)
    }
    guard let code = strikes.lazy.compactMap(\.refusal).first else { return }
    if code == 1001 { await service.revoke(token: Self.token(of: request)) }
    throw Refusal.injected(code)
  }

  private func answer(
    _ route: Route, _ request: IncomingRequest, _ body: inout IncomingBody,
    _ strikes: [SandboxFault.Kind]
  ) async throws -> Reply {
    let user = route.needsToken ? try await service.user(token: Self.token(of: request)) : ""
    switch route.call {
    case .token:
      let id = request.head["X-Client-Id"]
      return .success(try await service.issueToken(clientID: id))
    case .claim:
      let root = try await Self.object(&body)
      return .success(
        try await service.claimToken(
          session: root.words("session_id"), task: root.words("task_id"), user: user))
    case .session:
      let root = try await Self.object(&body)
      return .success(
        try await service.createSession(
          named: root.words("task_name"), language: root.words("language"), user: user))
    case .credits: return .success(await service.credits(of: user))
    case .state:
      return Reply(
        content: .bytes(try await service.state(of: route.id, user: user, base: base)))
    case .message: return try await message(Self.object(&body), user, strikes)
    case .upload:
      let receipt = try await UploadIntake(service: service, session: route.id, user: user)
        .receive(request.head["Content-Type"] ?? "", &body, base: base)
      return .success(receipt)
    case .export:
      guard Self.isAttributed(request) else { throw Refusal.exportBlocked }
      return try await submission(Self.object(&body), user)
    case .status, .cancel:
      let render =
        route.call == .cancel
        ? try await service.cancelRender(route.id, user: user)
        : try await service.render(route.id, user: user)
      return shown(render, strikes)
    case .download:
      let render =
        route.needsToken
        ? try await service.render(route.id, user: user)
        : try await service.render(key: route.id)
      return try served(
        service.folder.render(render.key) + "/output.mp4", "video/mp4", render.key, request)
    case .media:
      let (media, path) = try await service.media(
        route.rest.first ?? "", named: route.rest.last ?? "", of: route.id)
      return try served(path, media.contentType, media.hash, request)
    }
  }

  private func message(
    _ root: JSONNode, _ user: String, _ strikes: [SandboxFault.Kind]
  ) async throws -> Reply {
    let parts = root["new_message"]?["parts"]?.elements.compactMap { $0["text"]?.stringValue }
    let text = (parts ?? []).joined(separator: "\n")
    let events = try await service.accept(
      message: text, session: root.words("session_id"), user: user,
      delivery: EventDelivery(
        isRepeated: strikes.contains(.duplicate), isMute: strikes.contains(.heartbeats)))
    var reply = Reply(content: .events(events))
    reply.contentType = "text/event-stream"
    return reply
  }

  private func submission(_ root: JSONNode, _ user: String) async throws -> Reply {
    guard let draft = root["draft"], draft.kind == .object else {
      throw Refusal.unusable("no draft")
    }
    let render = try await service.submit(
      render: root.words("id"), session: root.words("sessionId"), draft: Array(draft.bytes),
      user: user)
    return shown(render)
  }

  private func shown(_ render: RenderRecord, _ strikes: [SandboxFault.Kind] = []) -> Reply {
    var view = RenderView(render: render, shape: configuration.renderShape, base: base)
    if strikes.contains(.wrongLength) { view.lengthError = 1 }
    return .json(view.json)
  }

  private func served(
    _ path: String, _ type: String, _ tag: String, _ request: IncomingRequest
  ) throws(Refusal) -> Reply {
    var file = try ServedFile(path: path, contentType: type, entityTag: tag)
    let part = file.narrow(
      to: request.head["Range"], if: request.head["If-Range"])
    var reply = Reply(content: .file(file))
    reply.contentType = type
    switch part {
    case .whole: break
    case .part: reply.status = 206
    case .unsatisfiable: reply.status = 416
    }
    return reply
  }

  // MARK: Reading requests

  private static func token(of request: IncomingRequest) -> String? {
    guard let field = request.head["Authorization"], field.hasPrefix("Bearer ") else {
      return nil
    }
    return String(field.dropFirst("Bearer ".count))
  }

  private static func isAttributed(_ request: IncomingRequest) -> Bool {
    ["X-Skill-Source", "X-Skill-Version", "X-Skill-Platform"].allSatisfy {
      request.head[$0]?.isEmpty == false
    }
  }

  private static func object(_ body: inout IncomingBody) async throws -> JSONNode {
    let bytes = try await body.collected(limit: longestBody)
    guard let root = try? JSONDocument(parsing: bytes).root, root.kind == .object else {
      throw Refusal.unusable("the body is no JSON object")
    }
    return root
  }

  // MARK: Answering

  private func refused(_ refusal: Refusal, _ request: IncomingRequest) async -> HTTPAnswer {
    var body = IncomingBody(request)
    if (try? await body.drain(limit: longestRest)) != true { await request.connection.cut() }
    return dressed(Reply(refusal, place: .both), request, [])
  }

  private func dressed(
    _ reply: Reply, _ request: IncomingRequest, _ strikes: [SandboxFault.Kind]
  ) -> HTTPAnswer {
    HTTPAnswer(reply: reply, strikes: strikes, isHead: request.head.method == "HEAD")
  }
}

extension JSONNode {
  /// A member's text; empty where there's none.
  fileprivate func words(_ key: String) -> String { self[key]?.stringValue ?? "" }
}
