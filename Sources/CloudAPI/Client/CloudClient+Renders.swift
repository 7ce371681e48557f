public import HTTPTransport
import JSONTree

extension CloudClient {
  /// Submits a render of a draft, whose bytes are sent as they are.
  ///
  /// - Parameters:
  ///   - id: The render's id, unique for each render: it's by this id that a render whose submission
  ///     broke off is found again.
  ///   - draft: The draft alone, not its envelope.
  public func submitRender(
    id: String, session: CloudSession, draft: [UInt8]
  ) async throws(CloudError) -> RenderStatus {
    let endpoint = renderSubmission(id: id, session: session, draft: draft)
    let payload = try await call(endpoint).payload
    guard let status = RenderStatus(payload: payload) else {
      throw .unreadableAnswer(call: endpoint.call, reason: "it has no status")
    }
    return status
  }

  /// The body of a submission, for those who want to see it first.
  public nonisolated static func renderRequestBody(
    id: String, session: CloudSession, draft: [UInt8]
  ) -> [UInt8] {
    Array("{\"id\":".utf8) + JSONValue.string(id).serialized() + Array(",\"sessionId\":".utf8)
      + JSONValue.string(session.sessionID).serialized() + Array(",\"draft\":".utf8) + draft
      + Array(",\"output\":{\"format\":\"mp4\",\"quality\":\"high\"}}".utf8)
  }

  private func renderSubmission(id: String, session: CloudSession, draft: [UInt8]) -> Endpoint {
    var endpoint = Endpoint.post("/api/render/proxy/lambda", "render the draft", session: session)
    endpoint.body = .bytes(Self.renderRequestBody(id: id, session: session, draft: draft))
    endpoint.headers["Content-Type"] = "application/json"
    return endpoint
  }

  /// How far a render has come: one look.
  ///
  /// - Throws: ``CloudError/unknownRender(id:)`` if the service has no render of that id.
  public func renderStatus(id: String) async throws(CloudError) -> RenderStatus {
    var endpoint = Endpoint.get(
      "/api/render/proxy/lambda/\(Endpoint.segment(id))", "show the render")
    endpoint.waitsOutRateLimit = false
    do throws(CloudError) {
      guard let status = RenderStatus(payload: try await call(endpoint).payload) else {
        throw .unreadableAnswer(call: endpoint.call, reason: "it has no status")
      }
      return status
    } catch .refused(_, code: 404, _) {
      throw .unknownRender(id: id)
    }
  }

  /// Looks at a render every 30 s until it's over, ten times at most, as published.
  ///
  /// Errors that pass count as looks. Where the published waits are shortened the work behind them is not: a
  /// render that advances is looked at ten times more.
  ///
  /// - Returns: The last status, completed, failed, or still going on; nil if no look succeeded.
  public func followRender(
    id: String, report: @Sendable (RenderStatus) -> Void = { _ in }
  ) async throws(CloudError) -> RenderStatus? {
    var last: RenderStatus?
    var looks = 0
    while looks < waits.renderPolls {
      try await pause(waits.renderPoll)
      looks += 1
      do throws(CloudError) {
        let status = try await renderStatus(id: id)
        report(status)
        if waits.areShortened, status.progress ?? 0 > last?.progress ?? 0 { looks = 0 }
        last = status
        if status.phase == .completed || status.phase == .failed { return status }
      } catch {
        guard error.isPassing else { throw error }
      }
    }
    return last
  }

  /// Asks the service to give up a render.
  public func cancelRender(id: String) async throws(CloudError) {
    _ = try await call(
      .post("/api/render/proxy/lambda/\(Endpoint.segment(id))/cancel", "cancel the render"))
  }

  /// The request that brings a finished render's file.
  ///
  /// The token goes along only to the API's own origin: an output address may be anyone's.
  ///
  /// - Parameter outputURL: The address that the service gave; nil for its download call.
  public func downloadRequest(
    renderID: String, outputURL: String?
  ) async throws(CloudError) -> HTTPRequest {
    var url = outputURL ?? "/api/render/proxy/\(Endpoint.segment(renderID))/download"
    if url.hasPrefix("/"), !url.hasPrefix("//") { url = configuration.apiURL + url }
    var request = HTTPRequest(.get, url)
    if let origin = HTTPOrigin(url: url), origin == HTTPOrigin(url: configuration.apiURL) {
      request.headers = attribution
      request.headers["Authorization"] = "Bearer \(try await token().exposed())"
    }
    return request
  }
}
