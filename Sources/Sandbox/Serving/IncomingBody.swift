import Foundation

/// A request's body, read piece by piece.
///
/// What is left unread would be taken for the next request of the connection, so that it's read to its end
/// even where nobody wants it.
struct IncomingBody {
  private let connection: ClientConnection
  private let isChunked: Bool
  /// The bytes left of the body, or of the chunk that is being read.
  private var left: Int64
  private var isAtEnd = false
  private var hasChunks = false

  /// The longest line that tells a chunk's length.
  private static let longestChunkLine = 1 << 10
  /// The most lines after the last chunk.
  private static let mostTrailers = 100

  init(_ request: IncomingRequest) {
    connection = request.connection
    switch request.head.framing {
    case .length(let length): (isChunked, left) = (false, length)
    case .chunked: (isChunked, left) = (true, 0)
    }
  }

  /// The next piece; nil at the end.
  ///
  /// - Throws: ``Refusal`` of 400 if the body ends early or its chunks can't be read.
  mutating func next() async throws -> Data? {
    guard !isAtEnd else { return nil }
    if left == 0 {
      left = isChunked ? try await chunkLength() : 0
      if left == 0 {
        isAtEnd = true
        return nil
      }
    }
    guard let piece = try await connection.bytes(atMost: left), !piece.isEmpty else {
      throw Refusal.malformed("its body is cut off")
    }
    left -= Int64(piece.count)
    return Data(piece)
  }

  private mutating func chunkLength() async throws -> Int64 {
    // The line end of the chunk before.
    if hasChunks, try await connection.line(limit: 0) != [] {
      throw Refusal.malformed("a chunk has no end")
    }
    hasChunks = true
    let line = try await connection.line(limit: Self.longestChunkLine)
    let digits = line.map { String(decoding: $0.prefix { $0 != UInt8(ascii: ";") }, as: UTF8.self) }
    guard let digits = digits?.trimmingCharacters(in: .whitespaces),
      (1...15).contains(digits.count),
      digits.utf8.first != UInt8(ascii: "+"), let length = Int64(digits, radix: 16), length >= 0
    else { throw Refusal.malformed("a chunk's length can't be read") }
    guard length == 0 else { return length }
    for _ in 0..<Self.mostTrailers {
      guard let line = try await connection.line(limit: Self.longestChunkLine) else { break }
      if line.isEmpty { return 0 }
    }
    throw Refusal.malformed("its last chunk has no end")
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

  /// Reads on to the end; false if that is further than `limit` bytes, or can't be found.
  mutating func drain(limit: Int64) async throws -> Bool {
    var count: Int64 = 0
    do {
      while let piece = try await next() {
        count += Int64(piece.count)
        guard count <= limit else { return false }
      }
    } catch is Refusal {
      return false
    }
    return true
  }
}
