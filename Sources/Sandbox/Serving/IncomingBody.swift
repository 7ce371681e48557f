import FlyingFox
import Foundation

/// A request's body, read piece by piece.
///
/// What is left unread would be taken for the next request of the connection, so that it's read to its end
/// even where nobody wants it.
struct IncomingBody {
  private var pieces: HTTPBodySequence.Iterator
  private var isAtEnd = false

  init(_ request: HTTPRequest) { pieces = request.bodySequence.makeAsyncIterator() }

  /// The next piece; nil at the end.
  mutating func next() async throws -> Data? {
    guard !isAtEnd else { return nil }
    let piece = try await pieces.next()
    isAtEnd = piece == nil
    return piece
  }

  /// The whole.
  ///
  /// - Throws: ``Refusal/tooLong`` beyond `limit` bytes.
  mutating func collected(limit: Int) async throws -> [UInt8] {
    var bytes: [UInt8] = []
    while let piece = try await next() {
      guard piece.count <= limit - bytes.count else { throw Refusal.tooLong }
      bytes += piece
    }
    return bytes
  }

  /// Reads on to the end; false if that is further than `limit` bytes.
  mutating func drain(limit: Int64) async throws -> Bool {
    var count: Int64 = 0
    while let piece = try await next() {
      count += Int64(piece.count)
      guard count <= limit else { return false }
    }
    return true
  }
}
