/// Scheme, host and port of an address: the border that a secret does not cross (RFC 6454).
///
/// Deliberately narrow: an address with user information, a backslash, white space or a control
/// character has no origin, since two readers of it might disagree about its host.
public struct HTTPOrigin: Hashable, Sendable {
  /// `http` or `https`.
  public let scheme: String

  /// In lower case; an IPv6 address keeps its brackets.
  public let host: String

  /// The port, the scheme's own where the address names none.
  public let port: Int

  /// The origin of an absolute `http` or `https` address; nil for anything else.
  public init?(url: String) {
    let isPlain = url.unicodeScalars.allSatisfy {
      $0.value > 0x20 && $0.value != 0x7F && $0 != "\\"
    }
    guard isPlain, let schemeEnd = Self.schemeEnd(in: url) else { return nil }
    let scheme = url[..<schemeEnd].lowercased()
    guard scheme == "http" || scheme == "https" else { return nil }
    let authority = url[schemeEnd...].dropFirst(3).prefix { !"/?#".contains($0) }
    guard !authority.contains("@") else { return nil }

    let isBracketed = authority.first == "["
    let hostEnd =
      isBracketed
      ? authority.firstIndex(of: "]").map(authority.index(after:))
      : authority.firstIndex(of: ":") ?? authority.endIndex
    guard let hostEnd, hostEnd > authority.startIndex else { return nil }
    self.scheme = scheme
    host = authority[..<hostEnd].lowercased()
    let portText = authority[hostEnd...]
    if portText.isEmpty || portText == ":" {
      port = scheme == "https" ? 443 : 80
    } else {
      guard portText.first == ":", let number = UInt16(portText.dropFirst()) else { return nil }
      port = Int(number)
    }
  }

  private static func schemeEnd(in url: String) -> String.Index? {
    guard let colon = url.firstIndex(of: ":"), url[colon...].hasPrefix("://") else { return nil }
    return colon
  }
}
