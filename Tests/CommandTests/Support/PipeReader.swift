import Foundation
import TestSupport

/// A process of its own that reads a named pipe to its end, so that whoever writes into it never waits for a test's thread.
struct PipeReader {
  private let process = Process()
  private let folder: TemporaryFolder

  /// Begins to read.
  init(_ pipe: URL) throws {
    folder = try TemporaryFolder()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", "cat \"$0\" > \"$1\"", pipe.path, folder.file("read").path]
    process.standardInput = FileHandle.nullDevice
    try process.run()
  }

  /// All that came, once every writer has gone.
  func bytes() throws -> Data {
    process.waitUntilExit()
    return try Data(contentsOf: folder.file("read"))
  }
}
