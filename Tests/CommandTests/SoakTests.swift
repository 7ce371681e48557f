import Foundation
import TestSupport
import Testing

/// Small helpings of what `scripts/soak` does at length.
@Suite struct SoakTests {
  private static let script = Repository.root.appending(path: "scripts/soak").path

  @Test(
    "Killed at any moment, eight processes on one store leave no wrong file and no broken entry")
  func kills() throws {
    try GeneratedMedia.files(["clock-30.mp4", "logo.png"])
    let outcome = try Shell.run(
      "python3",
      [
        Self.script, "kill", "--kills", "10", "--program", Repository.product("roughcut").path,
      ])
    #expect(outcome.status == 0, "\(outcome.text)\n\(outcome.errors)")
  }

  @Test(
    "What the real OpenTimelineIO library edits in a draft's file is in the draft, or is reported",
    .enabled(if: PythonOracle.isThere, PythonOracle.isMissing))
  func otio() throws {
    let outcome = try PythonOracle.run(
      "import sys, runpy; sys.argv = sys.argv[1:]; sys.path.insert(0, sys.argv[0].rsplit('/', 1)[0]);"
        + "runpy.run_path(sys.argv[0], run_name='__main__')",
      [
        Self.script, "otio", "--chains", "25",
        "--program", Repository.product("roughcut").path,
      ])
    #expect(outcome.status == 0, "\(outcome.text)\n\(outcome.errors)")
  }

  @Test(
    "Whatever fails and whoever is killed: the finished file or a clear message, and nothing twice")
  func cloud() throws {
    try GeneratedMedia.files(["photo.jpg", "solid-red.png", "lo-fi.m4a"])
    let outcome = try Shell.run(
      "python3",
      [Self.script, "cloud", "--runs", "6", "--program", Repository.product("roughcut").path])
    #expect(outcome.status == 0, "\(outcome.text)\n\(outcome.errors)")
  }
}
