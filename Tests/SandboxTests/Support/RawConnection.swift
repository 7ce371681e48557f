import Dispatch
import Foundation

/// One connection over which bytes go as they are: for what no client would send.
enum RawConnection {
  /// What came back before the connection ended.
  struct Answer: Sendable {
    let bytes: [UInt8]

    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The status; nil where no head came.
    var status: Int? {
      text.firstMatch(of: /^HTTP\/1\.1 ([0-9]{3})/).flatMap { Int($0.1) }
    }

    /// What stands behind the head.
    var body: [UInt8] {
      let end = Array("\r\n\r\n".utf8)
      guard let place = bytes.indices.first(where: { bytes[$0...].starts(with: end) }) else {
        return []
      }
      return Array(bytes[(place + 4)...])
    }

    /// The value of a field of the head.
    func field(_ name: String) -> String? {
      text.components(separatedBy: "\r\n").first {
        $0.lowercased().hasPrefix(name.lowercased() + ":")
      }?
      .split(separator: ":", maxSplits: 1).last.map { $0.trimmingCharacters(in: .whitespaces) }
    }
  }

  /// Sends `request` to 127.0.0.1 and reads until the server ends the connection.
  ///
  /// - Parameter isEnded: Whether nothing more is said to come, so that a server does not wait for it.
  static func send(
    _ request: [UInt8], to port: UInt16, isEnded: Bool = false
  ) async throws -> Answer {
    try await withCheckedThrowingContinuation { continuation in
      // A thread of its own: the server that is waited for shares the others.
      DispatchQueue(label: "raw connection").async {
        continuation.resume(with: Result { try exchange(request, port, isEnded) })
      }
    }
  }

  /// Sends a request without a body; its connection is to be closed.
  static func get(
    _ path: String, host: String? = nil, method: String = "GET", fields: [String] = [], port: UInt16
  ) async throws -> Answer {
    let lines = ["\(method) \(path) HTTP/1.1", "Host: \(host ?? "127.0.0.1:\(port)")"] + fields
    let text = (lines + ["Connection: close", "", ""]).joined(separator: "\r\n")
    return try await send(Array(text.utf8), to: port)
  }

  private static func exchange(
    _ request: [UInt8], _ port: UInt16, _ isEnded: Bool
  ) throws -> Answer {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { throw POSIXError(.EMFILE) }
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let status = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard status == 0 else { throw POSIXError(.ECONNREFUSED) }
    var sent = 0
    while sent < request.count {
      let count = request.withUnsafeBytes {
        Foundation.send(
          descriptor, $0.baseAddress?.advanced(by: sent), request.count - sent,
          Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { break }
      sent += count
    }
    if isEnded { shutdown(descriptor, Int32(SHUT_WR)) }
    var answer: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = read(descriptor, &piece, piece.count)
      guard count > 0 else { break }
      answer += piece[..<count]
    }
    return Answer(bytes: answer)
  }
}
