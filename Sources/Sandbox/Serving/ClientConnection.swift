import FlyingSocks
import Foundation

/// One client's connection: what it sends is read piece by piece, and never held beyond a bound.
actor ClientConnection {
  private let socket: AsyncSocket
  private var buffer: ArraySlice<UInt8> = []
  private var isCut = false

  init(_ socket: AsyncSocket) { self.socket = socket }

  /// What the next request's head is.
  enum Head: Sendable {
    case request(RequestHead)
    /// The client ended the connection.
    case none
  }

  /// Reads the next request's head.
  ///
  /// - Throws: ``Refusal`` of 431 for one that is longer than ``RequestHead/longest``, and what reading it throws.
  func head() async throws -> Head {
    var end = Self.endOfHead(in: buffer, from: buffer.startIndex)
    while end == nil {
      guard buffer.count <= RequestHead.longest else {
        throw Refusal(code: 431, message: "the request's head is longer than 64 kB")
      }
      let looked = max(buffer.endIndex - 3, buffer.startIndex)
      guard let piece = try await receive() else {
        guard buffer.allSatisfy({ $0 == 0x0D || $0 == 0x0A }) else {
          throw Refusal.malformed("its head has no end")
        }
        return .none
      }
      buffer += piece
      end = Self.endOfHead(in: buffer, from: looked)
    }
    guard let end, end.lowerBound - buffer.startIndex <= RequestHead.longest else {
      throw Refusal(code: 431, message: "the request's head is longer than 64 kB")
    }
    // Empty lines before a request are passed over (RFC 9112, section 2.2).
    let bytes = Array(buffer[..<end.lowerBound].drop { $0 == 0x0D || $0 == 0x0A })
    buffer = ArraySlice(Array(buffer[end.upperBound...]))
    if bytes.isEmpty { return try await head() }
    return .request(try RequestHead(bytes))
  }

  /// The empty line that ends a head.
  private static func endOfHead(
    in bytes: ArraySlice<UInt8>, from start: Int
  ) -> Range<Int>? {
    var index = start
    while let line = bytes[index...].firstIndex(of: UInt8(ascii: "\n")) {
      var next = line + 1
      if next < bytes.endIndex, bytes[next] == UInt8(ascii: "\r") { next += 1 }
      guard next < bytes.endIndex else { return nil }
      if bytes[next] == UInt8(ascii: "\n") { return line..<(next + 1) }
      index = line + 1
    }
    return nil
  }

  /// The next bytes, at most `count`; nil at the end of what the client sends.
  func bytes(atMost count: Int64) async throws -> ArraySlice<UInt8>? {
    if buffer.isEmpty {
      guard let piece = try await receive() else { return nil }
      buffer = piece[...]
    }
    let piece = buffer.prefix(Int(clamping: count))
    buffer = buffer.dropFirst(piece.count)
    return piece
  }

  /// The next line, without its end; nil if there is none within `limit` bytes.
  func line(limit: Int) async throws -> [UInt8]? {
    var line: [UInt8] = []
    while line.count <= limit {
      guard let byte = try await bytes(atMost: 1)?.first else { return nil }
      if byte == UInt8(ascii: "\n") {
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        return line
      }
      line.append(byte)
    }
    return nil
  }

  private func receive() async throws -> [UInt8]? {
    do { return try await socket.read(atMost: 4096) } catch SocketError.disconnected { return nil }
  }

  // MARK: Answering

  /// Sends bytes; none once the connection was cut.
  func send(_ bytes: Data) async throws {
    guard !isCut else { throw SocketError.disconnected }
    try await socket.write(bytes)
  }

  /// Ends the connection; the client sees it closed.
  func cut() {
    isCut = true
    shutdown(socket.socket.file.rawValue, Int32(SHUT_RDWR))
  }

  /// Ends the sending side, and reads what still comes so that the client gets to read what was said.
  ///
  /// Bounded by 8 MB, and by ``cut()`` from outside.
  func finishRefused() async {
    shutdown(socket.socket.file.rawValue, Int32(SHUT_WR))
    var count = 0
    while count < 8 << 20, let piece = try? await receive(), !piece.isEmpty { count += piece.count }
  }

  /// Gives the socket back.
  func close() { try? socket.close() }
}
