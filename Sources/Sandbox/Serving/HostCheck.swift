/// Whether a request means this server, and not one whose name was made to lead here.
///
/// A page of any web site can have its name resolved to 127.0.0.1 and so read what is served there; its
/// requests still carry the site's name.
struct HostCheck: Sendable {
  let port: UInt16

  func allows(_ host: String?) -> Bool {
    guard let host = host?.lowercased() else { return false }
    return ["127.0.0.1", "localhost", "[::1]"].contains { host == "\($0):\(port)" }
  }
}
