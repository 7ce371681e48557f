import Foundation
import TestSupport
import Testing

/// What is printed arrives whole, or the program says that it did not.
@Suite struct StandardStreamTests {
  private static let draft = Repository.fixture("drafts/urban-dreams.json").path

  private func shell(_ script: String) throws -> Shell.Outcome {
    let program = try Program()
    return try Shell.run(
      "bash", ["-c", script, Repository.product("roughcut").path, Self.draft],
      environment: try program.environment, in: program.folder.url)
  }

  @Test(
    "A full disk behind standard output is told, with status 2",
    .enabled(if: FileManager.default.fileExists(atPath: "/dev/full"), "there is no /dev/full"),
    arguments: [#"summary "$1""#, #"diff "$1" /dev/stdin <<<'{"t":[]}'"#])
  func fullDisk(command: String) throws {
    let outcome = try shell(#""$0" \#(command) >/dev/full"#)
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("standard output: the disk is full"), "\(outcome.errors)")
  }

  @Test("A reader that went away is no failure")
  func closedPipe() throws {
    let outcome = try shell(#"set -o pipefail; "$0" schema | true; exit "${PIPESTATUS[0]}""#)
    #expect(outcome.status == 0)
    #expect(outcome.errors.isEmpty)
  }

  @Test("A pipe that does not wait, and a reader that is slow, lose nothing")
  func pipeThatDoesNotWait() throws {
    let script = """
      import fcntl, os, subprocess, sys
      reading, writing = os.pipe()
      fcntl.fcntl(writing, 1031, 4096)  # F_SETPIPE_SZ: the smallest pipe, so that it is full at once
      os.set_blocking(writing, False)
      child = subprocess.Popen([sys.argv[1], "schema"], stdout=writing)
      os.close(writing)
      received = b""
      while piece := os.read(reading, 1000): received += piece
      sys.stdout.buffer.write(received)
      sys.exit(child.wait())
      """
    let program = try Program()
    let slow = try Shell.run(
      "python3", ["-c", script, Repository.product("roughcut").path],
      environment: try program.environment, in: program.folder.url)
    let whole = try program.run(["schema"])
    #expect(slow.status == 0)
    #expect(slow.output == whole.output)
    #expect(whole.output.count > 8192)
  }
}
