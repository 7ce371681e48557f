import Foundation
import TestSupport

/// A running `second-service.py`: a service that was written from the published protocol alone.
///
/// It ends when this object, and with it its input, goes away.
final class SecondService: Sendable {
  /// The address of the API.
  let origin: String
  /// The address of its host of media.
  let mediaOrigin: String
  private let folder: TemporaryFolder
  private let input: Pipe
  private let process: Process

  struct DidNotStart: Error {}

  /// What it saw, as it wrote it down.
  struct Record: Decodable {
    struct Message: Decodable { let session, text: String }
    struct Submission: Decodable { let id, session, draft: String }
    struct Upload: Decodable { let session, filename, hash: String }

    let calls: [String: Int]
    let messages: [Message]
    let submissions: [Submission]
    let uploads: [Upload]
    /// What a client did that is not published.
    let complaints: [String]
    /// The faults that happened.
    let struck: [String]
    let tokens: Int
    let identities: [String]
  }

  /// Starts it with further arguments of its own.
  init(_ arguments: [String] = []) throws {
    try GeneratedMedia.files(["city-timelapse.mp4", "lo-fi.m4a", "clock-30.mp4"])
    folder = try TemporaryFolder()
    input = Pipe()
    process = Process()
    let output = Pipe()
    let script = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "second-service.py").path
    process.executableURL = Shell.python
    process.arguments =
      [
        script, "--media", GeneratedMedia.folder.path, "--record",
        folder.file("record.json").path,
      ] + arguments
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    var ports: [Int] = []
    var line = Data()
    while ports.count < 2, let byte = try output.fileHandleForReading.read(upToCount: 1),
      !byte.isEmpty
    {
      if byte == Data("\n".utf8) {
        ports += [Int(String(decoding: line, as: UTF8.self))].compactMap { $0 }
        line = Data()
      } else {
        line += byte
      }
    }
    guard ports.count == 2 else { throw DidNotStart() }
    origin = "http://127.0.0.1:\(ports[0])"
    mediaOrigin = "http://127.0.0.1:\(ports[1])"
  }

  deinit {
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
  }

  /// What it saw so far.
  var record: Record {
    get throws {
      try JSONDecoder().decode(Record.self, from: Data(contentsOf: folder.file("record.json")))
    }
  }
}
