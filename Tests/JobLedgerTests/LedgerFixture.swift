import CloudAPI
import Foundation
import JobLedger

/// A ledger in a folder of its own, which is removed with it.
///
/// The folder lies in shared memory where there is some: thousands of transactions then don't wait for a disk.
final class LedgerFixture: Sendable {
  let folder: String
  let ledger: JobLedger

  init() throws {
    let memory = "/dev/shm"
    let parent =
      FileManager.default.isWritableFile(atPath: memory) ? memory : NSTemporaryDirectory()
    folder = "\(parent)/roughcut-test-\(UUID().uuidString)"
    ledger = try JobLedger(path: "\(folder)/state/ledger.sqlite")
  }

  deinit {
    try? FileManager.default.removeItem(atPath: folder)
  }

  var destination: String { "\(folder)/final.mp4" }

  func plan(
    _ id: String = "render_1", hash: String = "h1", session: String = "s1",
    replacesFile: Bool = true
  ) -> ExportRecord {
    var record = ExportRecord(
      renderID: id, session: CloudSession(sessionID: session, taskID: "t", bindID: "b"),
      draftHash: hash, destination: destination)
    record.replacesFile = replacesFile
    return record
  }

  /// Whether the finished file, and nothing else of it, is in place.
  var hasWholeFile: Bool {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return FileManager.default.contents(atPath: destination) == Data(RenderService.file)
      && names.sorted() == ["final.mp4", "state"]
  }
}
