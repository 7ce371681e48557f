import CloudAPI
import DraftModel
import Foundation
import JSONTree
import JobLedger
import MediaLibrary
import RenderPlanning

/// One draft on its way to a finished file: checked, its media sent, submitted once, followed and fetched.
struct ExportJob: Sendable {
  let service: ServiceConnection
  /// The draft, in whatever envelope it came.
  let draft: Draft
  /// The draft's name for messages.
  let name: String
  /// The folder that its relative paths start from.
  let folder: String
  /// The folder that its media must be in; `nil` for anywhere.
  let mediaRoot: MediaRoot?
  let rules: ValidationConfiguration
  /// Whether it is exported in spite of findings.
  let isForced: Bool
  /// The absolute path at which the file is to appear.
  let destination: String
  /// Whether the file replaces one that has this name when it arrives.
  let replacesFile: Bool

  /// Checks the draft and finds its media, before anything is sent.
  ///
  /// - Parameters:
  ///   - state: The session's draft as the service holds it, where that is known.
  ///   - refusesMissing: Whether media that nobody has are refused, unless forced.
  /// - Throws: ``CommandFailure`` where the draft should not be exported, or the file cannot be written.
  func checked(state: Draft?, refusesMissing: Bool = true) throws -> ExportMedia {
    guard draft.tracks.contains(where: { !$0.segments.isEmpty }) else {
      throw CommandFailure(
        "\(name): nothing is on its timeline, so there is nothing to export; add a segment first")
    }
    let errors = draft.validated(by: rules).filter { $0.severity == .error }
    if !errors.isEmpty {
      let report = FileReport(file: name, findings: errors)
      service.console.complain(findings: report)
      guard isForced else {
        throw CommandFailure(
          "\(name) has \(errors.count == 1 ? "an error" : "\(errors.count) errors"); mend "
            + "\(errors.count == 1 ? "it" : "them"), or export all the same with --force")
      }
    }
    let media = ExportMedia(of: draft, folder: folder, root: mediaRoot, state: state)
    for (source, reason) in media.missing {
      service.console.complain(
        "\(name): \"\(source)\": \(reason), and the service does not list it")
    }
    if media.namesForbiddenFile, refusesMissing {
      throw CommandFailure(
        "\(name): it names files of this machine that are not to leave it, and is not sent, also with "
          + "--force; put them in the draft's folder, or allow theirs with --media-root")
    }
    if !media.missing.isEmpty, refusesMissing, !isForced {
      throw CommandFailure(
        "\(name): media are missing; put them in place, or export all the same with --force")
    }
    for (_, path) in media.local { try service.client.checkUpload(path: path) }
    guard !media.local.contains(where: { RealPath($0.path) == RealPath(destination) }) else {
      throw CommandFailure("\(destination): the draft plays this file; name another with -o")
    }
    do throws(FileError) {
      // A place that cannot be written to is told before the work, not after.
      _ = try WholeFile(at: destination)
    } catch {
      throw CommandFailure(error, advice: "name a file that can be written with -o")
    }
    return media
  }

  /// Exports the draft, whose media were found.
  func run(_ media: ExportMedia, in session: CloudSession) async throws -> ExportReport {
    var names: [ExactText: String] = [:]
    for (source, path) in media.local {
      let upload = UploadJob(service: service, session: session)
      guard let entry = try await upload.run([.file(path)]).first else { continue }
      names[ExactText(source)] = entry.url ?? entry.name
      service.console.note(
        entry.isSent ? "\(source): uploaded" : "\(source): the session has it already")
    }
    let submitted = try names.isEmpty ? draft : draft.renaming(names)
    if !names.isEmpty {
      service.console.note(
        "the submitted draft names \(names.count == 1 ? "this file" : "these files") as the service "
          + "does; all else is sent byte for byte")
    }
    let follower = ExportFollower(console: service.console)
    defer { follower.finish() }
    var planned = ExportRecord(
      renderID: Self.newID(), session: session, draftHash: DraftHash(of: submitted).hex,
      destination: destination)
    planned.replacesFile = replacesFile
    let record = try await service.exporter(follower).export(
      planned, draft: Array(submitted.node.bytes))
    var report = service.report(on: record)
    if !names.isEmpty { report.rewritten = names.reduce(into: [:]) { $0[$1.key.text] = $1.value } }
    return report
  }

  /// An id that no other render has: `render_<ts>`, finer than any two submissions.
  static func newID() -> String {
    let milliseconds = Int64((Date().timeIntervalSince1970 * 1000).rounded(.down))
    return "render_\(milliseconds)\(Int.random(in: 1000...9999))"
  }
}

extension ServiceConnection {
  /// What brings exports on, with this program's checks.
  func exporter(_ follower: ExportFollower) -> Exporter {
    let check = ExportCheck(ledger: ledger, keys: keys)
    return Exporter(
      client: client, journal: ledger, check: { check.refusal(of: $0, $1) },
      report: { follower.show($0) })
  }

  /// An export as it stands; what is odd about its file is said.
  func report(on record: ExportRecord) -> ExportReport {
    let facts = record.finishedFacts
    ExportCheck(ledger: ledger, keys: keys).warning(of: record, facts: facts).map {
      console.note($0)
    }
    return ExportReport(record, facts: facts)
  }
}
