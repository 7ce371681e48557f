/// One change to a document.
///
/// New text is laid out as its neighbours are: an inserted member gets the indentation and the
/// colon of the members around it, and a container among indented ones is indented too. What is
/// removed takes its comma and its white space along. A replaced value leaves its surroundings as
/// they are.
public enum JSONEdit: Hashable, Sendable {
  /// Puts a value in the place of another.
  case replace(JSONPointer, JSONValue)

  /// Puts JSON text in the place of a value, byte for byte; white space around the text is left
  /// out.
  case replaceRaw(JSONPointer, [UInt8])

  /// Gives an object a member: in the place of the one of this name, or after its last.
  case setMember(JSONPointer, key: String, JSONValue)

  /// Puts an element before the one that has this number, or at the end if the number is the
  /// array's count.
  case insertElement(JSONPointer, at: Int, JSONValue)

  /// The same with JSON text, byte for byte; white space around the text is left out.
  case insertRawElement(JSONPointer, at: Int, [UInt8])

  /// Puts a value where the pointer leads, as the operation `add` of RFC 6902 does: a member is
  /// added or replaced, an element is inserted, at the end for the token `-`.
  case add(JSONPointer, JSONValue)

  /// Takes a member or an element out.
  case remove(JSONPointer)

  /// Gives a member another name, in its place.
  case renameMember(JSONPointer, to: String)

  /// Takes a value out, and puts its text, byte for byte, where the second pointer leads once it is
  /// gone, as the operation `move` of RFC 6902 does.
  case move(from: JSONPointer, to: JSONPointer)

  /// The value that the edit is about, for messages.
  public var pointer: JSONPointer {
    switch self {
    case .replace(let pointer, _), .replaceRaw(let pointer, _), .setMember(let pointer, _, _),
      .insertElement(let pointer, _, _), .insertRawElement(let pointer, _, _),
      .add(let pointer, _), .remove(let pointer), .renameMember(let pointer, _),
      .move(let pointer, _):
      pointer
    }
  }
}
