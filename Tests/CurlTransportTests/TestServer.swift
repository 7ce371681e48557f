import Foundation
import TestSupport

/// A server process of these tests.
///
/// It ends when this object, and with it its input, goes away.
final class TestServer: Sendable {
  let port: Int
  private let input: Pipe
  private let process: Process

  struct DidNotStart: Error {}

  var origin: String { "http://127.0.0.1:\(port)" }

  init(_ command: [String]) throws {
    input = Pipe()
    process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = command
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    var line = Data()
    while let byte = try output.fileHandleForReading.read(upToCount: 1), byte != Data("\n".utf8) {
      guard !byte.isEmpty else { break }
      line += byte
    }
    guard let port = Int(String(decoding: line, as: UTF8.self)) else { throw DidNotStart() }
    self.port = port
  }

  deinit {
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
  }

  static func plain() throws -> TestServer {
    try TestServer([Shell.python.path, script("server.py")])
  }

  static func script(_ name: String) -> String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(name).path
  }

  /// Whether a program can be run here.
  static func has(_ program: String) -> Bool {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["which", program]
    process.standardOutput = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }
}
