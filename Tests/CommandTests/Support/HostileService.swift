import Foundation
import TestSupport

/// A running `hostile-service.py`; it ends when this object, and with it its input, goes away.
final class HostileService: Sendable {
  /// The address of a service that answers.
  let origin: String
  /// The address of one that refuses everything.
  let refusingOrigin: String
  private let input = Pipe()
  private let process = Process()

  struct DidNotStart: Error {}

  /// Starts it.
  ///
  /// - Parameters:
  ///   - text: What it puts in place of every text.
  ///   - video: What it gives as the finished video.
  init(text: String, video: URL) throws {
    let output = Pipe()
    let script = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "hostile-service.py").path
    process.executableURL = Shell.python
    process.arguments = [script, text, video.path]
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    var lines = ""
    while lines.count(where: { $0 == "\n" }) < 2,
      let data = try output.fileHandleForReading.read(upToCount: 1), !data.isEmpty
    {
      lines += String(decoding: data, as: UTF8.self)
    }
    let ports = lines.split(separator: "\n")
    guard ports.count == 2 else { throw DidNotStart() }
    origin = "http://127.0.0.1:\(ports[0])"
    refusingOrigin = "http://127.0.0.1:\(ports[1])"
  }

  deinit {
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
  }
}
