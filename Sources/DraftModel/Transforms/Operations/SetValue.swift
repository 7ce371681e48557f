public import JSONTree

/// Puts a value at a place of the draft, whatever it means.
///
///     {"m": {"title": "Old"}}   ->   {"m": {"title": "New"}}
///
/// The last part of the pointer may be a member that is new; `-` stands for the end of an array.
public struct SetValue: Transform {
  /// The name under which commands and recipes know the transform.
  public static let operation = "set"
  /// What the transform does, one sentence.
  public static let summary = "Puts a value at a place of the draft."
  /// What a recipe can say to the transform.
  public static let parameters = [
    TransformParameter("at", .pointer, required: true, "the place, such as /m/title"),
    TransformParameter("value", .value, required: true, "the value, any JSON"),
  ]

  /// The place, from the draft's root.
  public let place: JSONPointer
  /// The value.
  public let value: JSONValue

  /// Makes the transform.
  public init(at place: JSONPointer, to value: JSONValue) {
    self.place = place
    self.value = value
  }

  /// Makes the transform a recipe asks for.
  public init(_ arguments: TransformArguments) throws(RecipeError) {
    place = try arguments.required("at", arguments.pointer(_:))
    guard arguments.has("value") else {
      throw RecipeError(.missing("value"), at: arguments.pointer)
    }
    value = arguments.value("value") ?? .null
  }

  /// Carries the transform out.
  public func applied(to draft: Draft) throws(TransformError) -> TransformResult {
    let pointer = draft.absolute(place)
    let shown = String(decoding: value.serialized(), as: UTF8.self)
    var edit = DraftEdit(draft)
    if let node = draft.document.node(at: pointer) {
      guard JSONValue(node) != value else { return TransformResult(draft: draft, changes: []) }
      edit.say("\(place): \(String(decoding: node.bytes, as: UTF8.self)) is now \(shown)")
      edit.edit(.replace(pointer, value))
    } else {
      guard let parent = pointer.parent, let holder = draft.document.node(at: parent),
        holder.kind == .object || holder.kind == .array
      else { throw TransformError(.noSuchPlace(place)) }
      edit.say("\(place) is now \(shown)")
      edit.edit(.add(pointer, value))
    }
    return try edit.finished(movesEnd: false)
  }
}
