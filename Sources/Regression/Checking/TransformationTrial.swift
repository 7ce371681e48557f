public import DraftModel
import JSONTree

/// Runs a transformation, and holds what it makes to all that can be asked without drawing.
public struct TransformationTrial: Sendable {
  /// What came of one run.
  public enum Attempt: Sendable {
    /// A draft, and what is worth knowing beside it, one sentence each without a full stop.
    case made(Draft, notes: [String])
    /// None, and why.
    case failed(CaseFailure)
  }

  private let transformation: Transformation
  private let check: DraftCheck

  /// Prepares to try a transformation.
  public init(_ transformation: Transformation, check: DraftCheck = DraftCheck()) {
    self.transformation = transformation
    self.check = check
  }

  /// Runs the transformation once.
  ///
  /// - Throws: `CancellationError` where the task was cancelled, and nothing else.
  public func attempt(on draft: Draft) async throws -> Attempt {
    do {
      let output = try await transformation.output(for: draft)
      return .made(try Draft(parsing: output.bytes, keys: draft.keys), notes: output.notes)
    } catch let error as CancellationError {
      throw error
    } catch let error as DraftError {
      let place = error.pointer == .root ? "" : ", \(error.pointer)"
      return .failed(CaseFailure(.result, "the result at \(error.location)\(place): \(error)"))
    } catch {
      let complaint = (error as? ProgramFailure)?.errors.detailLines ?? []
      return .failed(CaseFailure(.run, "\(error)", details: complaint))
    }
  }

  /// How `result`, which was made of `input`, breaks an invariant; nothing where it does not.
  ///
  /// Runs the transformation again where that is what the invariant is about.
  ///
  /// - Throws: `CancellationError` where the task was cancelled, and nothing else.
  public func violation(
    of invariant: Invariant, by result: Draft, madeOf input: Draft
  ) async throws -> CaseFailure? {
    guard invariant == .idempotent else {
      return check.violation(of: invariant, by: result, madeOf: input)
    }
    switch try await attempt(on: result) {
    case .made(let again, _): return check.repetition(of: result, gave: again)
    case .failed(let failure):
      return check.failure(
        .idempotent, "run on its own result: \(failure.message)", failure.details)
    }
  }
}
