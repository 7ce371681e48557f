import Foundation
import TestSupport
import Testing

/// chat on a terminal of its own: what is typed, and what Ctrl-C and Ctrl-D mean there.
@Suite(
  .enabled(if: (try? Shell.run("python3", ["--version"]))?.status == 0, "python3 is absent"))
struct ChatTerminalTests {
  /// One step: what is waited for, then what is typed.
  private typealias Step = (waitFor: String, type: String)

  /// Runs the program on a pseudo-terminal, and types as the steps say.
  ///
  /// A line with the columns, the steps as JSON, and the command are the arguments. Prints all that the terminal
  /// showed, and ends with the program's status.
  private static let driver = """
    import fcntl, json, os, pty, select, struct, sys, termios, time
    columns, steps, command = int(sys.argv[1]), json.loads(sys.argv[2]), sys.argv[3:]
    pid, terminal = pty.fork()
    if pid == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        os.execvp(command[0], command)
    shown = seen = b""
    end = time.monotonic() + 120
    while time.monotonic() < end:
        if steps and steps[0][0].encode() in seen:
            seen = seen.split(steps[0][0].encode(), 1)[1]
            os.write(terminal, steps.pop(0)[1].encode())
        if not select.select([terminal], [], [], 0.1)[0]: continue
        try: piece = os.read(terminal, 65536)
        except OSError: break
        if not piece: break
        shown += piece; seen += piece
    else:
        os.kill(pid, 9)
    sys.stdout.buffer.write(shown)
    sys.exit(99 if steps else os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
    """

  private func type(
    _ steps: [Step], into cloud: CloudProgram, _ arguments: String..., columns: Int = 80
  ) throws -> Shell.Outcome {
    let json = try JSONSerialization.data(withJSONObject: steps.map { [$0.waitFor, $0.type] })
    return try Shell.run(
      "python3",
      [
        "-c", Self.driver, "\(columns)", String(decoding: json, as: UTF8.self),
        Repository.product("roughcut").path,
      ] + arguments,
      environment: try cloud.program.environment.merging(cloud.environment) { $1 },
      in: cloud.program.folder.url)
  }

  @Test("Ctrl-D ends the conversation, with status 0")
  func endOfInput() throws {
    let outcome = try type(
      [("> ", "credits\n"), ("to spend", ""), ("> ", "\u{4}")], into: CloudProgram(), "chat")
    #expect(outcome.status == 0, "\(outcome.text)")
    #expect(outcome.text.contains("credits to spend"))
  }

  @Test("Ctrl-C stops the work and not the conversation, and drops what is typed at the prompt")
  func interruption() throws {
    // The answer breaks off, and the state is looked up after the published wait.
    let cloud = try CloudProgram(["--fault", "drop=40@message#1"], timeScale: "1")
    let outcome = try type(
      [
        ("> ", "generate a city timelapse\n"), ("looked up in 30 s", "\u{3}"),
        ("interrupted", ""), ("> ", "half a sen"), ("half a sen", "\u{3}"), ("> ", "credits\n"),
        ("to spend", ""), ("> ", "exit\n"),
      ], into: cloud, "chat")
    #expect(outcome.status == 0, "\(outcome.text)")
    #expect(outcome.text.contains("exit or Ctrl-D ends the conversation"))
    #expect(try cloud.service.record.messages.count <= 1)
  }

  @Test("An export is asked about first, and done only on yes")
  func exports() throws {
    let cloud = try CloudProgram()
    try cloud.generate()
    let outcome = try type(
      [
        ("> ", "export\n"), ("final.mp4? [y/N] ", "n\n"), ("not exported", ""), ("> ", "export\n"),
        ("final.mp4? [y/N] ", "\u{3}"), ("interrupted", ""), ("> ", "export\n"),
        ("final.mp4? [y/N] ", "y\n"), ("final.mp4: ", ""), ("> ", "exit\n"),
      ], into: cloud, "chat")
    #expect(outcome.status == 0, "\(outcome.text)")
    #expect(try cloud.service.record.submissions.count == 1)
    #expect(FileManager.default.fileExists(atPath: cloud.program.folder.file("final.mp4").path))
  }
}
