import CloudAPI
import Dispatch
import DraftModel
import Foundation
import HTTPTransport
import JSONTree
import Synchronization

/// Everything that is read of a server's answer: its head, its ranges, its events, and each call's JSON.
///
/// The input is an answer: a line with the status, fields, an empty line, and the body. It is given to every call of the
/// client, to a download, and to an export; each has to end.
struct ResponseTarget: Sendable {
  private let status: Int
  private let headers: HTTPHeaders
  private let body: [UInt8]

  init(_ bytes: [UInt8]) {
    let lines = bytes.split(
      separator: UInt8(ascii: "\n"), maxSplits: 40, omittingEmptySubsequences: false)
    let head = lines.prefix { !$0.isEmpty }
    status = head.first.flatMap { Int(String(decoding: $0.prefix(4), as: UTF8.self)) } ?? 200
    var headers = HTTPHeaders()
    for line in head.dropFirst() {
      let parts = line.split(separator: UInt8(ascii: ":"), maxSplits: 1)
      guard parts.count == 2 else { continue }
      headers.add(
        String(decoding: parts[0], as: UTF8.self), String(decoding: parts[1], as: UTF8.self))
    }
    self.headers = headers
    body = Array(lines.dropFirst(head.count + 1).joined(separator: [UInt8(ascii: "\n")]))
  }

  /// Reads it in every way.
  func run(_ hold: (Bool, @autoclosure () -> String) -> Void) {
    readHead(hold)
    readEvents(hold)
    let done = DispatchSemaphore(value: 0)
    Task.detached {
      await call()
      done.signal()
    }
    done.wait()
  }

  private func readHead(_ hold: (Bool, @autoclosure () -> String) -> Void) {
    let length = HTTPResponse(status: status, headers: headers).announcedLength
    hold((0...ByteLength.longest).contains(length ?? 0), "a length is within its bounds")
    if let range = headers["Content-Range"].flatMap(ContentRange.init) {
      let (first, last) = (range.first ?? 0, range.last ?? 0)
      hold(0 <= first && first <= last && last < range.total ?? .max, "a range is within its whole")
    }
    let progress = TransferProgress(
      sentBytes: 0, totalSentBytes: nil, receivedBytes: length ?? 0, totalReceivedBytes: length)
    hold(progress.continuing(after: length ?? 0).receivedBytes >= length ?? 0, "progress grows")
  }

  private func readEvents(_ hold: (Bool, @autoclosure () -> String) -> Void) {
    var whole = EventStreamParser(maximumEventBytes: 1 << 16)
    var single = EventStreamParser(maximumEventBytes: 1 << 16)
    var events = (try? whole.consume(body)) ?? []
    var others = body.flatMap { (try? single.consume([$0])) ?? [] }
    events += [whole.finish()].compactMap { $0 }
    others += [single.finish()].compactMap { $0 }
    hold(events == others, "the events do not depend on how the bytes are cut")
    for event in events { hold(!AgentEvent.meanings(of: event).isEmpty, "an event has a meaning") }
  }

  private func call() async {
    let server = Server(target: self)
    let client = CloudClient(
      configuration: CloudConfiguration(
        identity: .published[0], apiURL: "https://api.example", userToken: Secret("t")),
      transport: server, tokens: server, clock: server)
    let session = CloudSession(sessionID: "s")
    _ = try? await client.credits()
    _ = try? await client.createSession()
    _ = try? await client.claimLink(for: session)
    _ = try? await client.upload(urls: ["https://a.example/x"], to: session)
    _ = try? await client.acquireToken()
    if let state = try? await client.state(of: session) {
      let draft = try? Draft(parsing: Array(state.state.bytes))
      _ = draft?.mediaListing.entries.count
    }
    _ = try? await client.send("x", to: session, describe: { _, _ in [] })
    _ = try? await Exporter(client: client, journal: server).export(
      ExportRecord(
        renderID: "r", session: session, draftHash: "h", destination: Self.destination), draft: [])
    unlink(Self.destination)
    unlink(Self.destination + ".part")
    unlink(Self.destination + ".part.version")
  }

  private static let destination = NSTemporaryDirectory() + "/roughcut-fuzz-\(getpid())"

  /// A server that gives one answer to everything, and the client's clock, tokens and journal.
  private final class Server: Transport, CloudClock, TokenKeeping, ExportJournal {
    private struct State {
      var now = Duration.zero
      var requests = 0
      var record: ExportRecord?
    }

    private let target: ResponseTarget
    private let state = Mutex(State())

    init(target: ResponseTarget) { self.target = target }

    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
      let number = state.withLock { state in
        state.requests += 1
        return state.requests
      }
      // Whatever asks for ever is a finding of its own.
      precondition(number < 1000, "the client does not stop asking")
      request.onProgress?(
        TransferProgress(
          sentBytes: 0, totalSentBytes: nil, receivedBytes: .max, totalReceivedBytes: .max))
      let rest = Mutex<[UInt8]?>(target.body.isEmpty ? nil : target.body)
      return HTTPResponse(
        status: target.status, headers: target.headers, url: request.url,
        body: ResponseBody { () async throws(TransportError) in
          rest.withLock { rest in
            defer { rest = nil }
            return rest
          }
        })
    }

    func now() -> Duration { state.withLock { $0.now } }
    func sleep(for duration: Duration) async throws(CancellationError) {
      state.withLock { $0.now += duration }
    }

    func token() throws(TokenStoreError) -> StoredToken? { nil }
    func keep(_ token: StoredToken?) throws(TokenStoreError) {}
    func clientID() throws(TokenStoreError) -> String { "c" }
    func renewedClientID() throws(TokenStoreError) -> String { "d" }

    func begin(_ record: ExportRecord, draft: [UInt8]) throws(JournalError) -> ExportRecord {
      state.withLock { $0.record = record }
      return record
    }
    func export(renderID: String) throws(JournalError) -> ExportRecord? {
      state.withLock { $0.record }
    }
    func write(_ record: ExportRecord) throws(JournalError) {
      state.withLock { $0.record = record }
    }
    func draft(hash: String) throws(JournalError) -> [UInt8]? { Array("{}".utf8) }
    func hold(renderID: String) throws(JournalError) -> LedgerHold { LedgerHold {} }
  }
}
