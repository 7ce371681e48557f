import Foundation

/// A reply as HTTP has it: its fields, and its body with the faults that strike it.
struct HTTPAnswer: Sendable {
  private let status: Int
  private let fields: [(name: String, value: String)]
  private let body: OutgoingBody?
  /// The body's length as the head states it; nil for one that is sent in chunks.
  private let length: Int?

  /// The bytes that are sent in one piece.
  private static let pieceBytes = 64 << 10

  init(reply: Reply, strikes: [SandboxFault.Kind], isHead: Bool) {
    status = reply.status
    var fields = [("Content-Type", reply.contentType), ("Cache-Control", "no-store")]
    var source: OutgoingBody.Source
    var length: Int?
    switch reply.content {
    case .bytes(let bytes):
      source = .bytes(bytes)
      length = bytes.count
    case .file(let file):
      source = .file(file)
      length = file.range.count
      fields += [("Accept-Ranges", "bytes"), ("ETag", file.entityTag)]
      if reply.status == 206 {
        fields.append(
          (
            "Content-Range",
            "bytes \(file.range.lowerBound)-\(file.range.upperBound - 1)/\(file.sizeBytes)"
          ))
      } else if reply.status == 416 {
        fields.append(("Content-Range", "bytes */\(file.sizeBytes)"))
        source = .bytes([])
        length = 0
      }
    case .events(let events): source = .events(events)
    }
    self.length = length
    self.fields = fields
    if isHead {
      body = nil
      return
    }
    let cut = strikes.lazy.compactMap { strike -> Int? in
      switch strike {
      case .drop(let bytes?): length.map { min(bytes, max(0, $0 - 1)) } ?? bytes
      case .truncated: length.map { $0 / 2 }
      default: nil
      }
    }.first
    body = OutgoingBody(source: source, cut: cut)
  }

  /// Sends the head and the body.
  ///
  /// - Throws: What ends the connection: the client's leaving, or a fault's cutting the answer off.
  func send(over connection: ClientConnection, keepsAlive: Bool) async throws {
    var lines = ["HTTP/1.1 \(status) "] + fields.map { "\($0.name): \($0.value)" }
    lines.append(length.map { "Content-Length: \($0)" } ?? "Transfer-Encoding: chunked")
    lines.append("Connection: " + (keepsAlive ? "keep-alive" : "close"))
    let head = Data((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
    try await connection.send(head)
    guard var pieces = body?.makeAsyncIterator() else { return }
    while let piece = try await pieces.nextBuffer(suggested: Self.pieceBytes) {
      if length != nil {
        try await connection.send(Data(piece))
      } else {
        let size = String(piece.count, radix: 16)
        try await connection.send(Data("\(size)\r\n".utf8) + Data(piece) + Data("\r\n".utf8))
      }
    }
    if length == nil { try await connection.send(Data("0\r\n\r\n".utf8)) }
  }
}
