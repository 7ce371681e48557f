import CCurl
import Foundation
import HTTPTransport
import Synchronization

/// The thread that owns every curl handle, and the mailbox through which others reach it.
///
/// curl's handles may be touched by one thread at a time; here that's always this one. The lock guards
/// the mailbox alone, and the multi handle's life: waking it up is the one call that curl allows from
/// other threads, and it happens under the lock, so never after the handle is gone.
final class TransferLoop: Sendable {
  enum Command: Sendable {
    case start(UInt64, HTTPRequest, TransferPipe)
    case resume(UInt64)
    case cancel(UInt64)
    case stop
  }

  /// Sendable because it is only used under the mailbox's lock, or by the loop's own thread.
  private struct MultiHandle: @unchecked Sendable {
    let pointer: UnsafeMutableRawPointer
  }

  private struct Mailbox {
    var commands: [Command] = []
    var handle: MultiHandle?
    var lastTransfer: UInt64 = 0
  }

  private static let globalState = curl_global_init(Int(CURL_GLOBAL_DEFAULT))

  private let mailbox: Mutex<Mailbox>

  init(configuration: CurlConfiguration) throws(TransportError) {
    guard Self.globalState == CURLE_OK, let pointer = curl_multi_init() else {
      throw .failed(reason: "libcurl could not be started")
    }
    let handle = MultiHandle(pointer: pointer)
    mailbox = Mutex(Mailbox(handle: handle))
    let thread = Thread { [self] in run(handle.pointer, configuration) }
    thread.name = "transfers"
    thread.start()
  }

  /// Starts a transfer whose answer goes to `pipe`.
  func start(_ request: HTTPRequest, pipe: TransferPipe) -> UInt64 {
    let transfer = mailbox.withLock {
      $0.lastTransfer += 1
      return $0.lastTransfer
    }
    if !post(.start(transfer, request, pipe)) { pipe.finish(.cancelled) }
    return transfer
  }

  /// Leaves `command` for the thread; false once it has stopped.
  @discardableResult
  func post(_ command: Command) -> Bool {
    mailbox.withLock { mailbox in
      guard let handle = mailbox.handle else { return false }
      mailbox.commands.append(command)
      curl_multi_wakeup(handle.pointer)
      return true
    }
  }

  private func run(_ multi: UnsafeMutableRawPointer, _ configuration: CurlConfiguration) {
    var transfers: [UInt64: Transfer] = [:]
    var isRunning = true
    while isRunning {
      for command in mailbox.withLock({ mailbox in
        defer { mailbox.commands = [] }
        return mailbox.commands
      }) {
        switch command {
        case .start(let id, let request, let pipe):
          transfers[id] = begin(id, request, pipe, configuration, on: multi)
        case .resume(let id):
          transfers[id]?.resume()
        case .cancel(let id):
          end(&transfers, id, .cancelled, on: multi)
        case .stop:
          isRunning = false
        }
      }
      var running: CInt = 0
      curl_multi_perform(multi, &running)
      collectFinished(&transfers, from: multi)
      let now = ContinuousClock.now
      for (id, transfer) in transfers {
        if let failure = transfer.overdue(at: now) { end(&transfers, id, failure, on: multi) }
      }
      // A wake-up ends the wait at once; the second bounds how late an idle transfer is noticed.
      if isRunning { curl_multi_poll(multi, nil, 0, transfers.isEmpty ? 60_000 : 200, nil) }
    }
    for id in transfers.keys { end(&transfers, id, .cancelled, on: multi) }
    close(multi)
  }

  private func begin(
    _ id: UInt64, _ request: HTTPRequest, _ pipe: TransferPipe, _ configuration: CurlConfiguration,
    on multi: UnsafeMutableRawPointer
  ) -> Transfer? {
    do throws(TransportError) {
      let transfer = try Transfer(
        id: id, request: request, configuration: configuration, pipe: pipe)
      curl_multi_add_handle(multi, transfer.handle)
      return transfer
    } catch {
      pipe.finish(error)
      return nil
    }
  }

  private func collectFinished(
    _ transfers: inout [UInt64: Transfer], from multi: UnsafeMutableRawPointer
  ) {
    var remaining: CInt = 0
    while let message = curl_multi_info_read(multi, &remaining) {
      guard message.pointee.msg == CURLMSG_DONE,
        let transfer = transfers.values.first(where: { $0.handle == message.pointee.easy_handle })
      else { continue }
      let failure = transfer.failure(for: roughcut_curl_message_result(message))
      end(&transfers, transfer.id, failure, on: multi)
    }
  }

  private func end(
    _ transfers: inout [UInt64: Transfer], _ id: UInt64, _ failure: TransportError?,
    on multi: UnsafeMutableRawPointer
  ) {
    guard let transfer = transfers.removeValue(forKey: id) else { return }
    curl_multi_remove_handle(multi, transfer.handle)
    transfer.pipe.finish(failure)
  }

  /// Refuses further commands, answers those that came too late, and frees the handle.
  private func close(_ multi: UnsafeMutableRawPointer) {
    let late = mailbox.withLock { mailbox in
      mailbox.handle = nil
      return mailbox.commands
    }
    for case .start(_, _, let pipe) in late { pipe.finish(.cancelled) }
    curl_multi_cleanup(multi)
  }
}
