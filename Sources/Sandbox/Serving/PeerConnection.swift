import FlyingFox
import Foundation

/// The connection that a request came over.
///
/// FlyingFox gives its handlers no socket, and always sends a head. To end a connection without one, the
/// socket is looked for among this process's own by its two ports, which are one connection's alone on this
/// machine's loopback interface for as long as it lives.
struct PeerConnection: Sendable {
  /// The port that the client has.
  let peerPort: UInt16
  /// The port that the sandbox listens on.
  let ownPort: UInt16

  /// - Parameter address: The client's address, as the request has it; nil for another than one of IPv4.
  init?(_ address: HTTPRequest.Address?, servedAt port: UInt16) {
    guard case .ip4(_, let peerPort) = address else { return nil }
    self.peerPort = peerPort
    ownPort = port
  }

  /// Ends the connection; the client sees it closed.
  func cut() {
    let limit = min(sysconf(Int32(_SC_OPEN_MAX)), 1 << 16)
    for descriptor in 0..<Int32(max(limit, 0))
    where port(of: descriptor, getpeername) == peerPort
      && port(of: descriptor, getsockname) == ownPort
    {
      shutdown(descriptor, Int32(SHUT_RDWR))
    }
  }

  private typealias Naming = (
    Int32, UnsafeMutablePointer<sockaddr>?, UnsafeMutablePointer<socklen_t>?
  ) -> Int32

  /// The port of an end of a socket; nil for what is no socket of IPv4.
  private func port(of descriptor: Int32, _ name: Naming) -> UInt16? {
    var address = sockaddr_in()
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let status = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { name(descriptor, $0, &length) }
    }
    guard status == 0, address.sin_family == sa_family_t(AF_INET) else { return nil }
    return UInt16(bigEndian: address.sin_port)
  }
}
