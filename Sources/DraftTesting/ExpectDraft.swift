public import DraftModel
public import Regression
public import Testing

/// Expects a transformation to make of a draft the one that is accepted, and to keep the invariants.
///
///     @Test func titles() async throws {
///       let draft = try Draft(contentsOf: "Tests/Cuts/plain.json")
///       let accepted = try Draft(contentsOf: "Tests/Cuts/titled.json")
///       await expectDraft(
///         draft, after: .program(["python3", "./add_title.py"], in: "Tests/Scripts"), matches: accepted,
///         holding: [.valid, .duration(.unchanged), .idempotent])
///     }
///
/// Each thing that is wrong is an issue of its own, at the caller's place, with a diff in words of the timeline.
///
/// - Parameters:
///   - draft: What is transformed.
///   - transformation: What transforms it.
///   - expected: The accepted result; nothing to hold the result to invariants alone.
///   - check: How drafts are compared, and under which rules they are valid.
///   - invariants: What must hold of the result.
/// - Returns: The result; nothing where the transformation made none.
@discardableResult
public func expectDraft(
  _ draft: Draft, after transformation: Transformation, matches expected: Draft?,
  comparing check: DraftCheck = DraftCheck(), holding invariants: [Invariant] = [],
  sourceLocation: SourceLocation = #_sourceLocation
) async -> Draft? {
  let trial = TransformationTrial(transformation, check: check)
  do {
    switch try await trial.attempt(on: draft) {
    case .failed(let failure): failure.record(at: sourceLocation)
    case .made(let result, _):
      for invariant in invariants {
        try await trial.violation(of: invariant, by: result, madeOf: draft)?
          .record(at: sourceLocation)
      }
      if let expected {
        check.difference(of: result, from: expected, madeOf: draft)?.record(at: sourceLocation)
      }
      return result
    }
  } catch {
    Issue.record(error, sourceLocation: sourceLocation)
  }
  return nil
}

/// Expects a case of a folder with a `case.yml` to pass, as `roughcut test` runs it.
///
///     @Test(arguments: try CaseTree(in: "Tests/Transforms").entries)
///     func transforms(_ entry: CaseTree.Entry) async { await expectCase(entry) }
///
/// The pictures that are not alike are attached.
///
/// - Parameter settings: How it is run; with `acceptsResults` what differs is written, and the case passes.
public func expectCase(
  _ entry: CaseTree.Entry, settings: RunSettings = RunSettings(),
  sourceLocation: SourceLocation = #_sourceLocation
) async {
  do {
    let result = try await CaseSuite([entry], settings: settings).run(jobs: 1)
    for test in result.cases {
      test.frames.forEach { $0.attach(sourceLocation) }
      test.failures.forEach { $0.record(at: sourceLocation) }
    }
  } catch {
    Issue.record(error, sourceLocation: sourceLocation)
  }
}

extension CaseFailure {
  /// Records the failure as an issue of the test that runs.
  func record(at sourceLocation: SourceLocation) {
    let place = self.place.map { "\($0): " } ?? ""
    let lines = ["\(place)\(message)"] + details.map { "  " + $0 }
    Issue.record(Comment(rawValue: lines.joined(separator: "\n")), sourceLocation: sourceLocation)
  }
}
