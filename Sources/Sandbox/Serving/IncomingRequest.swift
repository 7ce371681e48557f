/// A request: its head, and the connection that its body comes over.
struct IncomingRequest: Sendable {
  let head: RequestHead
  let connection: ClientConnection
}
