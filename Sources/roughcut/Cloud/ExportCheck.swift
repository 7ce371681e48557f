import CloudAPI
import DraftModel
import JobLedger
import LibAV

/// Looks at a downloaded file before it is put in place.
struct ExportCheck: Sendable {
  let ledger: JobLedger
  let keys: KeyTable

  /// The farthest that a file's length may be from what it should be: a second, or a twentieth.
  private static let tolerance = (seconds: 1.0, share: 0.05)

  /// Why the file is not the one that the service has rendered; nothing where it is.
  func refusal(of path: String, _ record: ExportRecord) -> String? {
    let facts: MediaFacts
    do throws(FFmpegError) {
      facts = try MediaProbe.probe(path: path)
    } catch {
      return "it is no video that can be opened (\(error))"
    }
    guard facts.video != nil else { return "it holds no picture" }
    guard let announced = record.durationSeconds, let actual = facts.duration?.seconds,
      Self.differ(actual, announced)
    else { return nil }
    return "it lasts \(actual.plain) s where \(announced.plain) s were announced"
  }

  /// What is odd about a finished file that is all the same the one that was rendered; nothing where all is well.
  func warning(of record: ExportRecord, facts: MediaFacts?) -> String? {
    guard let actual = facts?.duration?.seconds,
      let bytes = (try? ledger.draft(hash: record.draftHash)) ?? nil,
      let draft = try? Draft(parsing: bytes, keys: keys)
    else { return nil }
    let expected = Double(draft.resolved().timeline.duration.rawValue) / 1000
    guard Self.differ(actual, expected) else { return nil }
    return
      "\(record.destination) lasts \(actual.plain) s, and the draft \(expected.plain) s"
  }

  private static func differ(_ actual: Double, _ expected: Double) -> Bool {
    abs(actual - expected) > max(tolerance.seconds, expected * tolerance.share)
  }
}
