import Dispatch
import Foundation

/// Tells a program of the signals that it is sent, from the moment that the listener stands.
///
/// A dispatch signal source is registered by another thread some time later, and a signal that comes
/// before that is lost. Here the handler is in place at once and writes the signal's number to a pipe, which
/// is all that a handler may safely do; a dispatch source reads it from there.
struct SignalListener {
  private let signals: [Int32]
  private let source: any DispatchSourceRead

  /// The pipe between the handler, which can be handed nothing, and the queue.
  ///
  /// Made once and never closed.
  private static let pipe = try? SignalPipe.forSignals()

  /// Listens.
  ///
  /// - Throws: ``CommandFailure`` where the system gives no pipe.
  init(_ signals: [Int32], handler: @escaping @Sendable (Int32) -> Void) throws(CommandFailure) {
    // Read here first: a handler must not be the one that makes it.
    guard let pipe = Self.pipe else { throw CommandFailure("no pipe can be opened for signals") }
    self.signals = signals
    // A serial queue gets a thread of its own; the global ones share theirs with tasks, and a render
    // keeps all of those busy.
    let queue = DispatchQueue(label: "roughcut.signals")
    source = DispatchSource.makeReadSource(fileDescriptor: pipe.reading, queue: queue)
    source.setEventHandler {
      var number: UInt8 = 0
      while read(pipe.reading, &number, 1) == 1 { handler(Int32(number)) }
    }
    source.resume()
    for number in signals {
      signal(number) { number in
        let error = errno
        var byte = UInt8(truncatingIfNeeded: number)
        if let pipe = SignalListener.pipe { _ = write(pipe.writing, &byte, 1) }
        errno = error
      }
    }
  }

  /// Gives the signals their default meaning back; those in `ignored` mean nothing from then on.
  func stop(ignoring ignored: [Int32] = []) {
    for number in signals { signal(number, ignored.contains(number) ? SIG_IGN : SIG_DFL) }
    source.cancel()
  }

  private struct SignalPipe {
    let reading: Int32
    let writing: Int32

    /// A pipe that never blocks either end.
    static func forSignals() throws -> SignalPipe {
      var ends: [Int32] = [0, 0]
      guard Foundation.pipe(&ends) == 0 else { throw POSIXError(.EMFILE) }
      for end in ends {
        _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        _ = fcntl(end, F_SETFL, O_NONBLOCK)
      }
      return SignalPipe(reading: ends[0], writing: ends[1])
    }
  }
}
