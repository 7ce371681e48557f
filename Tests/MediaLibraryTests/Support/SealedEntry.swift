import Foundation
import MediaLibrary

/// Changes what a sealed file of a cache holds, as if it had been written so.
enum SealedEntry {
  /// - Parameter change: Gets the content without mark and sum, and gives the new one.
  static func rewrite(_ file: URL, by change: (Data) throws -> Data) throws {
    let bytes = [UInt8](try Data(contentsOf: file))
    let content = bytes.dropFirst(SealedFile.markLength).dropLast(SealedFile.markLength)
    let body = try bytes.prefix(SealedFile.markLength) + Array(change(Data(content)))
    try Data(SealedFile.sealed(Array(body), name: file.lastPathComponent)).write(to: file)
  }
}
