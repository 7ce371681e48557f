import CloudAPI
import DraftModel
import Foundation
import HTTPTransport
import JobLedger
import MediaLibrary
import RenderPlanning

/// What a person says, each sentence routed as published: to an export, the credits, the state, an upload, or the agent.
struct Conversation: Sendable {
  let service: ServiceConnection
  let rules: ValidationConfiguration
  /// The session that is asked for; nothing for the one used last.
  let sessionID: String?
  let limit: SpendingLimit
  /// Whether the service's "click Export" is done.
  let exports: Bool
  /// Whether results are printed as data.
  let json: Bool
  /// Where exports go; nothing for a name of their own in the working folder.
  let output: String?
  /// The folder that media must be in; `nil` for anywhere.
  let mediaRoot: MediaRoot?
  /// Whether a person at a terminal is asked before every export.
  var asksBeforeExport = false

  private var console: Console { service.console }

  /// Answers one sentence.
  ///
  /// - Returns: How it went.
  func answer(_ sentence: String) async throws -> ExitStatus {
    let isFile = { (path: String) in
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        && !isFolder.boolValue
    }
    switch IntentRouter().intent(of: sentence, isFile: isFile) {
    case .credits:
      try CreditsReport(try await service.client.credits()).tell(on: console, json: json)
    case .state:
      let session = try service.existingSession(named: sessionID)
      try await StateReport(of: session, in: service).tell(on: console, json: json)
    case .export:
      let session = try service.existingSession(named: sessionID)
      try await export(session)?.tell(on: console, json: json)
    case .upload([], _):
      throw CommandFailure("name the files or addresses: `roughcut upload clip.mp4`")
    case .upload(let sources, let rest):
      let session = try await service.session(named: sessionID)
      let files = try await UploadJob(service: service, session: session).run(sources)
      try UploadReport(session: session.sessionID, files: files).tell(on: console, json: json)
      if let rest { return try await say(rest, in: session) }
    case .message(let text):
      return try await say(text, in: try await service.session(named: sessionID))
    }
    return .clean
  }

  private func say(_ text: String, in session: CloudSession) async throws -> ExitStatus {
    var report = try await message(text, in: session)
    // What the service's words ask a user at an editor to do is done here.
    for action in report.actions {
      switch action {
      case .perform: break
      case .showState, .showSummary:
        // Where the timeline has changed it has been shown.
        if report.changes.isEmpty, report.laterChanges.isEmpty { report.summary.map(tell) }
      case .showCredits:
        let balance = try await attempt("a look at the credits") {
          try await service.client.credits()
        }
        if let balance { CreditsReport(balance).lines.forEach(tell) }
      case .sendEdit(let edit):
        // Where the timeline has changed, the edit has been done; and once is enough.
        guard report.changes.isEmpty, report.followUp.isEmpty, edit != text else { continue }
        console.note("asking the service to do it itself")
        let answer = try await attempt("an edit") { try await message(edit, in: session) }
        report.followUp = [answer].compactMap { $0 }
      case .export where exports:
        report.exported = try await attempt("an export") { try await export(session) }
        report.exported?.lines.forEach(tell)
      case .export: break
      }
    }
    if json { console.print(bytes: try report.json) }
    return report.isOpen ? .notDone : .clean
  }

  private func message(_ text: String, in session: CloudSession) async throws -> MessageReport {
    try await MessageJob(service: service, session: session, limit: limit, tell: tell).run(text)
  }

  private func tell(_ line: String) {
    if !json { console.print(lines: line) }
  }

  /// Does what the service speaks of; what goes wrong with that is no failure of the message, which has been answered.
  private func attempt<Result>(
    _ what: String, _ work: () async throws -> Result?
  ) async throws -> Result? {
    do {
      return try await work()
    } catch {
      try Task.checkCancellation()
      console.note("the service speaks of \(what); it was not done: \(service.failure(error))")
      return nil
    }
  }

  /// Exports what the session holds now.
  ///
  /// - Returns: The export; nil if the person who was asked doesn't want it.
  private func export(_ session: CloudSession) async throws -> ExportReport? {
    guard let draft = try service.draft(in: try await service.state(of: session)) else {
      throw CommandFailure(
        "nothing is on the session's timeline yet, so there is nothing to export; say what you want "
          + "to see first")
    }
    try await service.catchUp(session, with: draft).forEach { console.note($0) }
    let path = try output ?? unfinishedExport(of: draft, in: session) ?? freeName()
    guard try await isWanted(exportTo: path) else { return nil }
    let job = ExportJob(
      service: service, draft: draft, name: "the session's draft",
      folder: FileManager.default.currentDirectoryPath, mediaRoot: mediaRoot, rules: rules,
      isForced: false, destination: try MovieName.destination(path, isNamed: output != nil),
      replacesFile: output != nil)
    let report = try await job.run(try job.checked(state: draft), in: session)
    report.cost.map { console.note($0) }
    return report
  }

  /// Whether an export is to be done; asked of a person at a terminal.
  private func isWanted(exportTo path: String) async throws -> Bool {
    guard asksBeforeExport else { return true }
    StandardStream.errors.write("export to \(path)? [y/N] ")
    let answer = try await StandardStream.input.typedLine()?
      .trimmingCharacters(in: .whitespaces).lowercased()
    if ["y", "yes", "是", "好", "好的"].contains(answer) { return true }
    console.note("not exported; say export when you want it")
    return false
  }

  /// Where an export of the same draft that broke off was to go; `nil` if another file has that name since.
  private func unfinishedExport(of draft: Draft, in session: CloudSession) throws -> String? {
    let hash = DraftHash(of: draft).hex
    let unfinished = try service.ledger.exports().first { record in
      record.phase.isUnfinished && record.session.sessionID == session.sessionID
        && record.draftHash == hash
    }
    guard let unfinished,
      unfinished.replacesFile || FileStatus(named: unfinished.destination) == nil
    else { return nil }
    return unfinished.destination
  }

  /// A name that neither a file nor an export under way has: nobody asked for one to be replaced.
  ///
  /// - Throws: ``CommandFailure`` if all the names that are tried are taken.
  private func freeName() throws -> String {
    let taken = Set(try service.ledger.exports().filter(\.phase.isUnfinished).map(\.destination))
    let names = ["final.mp4"] + (2...999).map { "final-\($0).mp4" }
    let free = names.first { name in
      // A link that leads nowhere is a name that is taken, too.
      return FileStatus(named: name) == nil
        && !taken.contains(URL(fileURLWithPath: name).standardizedFileURL.path)
    }
    guard let free else {
      throw CommandFailure(
        "final.mp4 and its \(names.count - 1) numbered names are taken; name another with -o")
    }
    return free
  }
}
