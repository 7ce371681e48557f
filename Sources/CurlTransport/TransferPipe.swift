import HTTPTransport
import Synchronization

/// Carries one transfer's head and body from the transfer loop's thread to the task that waits for them.
///
/// The body's side is bounded: when the buffer is full the loop is told to hold the transfer back, and the
/// reader that empties it is told to let it go on. The lock is held only to move values, never while
/// calling out.
final class TransferPipe: Sendable {
  /// The status and the fields of an answer.
  struct Head: Sendable {
    var status: Int
    var headers: HTTPHeaders
  }

  /// What ``takeBuffer()`` found.
  private enum Taken {
    case bytes([UInt8], wasHeldBack: Bool)
    case end(TransportError?)
    case nothingYet
  }

  private struct State {
    var head: Head?
    var buffer: [UInt8] = []
    var isHeldBack = false
    var isEnded = false
    var failure: TransportError?
    var headWaiter: CheckedContinuation<Void, Never>?
    var bodyWaiter: CheckedContinuation<Void, Never>?

    /// The continuation to resume, taken out so that it's resumed once.
    mutating func takeWaiters(body: Bool) -> [CheckedContinuation<Void, Never>] {
      let waiter = body ? bodyWaiter : headWaiter
      if body { bodyWaiter = nil } else { headWaiter = nil }
      return waiter.map { [$0] } ?? []
    }
  }

  private let state = Mutex(State())
  private let bufferedBytes: Int

  init(bufferedBytes: Int) {
    self.bufferedBytes = bufferedBytes
  }

  // MARK: The loop's side

  /// Hands over the head.
  func deliver(_ head: Head) {
    state.withLock {
      $0.head = head
      return $0.takeWaiters(body: false)
    }.forEach { $0.resume() }
  }

  /// Takes bytes of the body; false means that there's no room, and that the transfer is to pause.
  func accept(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let (isAccepted, waiters) = state.withLock {
      state -> (Bool, [CheckedContinuation<Void, Never>]) in
      // A piece larger than the whole buffer is taken when the buffer is empty.
      guard state.buffer.isEmpty || state.buffer.count + bytes.count <= bufferedBytes else {
        state.isHeldBack = true
        return (false, [])
      }
      state.buffer.append(contentsOf: bytes)
      return (true, state.takeWaiters(body: true))
    }
    waiters.forEach { $0.resume() }
    return isAccepted
  }

  /// Ends the transfer; the first end counts.
  func finish(_ failure: TransportError?) {
    state.withLock { state in
      if !state.isEnded {
        state.isEnded = true
        state.failure = failure
      }
      return state.takeWaiters(body: true) + state.takeWaiters(body: false)
    }.forEach { $0.resume() }
  }

  // MARK: The reader's side

  /// The head, once it is there.
  func head() async throws(TransportError) -> Head {
    await withCheckedContinuation { continuation in
      let isReady = state.withLock { state in
        guard state.head == nil, !state.isEnded else { return true }
        state.headWaiter = continuation
        return false
      }
      if isReady { continuation.resume() }
    }
    let (head, failure) = state.withLock { ($0.head, $0.failure) }
    if let head { return head }
    throw failure ?? .failed(reason: "the answer has no head")
  }

  /// The next bytes, or nil at the end.
  ///
  /// - Parameter resume: Called when the transfer was held back and there's room again.
  func next(resume: () -> Void) async throws(TransportError) -> [UInt8]? {
    while true {
      switch takeBuffer() {
      case .bytes(let bytes, let wasHeldBack):
        if wasHeldBack { resume() }
        return bytes
      case .end(let failure):
        if let failure { throw failure }
        return nil
      case .nothingYet:
        await withCheckedContinuation { continuation in
          let isReady = state.withLock { state in
            guard state.buffer.isEmpty, !state.isEnded else { return true }
            state.bodyWaiter = continuation
            return false
          }
          if isReady { continuation.resume() }
        }
      }
    }
  }

  private func takeBuffer() -> Taken {
    state.withLock { state in
      if !state.buffer.isEmpty {
        let bytes = state.buffer
        let wasHeldBack = state.isHeldBack
        state.buffer = []
        state.isHeldBack = false
        return .bytes(bytes, wasHeldBack: wasHeldBack)
      }
      return state.isEnded ? .end(state.failure) : .nothingYet
    }
  }
}
