import CCurl
import Foundation
import HTTPTransport

extension Transfer {
  /// Opens the socket for an address that curl has resolved, unless the request must not go there.
  func openSocket(for address: UnsafeMutablePointer<curl_sockaddr>) -> curl_socket_t {
    if let found = Self.networkAddress(address), found.isPrivate {
      hasMetPrivateAddress = true
      return CURL_SOCKET_BAD
    }
    return socket(
      address.pointee.family, address.pointee.socktype | Self.closesOnExec,
      address.pointee.protocol)
  }

  /// The address behind curl's own structure, whose `addr` goes on beyond its declared end for IPv6.
  private static func networkAddress(
    _ address: UnsafeMutablePointer<curl_sockaddr>
  ) -> NetworkAddress? {
    guard let start = MemoryLayout<curl_sockaddr>.offset(of: \.addr) else { return nil }
    let family = address.pointee.family
    let offset: Int
    switch family {
    case AF_INET: offset = MemoryLayout<sockaddr_in>.offset(of: \.sin_addr) ?? 4
    case AF_INET6: offset = MemoryLayout<sockaddr_in6>.offset(of: \.sin6_addr) ?? 8
    default: return nil
    }
    let bytes = UnsafeRawBufferPointer(
      start: UnsafeRawPointer(address) + start + offset, count: family == AF_INET ? 4 : 16)
    return NetworkAddress(bytes: Array(bytes))
  }

  #if os(Linux)
    private static let closesOnExec = CInt(SOCK_CLOEXEC.rawValue)
  #else
    private static let closesOnExec: CInt = 0
  #endif
}
