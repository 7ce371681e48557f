import CloudAPI
import Foundation
import LibAV
import MediaLibrary

/// An export as it stands: `roughcut.export/1`, and a row of `roughcut.jobs/1`.
struct ExportReport: ServiceReport {
  static let schema = "roughcut.export/1"

  let id: String
  /// planned, submitting, submitted, rendered, finished, failed or cancelled.
  let phase: String
  let session: String
  let path: String
  /// The hash of the draft as it was submitted.
  let draftHash: String
  let message: String?
  let creditsBefore: Double?
  let creditsAfter: Double?

  /// The file's length in bytes, once it is there.
  var bytes: Int64?
  var duration: Double?
  var width: Int?
  var height: Int?
  /// What the submitted draft names otherwise than the draft that was given.
  var rewritten: [String: String]?
  /// Whether the draft is the one that was previewed last; nothing where none was.
  var isPreviewed: Bool?

  private enum CodingKeys: String, CodingKey {
    case id, phase, session, path, draftHash, message, creditsBefore, creditsAfter, bytes
    case duration, width, height, rewritten
    case isPreviewed = "previewed"
  }

  init(_ record: ExportRecord) { self.init(record, facts: record.finishedFacts) }

  /// What is told of an export of whose file the facts are known, where it is there.
  init(_ record: ExportRecord, facts: MediaFacts?) {
    id = record.renderID
    phase = record.phase.rawValue
    session = record.session.sessionID
    path = record.destination
    draftHash = record.draftHash
    message = record.message
    creditsBefore = record.creditsBefore
    creditsAfter = record.creditsAfter
    guard let facts else { return }
    let size = try? FileManager.default.attributesOfItem(atPath: path)[.size]
    bytes = (size as? NSNumber)?.int64Value
    duration = facts.duration?.seconds
    width = facts.video?.width
    height = facts.video?.height
  }

  /// The row of a list.
  var line: String {
    let words =
      switch phase {
      case "planned": "written down, not sent yet"
      case "submitting": "sent; whether it arrived is to be found out"
      case "submitted": "the service is rendering it"
      case "rendered": "rendered, still to be fetched"
      case "finished": "finished"
      case "failed": "failed" + (message.map { ": \($0)" } ?? "")
      default: "cancelled"
      }
    return "\(id)  \(words)  \(path)"
  }

  var lines: [String] {
    guard phase == "finished" else { return [line] }
    let facts = [
      width.flatMap { width in height.map { "\(width)x\($0)" } },
      duration.map { "\($0.plain)s" }, bytes.map { "\(ByteCount($0))" },
    ].compactMap { $0 }
    return ["\(path): \(facts.isEmpty ? "finished" : facts.joined(separator: ", "))"]
  }

  /// What the export cost; nothing where that is not known or was nothing.
  var cost: String? {
    guard let creditsBefore, let creditsAfter, creditsBefore != creditsAfter else { return nil }
    return "\(Credits.words(creditsBefore - creditsAfter)) spent, "
      + "\(creditsAfter.plain) left"
  }
}

extension ExportRecord {
  /// What is known of the finished file; nothing where it is not finished, or has gone since.
  var finishedFacts: MediaFacts? {
    phase == .finished ? try? MediaProbe.probe(path: destination) : nil
  }
}
