import CloudAPI
import HTTPTransport
import Testing

@Suite("Cloud client: renders")
struct RenderTests {
  private let session = ScriptedService.session
  private let status = "/api/render/proxy/lambda/render_1"

  @Test("A draft is submitted byte for byte")
  func submission() async throws {
    let draft = Array("{\"t\":[ ],\"x\":1.0}".utf8)
    let service = ScriptedService([
      ScriptedService.renderPath: [.json(200, "{\"id\":\"render_1\",\"status\":\"pending\"}")]
    ])
    let status = try await service.client().submitRender(
      id: "render_1", session: session, draft: draft)
    #expect(status == RenderStatus(id: "render_1", phase: .pending))
    #expect(
      service.requests.first?.bodyText == "{\"id\":\"render_1\",\"sessionId\":\"s1\",\"draft\":"
        + "{\"t\":[ ],\"x\":1.0},\"output\":{\"format\":\"mp4\",\"quality\":\"high\"}}")
  }

  @Test(
    "Both published shapes, and the oldest, say the same",
    arguments: [
      """
      {"id":"r","status":"completed","progress":100,"output":{"url":"https://c/f","duration":10.5,"size":99}}
      """,
      """
      {"taskId":"r","status":"completed","progress":100,"output":{"url":"https://c/f","duration":10.5,"size":99}}
      """,
      """
      {"code":0,"data":{"id":"r","status":"completed","progress":100,
       "output":{"url":"https://c/f","duration":10.5,"size":99}}}
      """,
    ])
  func shapeA(text: String) async throws {
    let service = ScriptedService([status: [.json(200, text)]])
    #expect(
      try await service.client().renderStatus(id: "render_1")
        == RenderStatus(
          id: "r", phase: .completed, progress: 100, outputURL: "https://c/f",
          durationSeconds: 10.5, sizeBytes: 99))
  }

  @Test("Shape B has the address as outputUrl")
  func shapeB() async throws {
    let text = """
      {"success":true,"data":{"id":"r","status":"completed","progress":1,"outputUrl":"https://c/f",
       "createdAt":"x","completedAt":"y"}}
      """
    let service = ScriptedService([status: [.json(200, text)]])
    #expect(
      try await service.client().renderStatus(id: "render_1")
        == RenderStatus(id: "r", phase: .completed, progress: 1, outputURL: "https://c/f"))
  }

  @Test("A render is looked at every 30 s; what passes is looked at again on the same id")
  func polling() async throws {
    let service = ScriptedService([
      status: [
        .json(200, "{\"status\":\"processing\"}"), .json(429, ""), .json(408, ""), .json(502, ""),
        .failure(.disconnected(host: "h", reason: "r")), .json(200, "{\"status\":\"failed\"}"),
      ]
    ])
    let last = try await service.client(timeScale: 0.5).followRender(id: "render_1")
    #expect(last?.phase == .failed)
    #expect(service.sleeps == Array(repeating: .seconds(15), count: 6))
    #expect(service.count(status) == 6)
  }

  @Test("Ten looks are the most")
  func tenLooks() async throws {
    let service = ScriptedService([status: [.json(200, "{\"status\":\"queued\"}")]])
    #expect(
      try await service.client().followRender(id: "render_1")?.phase == .other("queued"))
    #expect(service.count(status) == 10)
  }

  @Test(
    "Where waits are shortened, a render that advances is looked at on",
    arguments: [(1.0, 10), (0.5, 16)])
  func advancing(scale: Double, looks: Int) async throws {
    let going = (1...15).map {
      ScriptedService.Answer.json(200, "{\"status\":\"processing\",\"progress\":\($0)}")
    }
    let service = ScriptedService([status: going + [.json(200, "{\"status\":\"completed\"}")]])
    _ = try await service.client(timeScale: scale).followRender(id: "render_1")
    #expect(service.count(status) == looks)
  }

  @Test("A render that the service doesn't know is said to be unknown")
  func unknown() async throws {
    let service = ScriptedService([:])
    await #expect(throws: CloudError.unknownRender(id: "render_1")) {
      _ = try await service.client().renderStatus(id: "render_1")
    }
  }

  @Test("Cancelling is a POST to the render")
  func cancel() async throws {
    let service = ScriptedService(["\(status)/cancel": [.json(200, "{}")]])
    try await service.client().cancelRender(id: "render_1")
    #expect(service.requests.map(\.method) == [.post])
  }

  @Test(
    "The token goes to the API's own origin alone",
    arguments: [
      (nil, "https://api.example/api/render/proxy/render_1/download", true),
      ("/files/f.mp4", "https://api.example/files/f.mp4", true),
      ("https://API.example:443/f", "https://API.example:443/f", true),
      ("https://cdn.example/f", "https://cdn.example/f", false),
      ("http://api.example/f", "http://api.example/f", false),
      ("https://api.example.evil/f", "https://api.example.evil/f", false),
      ("https://api.example@evil/f", "https://api.example@evil/f", false),
      ("//evil/f", "//evil/f", false),
    ] as [(String?, String, Bool)])
  func download(outputURL: String?, url: String, hasToken: Bool) async throws {
    let request = try await ScriptedService([:]).client()
      .downloadRequest(renderID: "render_1", outputURL: outputURL)
    #expect(request.url == url)
    #expect((request.headers["Authorization"] != nil) == hasToken)
  }
}
