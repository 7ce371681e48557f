import Foundation
import TestSupport
import Testing

/// The sandbox as a program.
@Suite struct SandboxCommandTests {
  /// A sandbox that runs, and the address that it printed.
  private final class Running {
    let process = Process()
    let firstLine: String
    private let output = Pipe()
    private let errors = Pipe()

    init(_ program: Program, _ arguments: [String]) throws {
      process.executableURL = Repository.product("roughcut")
      process.arguments = ["sandbox", "--state", program.folder.file("state").path] + arguments
      process.environment = ProcessInfo.processInfo.environment
        .merging(try program.environment.compactMapValues { $0 }) { $1 }
      process.environment?["ROUGHCUT_TIME_SCALE"] = "0"
      process.standardOutput = output
      process.standardError = errors
      try process.run()
      var line = ""
      // Printed when it listens: no clock is needed to meet it then.
      while let byte = try output.fileHandleForReading.read(upToCount: 1), byte != Data("\n".utf8) {
        line += String(decoding: byte, as: UTF8.self)
      }
      firstLine = line
    }

    /// Sends a signal, waits for the end, and gives what was printed since the first line.
    func end(_ signal: Int32) throws -> (output: String, errors: String) {
      kill(process.processIdentifier, signal)
      let rest = try output.fileHandleForReading.readToEnd() ?? Data()
      let complaints = try errors.fileHandleForReading.readToEnd() ?? Data()
      process.waitUntilExit()
      return (String(decoding: rest, as: UTF8.self), String(decoding: complaints, as: UTF8.self))
    }
  }

  /// A client that shares no code with the program: Python's own library.
  private static func client(_ url: String, _ body: String, token: String = "") throws -> String {
    let script = """
      import json, sys, time, urllib.request
      url, token = sys.argv[1], sys.argv[2]
      def call(path, body=None, raw=False, **fields):
          data = None if body is None else json.dumps(body).encode()
          request = urllib.request.Request(url + path, data, fields | {
              "Authorization": "Bearer " + token, "X-Skill-Source": "test",
              "X-Skill-Version": "1", "X-Skill-Platform": "unknown"})
          with urllib.request.urlopen(request) as answer:
              content = answer.read()
          return content if raw else json.loads(content)
      \(body)
      """
    let answer = try Shell.output(of: "python3", ["-c", script, url, token])
    return String(decoding: answer, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
  }

  @Test(
    "It prints its address first, serves, and ends in good order on a signal",
    arguments: [SIGINT, SIGTERM])
  func serving(signal: Int32) throws {
    let program = try Program()
    let running = try Running(program, [])
    #expect(running.firstLine.contains(/^http:\/\/127\.0\.0\.1:[0-9]+$/))
    let credits = try Self.client(
      running.firstLine,
      """
      token = call("/api/auth/anonymous-token", {}, **{"X-Client-Id": "c"})["data"]["token"]
      print(call("/api/credits/balance/simple")["data"])
      """)
    #expect(credits == "{'available': 100, 'frozen': 0, 'total': 100}")
    let said = try running.end(signal)
    #expect(running.process.terminationReason == .exit)
    #expect(running.process.terminationStatus == 0)
    #expect(said.output.isEmpty)
    #expect(said.errors.hasPrefix("export NEMO_API_URL=\(running.firstLine)"))
  }

  static let schema = "roughcut.sandbox/1"

  @Test("With --json its address is data")
  func json() throws {
    let program = try Program()
    let running = try Running(program, ["--json", "--quiet"])
    let rest = try running.end(SIGTERM)
    let text = running.firstLine + "\n" + rest.output
    let object =
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any] ?? [:]
    #expect(object["schema"] as? String == Self.schema)
    try JSONOutputTests.check([object], of: Self.schema)
    let port = try #require(object["port"] as? Int)
    #expect(object["url"] as? String == "http://127.0.0.1:\(port)")
    #expect(rest.errors.isEmpty)
  }

  @Test("A render under way when the program is killed is finished by the next, under its id")
  func killed() throws {
    let program = try Program()
    let first = try Running(program, [])
    // Far more than is done before the signal comes.
    let token = try Self.client(
      first.firstLine,
      """
      token = call("/api/auth/anonymous-token", {}, **{"X-Client-Id": "c"})["data"]["token"]
      session = call("/api/tasks/me/with-session/nemo_agent",
                     {"task_name": "project", "language": "en"})["data"]["session_id"]
      text = {"tt": 7, "sg": [{"d": 4000, "m": {"text": "Hello"}}]}
      call("/api/render/proxy/lambda", {"id": "render_1", "sessionId": session, "draft": {
          "t": [text], "m": {"width": 1920, "height": 1080}}})
      print(token)
      """)
    _ = try first.end(SIGKILL)
    #expect(first.process.terminationReason == .uncaughtSignal)

    let second = try Running(program, [])
    let size = try Self.client(
      second.firstLine,
      """
      while True:
          status = call("/api/render/proxy/lambda/render_1")
          if status["status"] in ("completed", "failed"):
              break
          time.sleep(0.05)
      print(len(call("/api/render/proxy/render_1/download", raw=True)) - status["output"]["size"])
      """, token: token)
    #expect(size == "0")
    _ = try second.end(SIGTERM)
    let counts = try String(
      decoding: Data(contentsOf: program.folder.file("state/counts.json")), as: UTF8.self)
    #expect(counts.contains(#""render_1" : 1"#))
  }

  @Test("Wrong use and a folder in use are said so")
  func refusals() throws {
    let program = try Program()
    for arguments in [
      [], ["--state", "s", "--fault", "nonsense"], ["--state", "s", "--time-scale=-1"],
      ["--state", "s", "--shape", "c"], ["--state", "s", "--port", "99999"],
    ] {
      #expect(try program.run(["sandbox"] + arguments).status == 64)
    }
    let running = try Running(program, [])
    let second = try program.run(["sandbox", "--state", program.folder.file("state").path])
    #expect(second.status == 2)
    #expect(second.errors.contains("another sandbox runs on"))
    _ = try running.end(SIGTERM)
    let file = try program.folder.write([], to: "file")
    let third = try program.run(["sandbox", "--state", file.path])
    #expect(third.status == 2)
    #expect(third.errors.contains("cannot keep its state"))
  }
}
