import Foundation
import HTTPTransport

/// Fetches a medium that is uploaded by its address.
struct MediaFetch: Sendable {
  let transport: any Transport
  let limitBytes: Int64

  /// - Throws: 4002 for what is longer than the limit, 4001 for what can't be fetched.
  func fetch(_ url: String, to path: String) async throws {
    guard let response = try? await transport.send(HTTPRequest(.get, url)),
      response.status == 200
    else { throw Refusal.unsupported(url) }
    guard FileManager.default.createFile(atPath: path, contents: nil),
      let file = FileHandle(forWritingAtPath: path)
    else { throw Refusal.storage(CocoaError(.fileWriteUnknown)) }
    defer { try? file.close() }
    var count: Int64 = 0
    do throws(TransportError) {
      for try await piece in response.body {
        count += Int64(piece.count)
        guard count <= limitBytes else { break }
        do { try file.write(contentsOf: piece) } catch { count = -1 }
        if count < 0 { break }
      }
    } catch {
      throw Refusal.unsupported(url)
    }
    guard count <= limitBytes else { throw Refusal.tooLarge(url) }
    guard count >= 0 else { throw Refusal.storage(CocoaError(.fileWriteUnknown)) }
  }
}
