import Foundation
import JSONTree
import MediaLibrary
import PreviewRendering

/// The service without its HTTP: accounts, sessions, messages, renders, and what is kept of them.
///
/// Everything that is answered as done has been written before.
actor SandboxService {
  nonisolated let configuration: SandboxConfiguration
  nonisolated let folder: StateFolder
  nonisolated let clock: any SandboxClock
  /// What renders keep busy, and what is left for messages while they do.
  private nonisolated let renderThreads = WorkerThreads(
    "sandbox.renders", count: ProcessInfo.processInfo.activeProcessorCount, qos: .utility)
  private nonisolated let messageThreads = WorkerThreads(
    "sandbox.messages", count: 2, qos: .utility)

  var accounts: AccountBook
  var sessions: [String: SessionRecord] = [:]
  /// By their keys; the ids are their users' own, and two users may choose the same.
  var renders: [String: RenderRecord] = [:]
  var counts: ActivityCounts

  /// Work that goes on, so that it can be ended in good order.
  private var work: [Int: Task<Void, Never>] = [:]
  private var workCount = 0
  /// The last piece of work of each queue.
  private var tails: [Queue: Int] = [:]
  private var isStopping = false

  /// Reads what is there.
  init(configuration: SandboxConfiguration, folder: StateFolder, clock: any SandboxClock) {
    self.configuration = configuration
    self.folder = folder
    self.clock = clock
    accounts = folder.record(AccountBook.self, at: folder.accounts) ?? AccountBook()
    counts = folder.record(ActivityCounts.self, at: folder.counts) ?? ActivityCounts()
    for name in folder.names(in: "sessions") {
      let path = folder.session(name) + "/session.json"
      if let record = folder.record(SessionRecord.self, at: path), record.id == name {
        sessions[name] = record
      }
    }
    for name in folder.names(in: "renders") {
      let path = folder.render(name) + "/render.json"
      if let record = folder.record(RenderRecord.self, at: path), record.key == name {
        renders[name] = record
      }
    }
  }

  /// Takes up what was accepted before and is not done.
  func resume() {
    for session in sessions.values.sorted(by: { $0.createdAt < $1.createdAt }) {
      for message in session.pending { run(message, of: session.id) }
    }
    let open = renders.values.filter { !$0.isOver }.sorted { $0.createdAt < $1.createdAt }
    for render in open { begin(render) }
  }

  /// Ends all work as the end of the process would, in good order; what was accepted stays accepted.
  func stop() async {
    isStopping = true
    let running = work.values
    for task in running { task.cancel() }
    for task in running { await task.value }
    work = [:]
    save(counts: counts)
  }

  /// What goes one after another.
  enum Queue: Hashable {
    case renders
    /// The messages of a session.
    case messages(String)
  }

  /// Does a piece of work after all others of its queue.
  func enqueue(on queue: Queue, _ body: @escaping @Sendable () async -> Void) {
    guard !isStopping else { return }
    workCount += 1
    let number = workCount
    let before = tails[queue].flatMap { work[$0] }
    tails[queue] = number
    let threads = queue == .renders ? renderThreads : messageThreads
    work[number] = Task(executorPreference: threads) {
      await before?.value
      if !Task.isCancelled { await body() }
      await self.finished(number, of: queue)
    }
  }

  /// Returns when no work goes on.
  func idle() async {
    while let task = work.first?.value { await task.value }
  }

  private func finished(_ number: Int, of queue: Queue) {
    work[number] = nil
    if tails[queue] == number { tails[queue] = nil }
  }

  // MARK: Keeping

  func save(_ session: SessionRecord) throws(Refusal) {
    try folder.make(folder.media(session.id))
    try folder.write(session, to: folder.session(session.id) + "/session.json")
    sessions[session.id] = session
  }

  func save(_ render: RenderRecord) throws(Refusal) {
    try folder.make(folder.render(render.key))
    try folder.write(render, to: folder.render(render.key) + "/render.json")
    renders[render.key] = render
  }

  func saveAccounts() throws(Refusal) { try folder.write(accounts, to: folder.accounts) }

  // MARK: Counting

  /// Counts something and keeps the count.
  func count(_ change: (inout ActivityCounts) -> Void) {
    change(&counts)
    save(counts: counts)
  }

  private func save(counts: ActivityCounts) {
    // The counts are not the service's: a disk that is full must not refuse a call for them.
    try? folder.write(counts, to: folder.counts)
  }
}
