import Foundation
import TestSupport
import Testing

/// Small helpings of what `scripts/soak` does at length.
@Suite struct SoakTests {
  @Test(
    "Killed at any moment, eight processes on one store leave no wrong file and no broken entry")
  func kills() throws {
    try GeneratedMedia.files(["clock-30.mp4", "logo.png"])
    let outcome = try Shell.run(
      Repository.root.appending(path: "scripts/soak").path,
      ["kill", "--kills", "10", "--program", Repository.product("roughcut").path])
    #expect(outcome.status == 0, "\(outcome.text)\n\(outcome.errors)")
  }

  @Test(
    "Whatever fails and whoever is killed: the finished file or a clear message, and nothing twice")
  func cloud() throws {
    try GeneratedMedia.files(["photo.jpg", "solid-red.png", "lo-fi.m4a"])
    let outcome = try Shell.run(
      Repository.root.appending(path: "scripts/soak").path,
      ["cloud", "--runs", "8", "--program", Repository.product("roughcut").path])
    #expect(outcome.status == 0, "\(outcome.text)\n\(outcome.errors)")
  }
}
