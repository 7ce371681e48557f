import Foundation

/// An IP address, in the order of the network: four bytes or sixteen.
public struct NetworkAddress: Hashable, Sendable {
  /// The bytes.
  public let bytes: [UInt8]

  /// Takes an address of four or sixteen bytes; nil for any other number.
  ///
  /// An IPv4 address inside an IPv6 one is that IPv4 address.
  public init?(bytes: [UInt8]) {
    guard bytes.count == 4 || bytes.count == 16 else { return nil }
    let mapped: [UInt8] = Array(repeating: 0, count: 10) + [0xFF, 0xFF]
    self.bytes = bytes.count == 16 && bytes.starts(with: mapped) ? Array(bytes.suffix(4)) : bytes
  }

  /// Reads the host of an ``HTTPOrigin``: nil where it's a name.
  ///
  /// `127.1`, `0x7f000001` and `2130706433` are the addresses that resolvers take them for.
  public init?(host: String) {
    if host.hasPrefix("["), host.hasSuffix("]") {
      // A scope, as in fe80::1%eth0, names an interface and changes no address.
      let text = host.dropFirst().dropLast().prefix { $0 != "%" }
      var address = in6_addr()
      guard inet_pton(AF_INET6, String(text), &address) == 1 else { return nil }
      self.init(bytes: withUnsafeBytes(of: &address) { Array($0) })
    } else {
      var address = in_addr()
      guard inet_aton(host, &address) != 0 else { return nil }
      self.init(bytes: withUnsafeBytes(of: &address) { Array($0) })
    }
  }

  /// Whether it belongs to this machine, its neighbourhood or a private network (RFC 6890), or to nobody: what
  /// strangers on the public network must not lead to.
  public var isPrivate: Bool {
    if bytes.count == 4 {
      switch (bytes[0], bytes[1]) {
      case (0, _), (10, _), (127, _), (169, 254), (192, 168), (224..., _): true
      case (172, 16...31), (100, 64...127), (198, 18...19): true
      default: false
      }
    } else {
      // Unspecified and loopback; unique local; link-local; multicast.
      bytes.dropLast().allSatisfy { $0 == 0 } && bytes[15] <= 1 || bytes[0] & 0xFE == 0xFC
        || bytes[0] == 0xFE && bytes[1] & 0xC0 == 0x80 || bytes[0] == 0xFF
    }
  }
}

extension NetworkAddress {
  /// Whether it is this machine's own: 127.0.0.0/8, ::1, and the unspecified address, which leads there too.
  public var isLoopback: Bool {
    if bytes.count == 4 { return bytes[0] == 127 || bytes.allSatisfy { $0 == 0 } }
    return bytes.dropLast().allSatisfy { $0 == 0 } && bytes[15] <= 1
  }
}

extension HTTPOrigin {
  /// Whether the host, as it is written, is this machine itself.
  public var isLoopback: Bool {
    NetworkAddress(host: host)?.isLoopback ?? isNamedLocalhost
  }

  /// Whether the name is one that RFC 6761, section 6.3 reserves for this machine.
  private var isNamedLocalhost: Bool {
    let name = host.hasSuffix(".") ? String(host.dropLast()) : host
    return name == "localhost" || name.hasSuffix(".localhost")
  }

  /// Whether the host, as it is written, is this machine's or a private network's.
  ///
  /// A name can still lead there; only resolving tells.
  public var isPrivate: Bool {
    NetworkAddress(host: host)?.isPrivate ?? isNamedLocalhost
  }
}
