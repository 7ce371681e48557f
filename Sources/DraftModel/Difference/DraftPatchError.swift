public import JSONTree

/// Why a patch cannot be read or applied.
public enum DraftPatchError: Error, Hashable, Sendable {
  /// The file is not JSON.
  case notJSON(JSONError)
  /// The file is JSON but no patch.
  case notAPatch
  /// The file is of a version that is not known here, or incomplete.
  case unknownSchema(String)
  /// A step is malformed or cannot be made.
  case steps(JSONPatchError)
  /// The draft is not what the patch was made for; the place, from the draft on.
  case unexpected(JSONPointer)
  /// The steps can be made, but what comes out is no draft.
  case leavesNoDraft(DraftError)
  /// The result cannot be written into the draft's document.
  case notWritable(JSONEditError)
  /// The result is no JSON document.
  case refusedResult(JSONError)
}

extension DraftPatchError: CustomStringConvertible {
  /// One sentence: what is wrong and what to do about it.
  public var description: String {
    switch self {
    case .notJSON(let error): "the patch is not JSON: \(error)"
    case .notAPatch:
      "this is no patch; expected what \"diff --json\" writes, or a JSON Patch (an array of steps)"
    case .unknownSchema(let schema):
      "the patch says it is \"\(schema.prefix(40))\"; expected \"\(DraftDifference.schema)\" with \"patch\""
    case .steps(let error): "\(error)"
    case .unexpected(let place):
      "the draft at \"\(place)\" is not what the patch was made for, or the patch was applied already; "
        + "compare again, or merge"
    case .leavesNoDraft(let error): "the patch leaves no draft: \(error)"
    case .notWritable(let error): "the result cannot be written: \(error)"
    case .refusedResult(let error): "the result cannot be written: \(error)"
    }
  }
}
