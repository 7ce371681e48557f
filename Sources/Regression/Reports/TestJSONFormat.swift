import Foundation

/// Results as data: `roughcut.test/1`.
///
///     {"cases": [{"name": "intro", "status": "failed", "failures": [
///       {"check": "hold", "message": "valid: …", "details": [], "place": {"file": …, "line": 7, "column": 5}}],
///       "frames": [{"time": "1.5s", "similarity": 0.93, "leastPart": 0.41}], "accepted": [], "notes": [],
///       "seconds": 0.2, "file": "tests/intro/case.yml"}],
///      "passed": 0, "failed": 1, "broken": 0, "schema": "roughcut.test/1"}
public struct TestJSONFormat: Sendable {
  /// The name and version of the shape.
  public static let schema = "roughcut.test/1"

  /// Makes the format.
  public init() {}

  /// The results as JSON text, members in alphabetical order.
  public func rendering(_ result: SuiteResult) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    // Only numbers that are not finite cannot be encoded, and there is none.
    let bytes = (try? encoder.encode(Document(result))) ?? Data()
    return String(decoding: bytes, as: UTF8.self) + "\n"
  }

  private struct Document: Encodable {
    let schema = TestJSONFormat.schema
    let passed: Int
    let failed: Int
    let broken: Int
    let cases: [Case]

    init(_ result: SuiteResult) {
      passed = result.count(.passed)
      failed = result.count(.failed)
      broken = result.count(.broken)
      cases = result.cases.map(Case.init)
    }
  }

  private struct Case: Encodable {
    let name: String
    let file: String
    let status: CaseResult.Status
    let failures: [Failure]
    let frames: [Frame]
    let accepted: [String]
    let notes: [String]
    let seconds: Double

    init(_ result: CaseResult) {
      name = result.name
      file = result.file
      status = result.status
      failures = result.failures.map(Failure.init)
      frames = result.frames.map(Frame.init)
      accepted = result.accepted
      notes = result.notes
      seconds = result.seconds
    }
  }

  private struct Failure: Encodable {
    let check: CaseFailure.Check
    let message: String
    let details: [String]
    let place: FilePlace?

    init(_ failure: CaseFailure) {
      check = failure.check
      message = failure.message
      details = failure.details
      place = failure.place
    }
  }

  private struct Frame: Encodable {
    let time: String
    let file: String
    let similarity: Double?
    let leastPart: Double?

    init(_ frame: FrameComparison) {
      time = "\(frame.time)"
      file = frame.file
      similarity = frame.similarity?.whole
      leastPart = frame.similarity?.leastPart
    }
  }
}
