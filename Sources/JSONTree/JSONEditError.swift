/// Why an edit cannot be made, and which.
public struct JSONEditError: Error, Hashable, Sendable {
  /// What is in the way.
  public enum Reason: Error, Hashable, Sendable {
    /// The pointer leads nowhere.
    case noSuchValue(JSONPointer)
    /// A member was to be set or renamed in something else than an object.
    case notAnObject(JSONPointer)
    /// An element was to be inserted in something else than an array.
    case notAnArray(JSONPointer)
    /// An element was to be inserted beyond the array's end, or at something that is no number.
    case noSuchPosition(JSONPointer, count: Int)
    /// The object has a member of the new name already.
    case duplicateMember(JSONPointer, name: String)
    /// The document's own value can be replaced but not removed, moved or renamed.
    case rootIsFixed
    /// A value was to be moved into itself.
    case movedIntoItself(JSONPointer)
    /// The new text is no JSON value, or the new value has two members of one name; located in that
    /// text.
    case invalidText(JSONError)
    /// The document that all the edits would give is refused; located in its text.
    case refusedResult(JSONError)
    /// The pointer has more tokens than a document may have levels.
    case tooDeep(limit: Int)
  }

  /// What is in the way.
  public let reason: Reason

  /// The number of the edit in its batch, from 0; the batch's count for
  /// ``Reason/refusedResult(_:)``.
  public let position: Int

  /// Makes an error from its parts.
  public init(reason: Reason, position: Int) {
    self.reason = reason
    self.position = position
  }
}

extension JSONEditError: CustomStringConvertible {
  /// The message.
  public var description: String {
    switch reason {
    case .noSuchValue(let pointer): "edit \(position): there is nothing at \(shown(pointer))"
    case .notAnObject(let pointer): "edit \(position): \(shown(pointer)) is no object"
    case .notAnArray(let pointer): "edit \(position): \(shown(pointer)) is no array"
    case .noSuchPosition(let pointer, let count):
      "edit \(position): the array at \(shown(pointer)) takes positions from 0 through \(count)"
    case .duplicateMember(let pointer, let name):
      "edit \(position): \(shown(pointer)) has a member \"\(name)\" already; choose another name"
    case .rootIsFixed:
      "edit \(position): the document's own value can only be replaced"
    case .movedIntoItself(let pointer):
      "edit \(position): \(shown(pointer)) cannot be moved into itself"
    case .invalidText(let error): "edit \(position): the new text is not JSON: \(error)"
    case .refusedResult(let error): "the edited document is refused: \(error)"
    case .tooDeep(let limit):
      "edit \(position): the pointer goes deeper than \(limit) levels"
    }
  }

  private func shown(_ pointer: JSONPointer) -> String {
    pointer.tokens.isEmpty ? "the document's root" : pointer.description
  }
}
