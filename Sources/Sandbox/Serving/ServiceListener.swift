import FlyingSocks
import Foundation

/// Takes connections on the loopback interface and answers their requests one after another.
///
/// FlyingFox's own server reads heads without a bound, and keeps the last of several fields of one name; so its sockets
/// are used alone.
struct ServiceListener: Sendable {
  /// The port that is listened on.
  let port: UInt16
  private let socket: AsyncSocket
  private let pool: any AsyncSocketPool

  /// How long a refused client may still send what nobody reads.
  private static let refusalPatience = Duration.seconds(2)

  /// Begins to listen on 127.0.0.1; connections wait until ``run(_:)``.
  ///
  /// - Parameter port: 0 for any that is free.
  init(port: UInt16) async throws {
    let pool = SocketPool<Poll>.make()
    try await pool.prepare()
    let address = try sockaddr_in.inet(ip4: "127.0.0.1", port: port)
    let socket = try Socket(domain: Int32(AF_INET))
    do {
      try socket.setValue(true, for: .localAddressReuse)
      try socket.bind(to: address)
      try socket.listen()
      guard case .ip4(_, let settled) = try socket.sockname() else {
        throw SocketError.unsupportedAddress
      }
      self.port = settled
      self.socket = try AsyncSocket(socket: socket, pool: pool)
    } catch {
      try? socket.close()
      throw error
    }
    self.pool = pool
  }

  /// Serves until the task is cancelled; then all connections end.
  func run(_ handler: ServiceHandler) async {
    await withTaskGroup(of: Void.self) { group in
      group.addTask { [pool] in try? await pool.run() }
      group.addTask { await accept(handler) }
      await group.next()
      group.cancelAll()
    }
    try? socket.close()
  }

  private func accept(_ handler: ServiceHandler) async {
    await withDiscardingTaskGroup { group in
      while !Task.isCancelled {
        do {
          let client = try await socket.accept()
          _ = group.addTaskUnlessCancelled { await serve(client, handler) }
        } catch {
          // Such as too many open files: those that are served will end.
          try? await Task.sleep(for: .milliseconds(50))
        }
      }
      group.cancelAll()
    }
  }

  private func serve(_ client: AsyncSocket, _ handler: ServiceHandler) async {
    let connection = ClientConnection(client)
    do {
      while case .request(let head) = try await connection.head() {
        if head.awaitsContinue {
          try await connection.send(Data("HTTP/1.1 100 Continue\r\n\r\n".utf8))
        }
        let answer = try await handler.answer(IncomingRequest(head: head, connection: connection))
        try await answer.send(over: connection, keepsAlive: head.isKeptAlive)
        guard head.isKeptAlive else { break }
      }
    } catch let refusal as Refusal {
      await refuse(refusal, connection)
    } catch {
      // The client has gone, the answer was cut off on purpose, or the sandbox stops.
    }
    await connection.close()
  }

  private func refuse(_ refusal: Refusal, _ connection: ClientConnection) async {
    let answer = HTTPAnswer(reply: Reply(refusal, place: .both), strikes: [], isHead: false)
    guard (try? await answer.send(over: connection, keepsAlive: false)) != nil else { return }
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await connection.finishRefused() }
      group.addTask {
        // Cancelled where the client has ended the connection before.
        guard (try? await Task.sleep(for: Self.refusalPatience)) != nil else { return }
        await connection.cut()
      }
      await group.next()
      group.cancelAll()
    }
  }
}
