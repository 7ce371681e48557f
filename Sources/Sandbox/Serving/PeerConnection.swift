import FlyingFox
import Foundation

/// The connection that a request came over.
///
/// FlyingFox gives its handlers no socket, and always sends a head. To end a connection without one, the
/// socket is looked for among this process's own by its peer's port, which is one connection's alone as long
/// as that lives.
enum PeerConnection {
  /// Ends the connection; the peer sees it closed.
  static func cut(_ address: HTTPRequest.Address?) {
    guard case .ip4(_, let port) = address else { return }
    let limit = min(sysconf(Int32(_SC_OPEN_MAX)), 1 << 16)
    for descriptor in 0..<Int32(max(limit, 0)) where peerPort(of: descriptor) == port {
      shutdown(descriptor, Int32(SHUT_RDWR))
    }
  }

  private static func peerPort(of descriptor: Int32) -> UInt16? {
    var address = sockaddr_in()
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let status = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        getpeername(descriptor, $0, &length)
      }
    }
    guard status == 0, address.sin_family == sa_family_t(AF_INET) else { return nil }
    return UInt16(bigEndian: address.sin_port)
  }
}
