public import HTTPTransport

/// What is told while an export is under way.
public enum ExportNotice: Hashable, Sendable {
  /// An unfinished export of the same draft is taken up instead of a new one.
  case takenUp(ExportRecord)

  /// The export is sent, and written down as such; whether it has arrived is not known yet.
  case submitting(renderID: String)

  /// The service has the export.
  case submitted(renderID: String)

  /// One look at the render.
  case rendering(RenderStatus)

  /// The file arrives.
  case downloading(TransferProgress)

  /// Another process downloads to the same file; it's waited for while it receives anything.
  case awaitingDownload(path: String)
}

/// Brings a draft to a finished file, through crashes and broken connections, submitting it once.
///
/// Every step is written down before it's taken. A submission of which it's not known whether it arrived is
/// asked for by its id, and sent again, under the same id, only when the service says that it has none.
public struct Exporter: Sendable {
  /// The most submissions that one run sends.
  static let mostSubmissions = 2

  private let client: CloudClient
  private let journal: any ExportJournal
  private let check: @Sendable (_ path: String, ExportRecord) -> String?
  private let report: @Sendable (ExportNotice) -> Void

  /// Makes an exporter.
  ///
  /// - Parameters:
  ///   - check: Looks at the whole file before it's put in place; a reason refuses it.
  ///   - report: Told what goes on.
  public init(
    client: CloudClient, journal: any ExportJournal,
    check: @escaping @Sendable (_ path: String, ExportRecord) -> String? = { _, _ in nil },
    report: @escaping @Sendable (ExportNotice) -> Void = { _ in }
  ) {
    self.client = client
    self.journal = journal
    self.check = check
    self.report = report
  }

  /// Exports a draft, or goes on with the unfinished export of the same draft in the same session, whose file
  /// then appears where `record` says.
  ///
  /// - Parameters:
  ///   - record: The export as planned.
  ///   - draft: The bytes of the draft of which `record` has the hash.
  /// - Returns: The finished export.
  @discardableResult
  public func export(
    _ record: ExportRecord, draft: [UInt8]
  ) async throws(ExportError) -> ExportRecord {
    let begun = try inJournal { () throws(JournalError) in try journal.begin(record, draft: draft) }
    if begun.renderID != record.renderID { report(.takenUp(begun)) }
    return try await resume(
      begun, to: record.destination, replacingFile: record.replacesFile)
  }

  /// Goes on with an export from wherever it stands.
  ///
  /// - Parameters:
  ///   - destination: Where the file is to appear; nil for where it was to appear all along.
  ///   - replacesFile: Whether it replaces a file there; what was allowed once stays allowed for the same place.
  @discardableResult
  public func resume(
    _ record: ExportRecord, to destination: String? = nil, replacingFile replacesFile: Bool = true
  ) async throws(ExportError) -> ExportRecord {
    let hold = try await hold(record)
    defer { withExtendedLifetime(hold) {} }
    // Whoever held it before may have brought it further.
    var record = try current(record)
    if let destination, record.phase.isUnfinished {
      let isElsewhere = destination != record.destination
      if isElsewhere {
        FileDownload.discardPartial(of: record.destination)
        record.destination = destination
      }
      if isElsewhere || replacesFile && !record.replacesFile {
        record.replacesFile = replacesFile
        try write(record)
      }
    }
    var submissions = 0
    while record.phase.isUnfinished {
      switch record.phase {
      case .planned:
        submissions += 1
        try await submit(&record)
      case .submitting:
        try await findOut(&record, mayPlanAgain: submissions < Self.mostSubmissions)
      case .submitted:
        try await follow(&record)
      case .rendered:
        try await fetch(&record)
      case .finished, .failed, .cancelled:
        break
      }
      // It may have been cancelled from elsewhere in the meantime.
      record = try current(record)
    }
    if record.phase == .failed {
      throw .renderFailed(renderID: record.renderID, message: record.message)
    }
    return record
  }

  /// How long an export that another process works on is waited for before it's left to that one.
  ///
  /// A lock is also held by a child of a process that has ended its work, until that child runs its program.
  static let patience = Duration.seconds(5)

  /// Takes an export in hand.
  private func hold(_ record: ExportRecord) async throws(ExportError) -> LedgerHold {
    let tries = Int(Self.patience / FileLock.interval)
    for _ in 0..<tries {
      do throws(JournalError) {
        return try journal.hold(renderID: record.renderID)
      } catch .heldElsewhere {
        do throws(CloudError) { try await client.pause(FileLock.interval) } catch {
          throw .cloud(error)
        }
      } catch {
        throw .journal(error)
      }
    }
    return try inJournal { () throws(JournalError) in
      try journal.hold(renderID: record.renderID)
    }
  }

  /// Gives an export up, here and, where it has arrived, at the service.
  ///
  /// Whoever waits for it finds it cancelled after the step that is under way.
  @discardableResult
  public func cancel(_ record: ExportRecord) async throws(ExportError) -> ExportRecord {
    guard record.phase.isUnfinished else { return record }
    var record = record
    if record.phase != .planned {
      do throws(CloudError) {
        try await client.cancelRender(id: record.askedID)
      } catch .refused(_, code: 404, _) {
        // It never arrived; there's nothing to cancel.
      } catch {
        throw .cloud(error)
      }
    }
    record.phase = .cancelled
    try write(record)
    FileDownload.discardPartial(of: record.destination)
    return record
  }

  // MARK: Steps

  private func submit(_ record: inout ExportRecord) async throws(ExportError) {
    guard
      let draft = try inJournal({ () throws(JournalError) in
        try journal.draft(hash: record.draftHash)
      })
    else { throw .draftMissing(hash: record.draftHash) }
    if record.creditsBefore == nil {
      record.creditsBefore = (try? await client.credits())?.available
    }
    record.phase = .submitting
    try write(record)
    report(.submitting(renderID: record.renderID))
    let status: RenderStatus
    do throws(CloudError) {
      status = try await client.submitRender(
        id: record.renderID, session: record.session, draft: draft)
    } catch {
      record.message = error.description
      // Otherwise it may have arrived: it stays as it is and is asked for.
      guard !error.mayHaveArrived else { return try write(record) }
      if case .sessionGone = error { record.phase = .failed } else { record.phase = .planned }
      try write(record)
      throw .cloud(error)
    }
    try noteArrival(&record, status)
  }

  /// Asks whether a submission arrived that was under way when the connection, or the program, broke off.
  private func findOut(
    _ record: inout ExportRecord, mayPlanAgain: Bool
  ) async throws(ExportError) {
    for _ in 0..<client.waits.renderPolls {
      let status: RenderStatus
      do throws(CloudError) {
        try await client.pause(client.waits.renderPoll)
        status = try await client.renderStatus(id: record.renderID)
      } catch .unknownRender where mayPlanAgain {
        record.phase = .planned
        return try write(record)
      } catch {
        guard error.isPassing else { throw .cloud(error) }
        continue
      }
      return try noteArrival(&record, status)
    }
    throw .submissionUnknown(renderID: record.renderID)
  }

  private func noteArrival(
    _ record: inout ExportRecord, _ status: RenderStatus
  ) throws(ExportError) {
    record.phase = .submitted
    record.message = nil
    record.serviceRenderID = status.id
    try write(record)
    report(.submitted(renderID: record.askedID))
    try noteEnd(&record, status)
  }

  private func follow(_ record: inout ExportRecord) async throws(ExportError) {
    let status: RenderStatus?
    do throws(CloudError) {
      status = try await client.followRender(id: record.askedID) { report(.rendering($0)) }
    } catch .unknownRender {
      // The service had it and has it no more: it will never come, and a new export is a new one.
      record.phase = .failed
      record.message = "the service has lost the render"
      return try write(record)
    } catch {
      throw .cloud(error)
    }
    guard let status, status.phase == .completed || status.phase == .failed else {
      throw .stillRendering(renderID: record.renderID)
    }
    try noteEnd(&record, status)
  }

  /// Writes down that the render is over, if it is.
  private func noteEnd(_ record: inout ExportRecord, _ status: RenderStatus) throws(ExportError) {
    switch status.phase {
    case .completed:
      record.phase = .rendered
      record.outputURL = status.outputURL
      record.sizeBytes = status.sizeBytes
      record.durationSeconds = status.durationSeconds
    case .failed:
      record.phase = .failed
      record.message = status.message
    case .pending, .processing, .other:
      return
    }
    try write(record)
  }

  private func fetch(_ record: inout ExportRecord) async throws(ExportError) {
    do throws(ExportError) {
      try await downloadAnywhere(record)
    } catch {
      // What the service said of the file may be what is wrong: the next attempt asks it again.
      guard error.isOfTheOutput else { throw error }
      record.phase = .submitted
      (record.outputURL, record.sizeBytes, record.durationSeconds) = (nil, nil, nil)
      try write(record)
      throw error
    }
    record.phase = .finished
    record.creditsAfter = (try? await client.credits())?.available
    try write(record)
  }

  /// Downloads from the output address, and by the service's own download call if that address fails.
  ///
  /// An address may have expired, be blocked here, or never have been one.
  private func downloadAnywhere(_ record: ExportRecord) async throws(ExportError) {
    guard record.outputURL != nil else { return try await download(record, from: nil) }
    do throws(ExportError) {
      try await download(record, from: record.outputURL)
    } catch {
      guard error.isOfTheOutput || error.isOfTheConnection else { throw error }
      do throws(ExportError) {
        try await download(record, from: nil)
      } catch let second {
        // Where neither works the address is the one that is published to be used.
        throw second.isOfTheOutput || !error.isOfTheConnection ? second : error
      }
    }
  }

  private func download(
    _ record: ExportRecord, from outputURL: String?
  ) async throws(ExportError) {
    var request: HTTPRequest
    do throws(CloudError) {
      request = try await client.downloadRequest(renderID: record.askedID, outputURL: outputURL)
    } catch {
      throw .cloud(error)
    }
    request.onProgress = { [report] in report(.downloading($0)) }
    var download = FileDownload(
      request, to: record.destination, expectedBytes: record.sizeBytes,
      pause: { [client] attempt async throws(TransportError) in
        // Not a published wait: 2, 4, 8 and 16 s between connections to wherever the file lies.
        let wait = Duration.seconds(1 << (attempt - 1)) * client.configuration.timeScale
        do { try await client.clock.sleep(for: wait) } catch { throw .cancelled }
      },
      check: { [check] path in check(path, record) })
    // Another download to this path is of another export: the journal gives each to one alone.
    download.sharesResult = false
    download.replacesFile = record.replacesFile
    download.onWait = { [report] in report(.awaitingDownload(path: record.destination)) }
    do throws(DownloadError) {
      try await download.run(over: client.transport)
    } catch {
      throw .download(error)
    }
  }

  // MARK: Journal

  private func current(_ record: ExportRecord) throws(ExportError) -> ExportRecord {
    try inJournal { () throws(JournalError) in try journal.export(renderID: record.renderID) }
      ?? record
  }

  private func write(_ record: ExportRecord) throws(ExportError) {
    try inJournal { () throws(JournalError) in try journal.write(record) }
  }

  private func inJournal<Value>(
    _ work: () throws(JournalError) -> Value
  ) throws(ExportError) -> Value {
    do throws(JournalError) { return try work() } catch { throw .journal(error) }
  }
}

extension CloudError {
  /// Whether a submission that ended in this error may have reached the service all the same.
  fileprivate var mayHaveArrived: Bool {
    switch self {
    case .transport(let error): !error.isBeforeSending
    case .refused(_, let code, _): code == 408 || code == 409 || (500...599).contains(code)
    case .unreadableAnswer: true
    default: false
    }
  }
}

extension ExportError {
  /// Whether a download failed for what its address is or brings, so that trying it again brings the same.
  fileprivate var isOfTheOutput: Bool {
    guard case .download(let error) = self else { return false }
    return switch error {
    case .refused(let status): status != 408 && status != 429 && status < 500
    case .wrongLength, .tooLong, .rejected: true
    case .transport(let error):
      switch error {
      case .invalidURL, .refusedRedirect, .tooManyRedirects, .untrusted: true
      default: false
      }
    case .cannotWrite, .busy, .nameTaken: false
    }
  }

  /// Whether a download failed on the way to its address.
  fileprivate var isOfTheConnection: Bool {
    guard case .download(let error) = self else { return false }
    return switch error {
    case .refused: true
    case .transport(let error): error.isPassing
    default: false
    }
  }
}
