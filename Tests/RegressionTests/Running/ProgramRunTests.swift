import DraftModel
import Foundation
import Regression
import TestSupport
import Testing

/// What becomes of a program, well-behaved or not.
@Suite struct ProgramRunTests {
  private let folder = FileManager.default.temporaryDirectory.path

  private func run(
    _ script: String, input: String = "in", seconds: Int64 = 20,
    limitBytes: Int = ProgramRun.usualLimitBytes
  ) async throws -> String {
    let run = ProgramRun(
      command: ["sh", "-c", script], folder: folder, timeout: Milliseconds(seconds * 1000),
      limitBytes: limitBytes)
    return String(decoding: try await run.output(for: Array(input.utf8)).bytes, as: UTF8.self)
  }

  private func failure(_ script: String, seconds: Int64 = 20) async throws -> ProgramFailure {
    try await #require(throws: ProgramFailure.self) { try await run(script, seconds: seconds) }
  }

  @Test(
    "Standard input goes through to standard output, whatever its length", arguments: [0, 1, 20])
  func through(mebibytes: Int) async throws {
    let input = "x" + String(repeating: "0123456789abcdef", count: mebibytes << 16)
    #expect(try await run("cat", input: input) == input)
  }

  @Test("A program need not read, even what is longer than a pipe")
  func unread() async throws {
    #expect(try await run("echo 1", input: String(repeating: "x", count: 10 << 20)) == "1\n")
  }

  @Test("It runs in an empty folder of its own that is gone afterwards")
  func ownFolder() async throws {
    let lines = try await run("pwd; ls -A; echo x > y; echo $TMPDIR; echo $ROUGHCUT_CASE")
      .split(separator: "\n").map(String.init)
    try #require(lines.count == 4)
    #expect(lines[1] == "input.json")
    #expect(URL(filePath: lines[0]).lastPathComponent == URL(filePath: lines[2]).lastPathComponent)
    #expect(!FileManager.default.fileExists(atPath: lines[0]))
    #expect(URL(filePath: lines[3]).standardized == URL(filePath: folder).standardized)
  }

  @Test("Words that begin with ./ and ../ count from the case's folder, others stay")
  func words() async throws {
    let run = ProgramRun(command: ["echo", "./a b", "../c", "d/e", "--f=./g"], folder: "/x/y")
    let output = try await run.output(for: [])
    #expect(String(decoding: output.bytes, as: UTF8.self) == "/x/y/a b /x/c d/e --f=./g\n")
  }

  @Test("A status that is not 0 is told with the last that was complained of")
  func status() async throws {
    let failure = try await failure("seq 1000 >&2; printf 'the end' >&2; exit 7")
    #expect(failure.reason == .status(7))
    #expect(failure.errors.hasSuffix("\n1000\nthe end"))
    #expect(failure.errors.split(separator: "\n").count == 20)
  }

  @Test(
    "A signal is told by its name",
    arguments: [("SEGV", "SIGSEGV"), ("KILL", "SIGKILL"), ("TERM", "SIGTERM"), ("PIPE", "SIGPIPE")])
  func signal(number: String, name: String) async throws {
    let failure = try await failure("kill -\(number) $$")
    #expect("\(failure)".hasPrefix("killed by \(name) ("), "\(failure)")
  }

  @Test("Nothing is nothing, whatever was said beside it")
  func nothing() async throws {
    #expect(try await failure("echo done >&2").reason == .wroteNothing)
  }

  @Test("More than the limit is not read, and the limit itself is")
  func limit() async throws {
    #expect(try await run("head -c 5000 /dev/zero", limitBytes: 5000).utf8.count == 5000)
    let failure = try await #require(throws: ProgramFailure.self) {
      try await run("yes", limitBytes: 5000)
    }
    #expect(failure.reason == .flooded(limitBytes: 5000))
  }

  @Test("A program that is not there, or no program, is told by its path")
  func absent() async throws {
    for command in ["no-such-program-anywhere", "./no-such-program", "/dev/null", "/"] {
      let failure = try await #require(throws: ProgramFailure.self) {
        try await ProgramRun(command: [command], folder: folder).output(for: [])
      }
      switch failure.reason {
      case .notFound, .notStarted: break
      default: Issue.record("\(command): \(failure)")
      }
    }
  }

  @Test(
    "When its time is up it is killed, with all that it started",
    arguments: [
      "trap '' TERM HUP INT; sleep SECONDS & sleep SECONDS & wait",
      "cat; exec >&- 2>&-; sleep SECONDS",
      "setsid sleep SECONDS & (setsid nohup sleep SECONDS &); sleep SECONDS",
      "kill -STOP $$; sleep SECONDS",
    ])
  func timeout(script: String) async throws {
    let seconds = LivingProcesses.ownSeconds()
    let failure = try await failure(script.replacing("SECONDS", with: seconds), seconds: 1)
    #expect(failure.reason == .timedOut(Milliseconds(1000)))
    #expect(LivingProcesses.count(with: seconds) == 0)
  }

  @Test("What it leaves running when it ends is ended, and told")
  func leftBehind() async throws {
    let seconds = LivingProcesses.ownSeconds()
    let run = ProgramRun(
      command: ["sh", "-c", "setsid sleep \(seconds) & sleep \(seconds) & cat"], folder: folder)
    let output = try await run.output(for: Array("in".utf8))
    #expect(output.bytes == Array("in".utf8))
    #expect(output.notes == ["it left 2 processes running, which were ended"])
    #expect(LivingProcesses.count(with: seconds) == 0)
  }

  @Test("Cancelling ends it")
  func cancelled() async throws {
    let seconds = LivingProcesses.ownSeconds()
    let pipe = try TemporaryFolder()
    let started = pipe.file("started")
    #expect(mkfifo(started.path, 0o600) == 0)
    let run = ProgramRun(
      command: ["sh", "-c", "echo > '\(started.path)'; sleep \(seconds)"], folder: folder)
    let task = Task { try await run.output(for: []) }
    // Reading waits for the program to have come so far.
    await Task.detached { _ = try? Data(contentsOf: started) }.value
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(LivingProcesses.count(with: seconds) == 0)
  }
}
