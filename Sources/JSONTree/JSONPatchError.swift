/// Why a JSON Patch cannot be read or applied, and which of its steps is to blame.
public struct JSONPatchError: Error, Hashable, Sendable {
  /// What is wrong.
  public enum Reason: Error, Hashable, Sendable {
    /// The patch is no array.
    case notAnArray
    /// A step is no object.
    case notAnObject
    /// A step lacks a member that it needs, or it has the wrong type.
    case missingMember(String)
    /// `path` or `from` is no JSON Pointer.
    case malformedPointer(String)
    /// `op` is none of the six.
    case unknownOperation(String)
    /// There is no value at the place.
    case noSuchPlace(JSONPointer)
    /// The place lies inside a string, a number or the like.
    case notAContainer(JSONPointer)
    /// The element number is malformed, or beyond the array's end.
    case badIndex(JSONPointer)
    /// A value cannot be moved into itself.
    case moveIntoItself(JSONPointer)
    /// The value at the place is not the one that the step tests for.
    case testFailed(JSONPointer)
    /// The result would nest deeper, or hold more values, than a document may.
    case tooLarge
  }

  /// What is wrong.
  public let reason: Reason
  /// The step, counted from 0; nil if the fault is the whole patch's.
  public let step: Int?

  init(_ reason: Reason, step: Int?) {
    self.reason = reason
    self.step = step
  }
}

extension JSONPatchError: CustomStringConvertible {
  /// The step, what is wrong, and what to do about it.
  public var description: String {
    let place = step.map { "patch step /\($0): " } ?? ""
    return place + reason.message
  }
}

extension JSONPatchError.Reason {
  fileprivate var message: String {
    switch self {
    case .notAnArray: "a JSON Patch is an array of steps"
    case .notAnObject: "a step is an object with \"op\" and \"path\""
    case .missingMember(let name): "\"\(name)\" is missing or of the wrong type"
    case .malformedPointer(let name):
      "\"\(name)\" is no JSON Pointer; write it like /t/0, with ~1 for a slash and ~0 for a tilde"
    case .unknownOperation(let name):
      "there is no operation \"\(name.prefix(40))\"; use add, remove, replace, move, copy or test"
    case .noSuchPlace(let place):
      "there is nothing at \"\(place)\"; the patch was made for another document"
    case .notAContainer(let place): "what holds \"\(place)\" is neither an object nor an array"
    case .badIndex(let place): "\"\(place)\" names no element of the array there"
    case .moveIntoItself(let place): "a value cannot be moved into itself, to \"\(place)\""
    case .testFailed(let place):
      "the value at \"\(place)\" is not the one expected; the patch was made for another document"
    case .tooLarge: "the result would be larger than a document may be"
    }
  }
}
