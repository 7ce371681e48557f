import Foundation
public import HTTPTransport
import RenderPlanning
import Synchronization

/// Fetches media from their addresses into the cache: several at once, each continued where an earlier attempt broke
/// off, checked, and put in place whole.
///
/// Requests carry no header of the service's: a host of media is told nothing but the address.
public struct MediaFetcher: Sendable {
  /// Where what is fetched goes.
  public let store: FetchedMedia
  /// How it comes.
  public let transport: any Transport
  /// How many files come at once; at least 1.
  public var jobs: Int
  /// The size of the largest file that is taken.
  public var limit: ByteCount
  /// The pause before another attempt, which is numbered from 2.
  public var pause: @Sendable (Int) async throws(TransportError) -> Void

  /// How long a download of another process may bring no byte before its file is given up.
  public var patience = Duration.seconds(60)
  /// Told of the source that another process or task downloads already, if the wait for it lasts over a second.
  public var onWait: @Sendable (String) -> Void = { _ in }

  /// The most connections for one file.
  static let attempts = 20

  /// Prepares to fetch.
  public init(
    into store: FetchedMedia, over transport: any Transport, jobs: Int = 4,
    limit: ByteCount = ByteCount(4_000_000_000),
    pause: @escaping @Sendable (Int) async throws(TransportError) -> Void = Self.pausing
  ) {
    self.store = store
    self.transport = transport
    self.jobs = max(jobs, 1)
    self.limit = limit
    self.pause = pause
  }

  /// Waits a quarter of a second before the second attempt, twice as long before each further one, and never longer
  /// than four seconds.
  public static func pausing(before attempt: Int) async throws(TransportError) {
    let pause = Duration.milliseconds(250 << min(max(attempt - 2, 0), 4))
    do { try await Task.sleep(for: pause) } catch { throw .cancelled }
  }

  /// What became of one source.
  public enum Outcome: Hashable, Sendable {
    /// It is in the cache now; so many bytes came, none where its content was there under another address.
    case fetched(path: String, received: ByteCount)
    /// It is not; the words say why.
    case failed(reason: String)
  }

  /// Called with the bytes that are here, and those that are known to be wanted.
  public typealias Progress = @Sendable (_ done: Int64, _ total: Int64) -> Void

  /// Fetches each medium.
  ///
  /// - Returns: What became of each, by its source.
  /// - Throws: `CancellationError` when cancelled; what came so far is continued another time.
  public func run(
    _ media: [RemoteMedium], progress: @escaping Progress = { _, _ in }
  ) async throws -> [String: Outcome] {
    let tally = TransferTally(report: progress)
    // Sources with one address are one download.
    var groups: [[String]: [RemoteMedium]] = [:]
    for medium in media { groups[medium.addresses, default: []].append(medium) }
    var waiting = media.filter { groups[$0.addresses]?.first == $0 }[...]
    var outcomes: [String: Outcome] = [:]
    try await withThrowingTaskGroup(of: (RemoteMedium, Outcome).self) { group in
      func start() {
        guard let next = waiting.popFirst() else { return }
        group.addTask { (next, try await fetch(next, tally)) }
      }
      for _ in 0..<jobs { start() }
      for try await (medium, outcome) in group {
        for twin in groups[medium.addresses] ?? [] { outcomes[twin.source] = outcome }
        start()
      }
    }
    return outcomes
  }

  /// Fetches one medium from the first of its addresses that brings it.
  private func fetch(_ medium: RemoteMedium, _ tally: TransferTally) async throws -> Outcome {
    var reasons: [String] = []
    for address in medium.addresses {
      try Task.checkCancellation()
      do {
        return try await fetch(medium, from: address, tally)
      } catch let error as DownloadError {
        if error == .transport(.cancelled) { throw CancellationError() }
        let reason = Self.words(error)
        if !reasons.contains(reason) { reasons.append(reason) }
      } catch let error as FileError {
        // Another process may have been quicker to put the same file in place.
        guard let path = store.path(ofAddress: address) else { return .failed(reason: "\(error)") }
        return .fetched(path: path, received: .zero)
      }
    }
    return .failed(reason: reasons.joined(separator: "; and elsewhere: "))
  }

  private func fetch(
    _ medium: RemoteMedium, from address: String, _ tally: TransferTally
  ) async throws -> Outcome {
    if let content = medium.content, let path = store.path(of: content),
      try ContentHash(ofFile: path) == content
    {
      try store.note(content, for: address)
      return .fetched(path: path, received: .zero)
    }
    let turn = try await store.turn(at: address, patience: patience) { onWait(medium.source) }
    guard let turn else { return .failed(reason: Self.words(.busy(path: address, seconds: 0))) }
    defer { store.release(turn, of: address) }
    // Another process may have brought it while this one waited.
    if let path = store.path(ofAddress: address), Self.refusal(of: path, medium) == nil,
      try ContentHash(ofFile: path) == store.hash(ofContentAt: path)
    {
      return .fetched(path: path, received: .zero)
    }
    let arrival = try store.arrival(of: address)
    // A whole file here was put in place by a process that ended before it could adopt it.
    if access(arrival, F_OK) != 0 || Self.refusal(of: arrival, medium) != nil {
      try await download(medium, from: address, to: arrival, tally)
    }
    let bytes = try FileManager.default.attributesOfItem(atPath: arrival)[.size] as? Int64 ?? 0
    let path = try store.adopt(
      arrival, hash: try ContentHash(ofFile: arrival), from: address)
    return .fetched(path: path, received: ByteCount(bytes))
  }

  private func download(
    _ medium: RemoteMedium, from address: String, to arrival: String, _ tally: TransferTally
  ) async throws {
    let request = HTTPRequest(.get, address, onProgress: { tally.note($0, of: address) })
    var download = FileDownload(
      request, to: arrival, maximumBytes: limit.rawValue, attempts: Self.attempts, pause: pause
    ) { Self.refusal(of: $0, medium) }
    download.patience = patience
    try await download.run(over: transport)
  }

  /// Why a file is not the medium that is wanted; nil if it may be.
  private static func refusal(of path: String, _ medium: RemoteMedium) -> String? {
    guard let hash = medium.hash else { return MediaContent.refusal(ofFile: path) }
    // What the service itself lists is wanted whether or not it opens here.
    if (try? hash.matches(file: path)) == true { return nil }
    return MediaContent.refusal(ofFile: path)
      ?? "its content does not have the hash that the state lists; have the service list it anew"
  }

  private static func words(_ error: DownloadError) -> String {
    switch error {
    case .tooLong(let limit):
      "it is larger than \(ByteCount(limit)); --max-size takes larger ones"
    case .busy:
      "another process is downloading it, and has received nothing for a while; end it, or try again "
        + "later"
    default: "\(error)"
    }
  }
}

/// How far all downloads together have come.
private final class TransferTally: Sendable {
  private let state = Mutex<[String: (done: Int64, total: Int64)]>([:])
  private let report: MediaFetcher.Progress

  init(report: @escaping MediaFetcher.Progress) { self.report = report }

  func note(_ progress: TransferProgress, of address: String) {
    let sums = state.withLock { state in
      let total = max(progress.totalReceivedBytes ?? 0, progress.receivedBytes)
      state[address] = (progress.receivedBytes, total)
      return state.values.reduce((done: ByteCount.zero, total: ByteCount.zero)) {
        ($0.done + ByteCount($1.done), $0.total + ByteCount($1.total))
      }
    }
    report(sums.done.rawValue, sums.total.rawValue)
  }
}
