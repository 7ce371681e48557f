public import JSONTree

/// Why a document cannot be read as a draft at all.
///
/// Everything short of this is a ``Finding``.
public struct DraftError: Error, Hashable, Sendable {
  /// What is wrong.
  public enum Reason: Hashable, Sendable {
    /// The bytes are not JSON.
    case notJSON(JSONError)
    /// The document is JSON, but neither a draft, nor a state, nor a service answer.
    case notADraft(found: String)
    /// The document is a service answer that reports a failure.
    case serviceFailure(code: String, message: String)
  }

  /// What is wrong.
  public let reason: Reason
  /// Where in the document; the root where the bytes are not JSON.
  public let pointer: JSONPointer
  /// Line and column of the place.
  public let location: JSONLocation

  init(_ reason: Reason, pointer: JSONPointer = .root, location: JSONLocation) {
    self.reason = reason
    self.pointer = pointer
    self.location = location
  }
}

extension DraftError: CustomStringConvertible {
  /// One sentence: what is wrong and what to do about it.
  public var description: String {
    switch reason {
    case .notJSON(let error): return "this is not JSON: \(error.message)"
    case .notADraft(let found):
      return """
        this is not a draft: \(found); expected an object with \"t\" (a draft), \"draft\" (a state) \
        or \"data\" (a service answer)
        """
    case .serviceFailure(let code, let message):
      let detail = message.isEmpty ? "" : " (\(message))"
      return
        "this is a service answer with error \(code)\(detail), not a draft; fetch the state again"
    }
  }
}
