import Synchronization

/// Where a message's run leaves its events, whether anybody listens or not.
final class EventChannel: Sendable {
  /// The events as a client gets them.
  let events: AsyncStream<[UInt8]>

  private let signal: AsyncStream<[UInt8]>.Continuation
  private let delivery: EventDelivery
  private let writer: Mutex<EventWriter>
  private let isHeard = Mutex(true)

  init(writer: EventWriter, delivery: EventDelivery) {
    (events, signal) = AsyncStream.makeStream(of: [UInt8].self)
    self.writer = Mutex(writer)
    self.delivery = delivery
    signal.onTermination = { [weak self] _ in self?.isHeard.withLock { $0 = false } }
  }

  /// Lets a notice out.
  func send(_ notice: AgentNotice) {
    if delivery.isMute { return beat() }
    writer.withLock { writer in
      for event in writer.events(for: notice) {
        signal.yield(event)
        if delivery.isRepeated { signal.yield(event) }
      }
    }
  }

  private func beat() {
    writer.withLock { writer in writer.events(for: .heartbeat).forEach { signal.yield($0) } }
  }

  /// Ends the stream.
  func finish() { signal.finish() }

  /// Goes on with heartbeats for as long as anybody listens, and ends the stream after `count` of them.
  func beat(_ count: Int, pause: () async throws -> Void) async {
    for _ in 0..<count {
      guard isHeard.withLock({ $0 }), (try? await pause()) != nil else { break }
      beat()
    }
    finish()
  }

  /// Whether the stream carries nothing but heartbeats, and so doesn't end with the work.
  var isMute: Bool { delivery.isMute }
}
