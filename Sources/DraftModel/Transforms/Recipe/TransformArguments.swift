public import JSONTree

/// What a recipe says to one transform, read by name and located for messages.
public struct TransformArguments: Sendable {
  /// Where the arguments stand in the recipe.
  public let pointer: JSONPointer
  private let members: [JSONMember]
  private let drafts: [String: Draft]

  /// Takes the arguments of one transform.
  ///
  /// - Parameters:
  ///   - value: An object whose members are named as in ``Transform/parameters``.
  ///   - parameters: The names that are known.
  ///   - pointer: Where the object stands in its recipe.
  ///   - drafts: Other drafts, by the names under which arguments mention them.
  /// - Throws: ``RecipeError`` where it is no object, or has a member that is not known.
  public init(
    _ value: JSONValue, for parameters: [TransformParameter], at pointer: JSONPointer = .root,
    drafts: [String: Draft] = [:]
  ) throws(RecipeError) {
    guard case .object(let members) = value else {
      throw RecipeError(.expected("an object of arguments"), at: pointer)
    }
    let known = parameters.map(\.name)
    for member in members where !known.contains(member.key) {
      throw RecipeError(
        .unknownArgument(member.key, known: known), at: pointer.appending(member.key))
    }
    self.members = members
    self.pointer = pointer
    self.drafts = drafts
  }

  func value(_ name: String) -> JSONValue? {
    members.first { $0.key == name }.flatMap { $0.value == .null ? nil : $0.value }
  }

  /// Whether the argument is given, be it as `null`.
  func has(_ name: String) -> Bool { members.contains { $0.key == name } }

  /// The error of an argument that cannot be used.
  func expected(_ what: String, _ name: String) -> RecipeError {
    RecipeError(.expected(what), at: pointer.appending(name))
  }

  /// An argument that has to be there.
  func required<Value>(
    _ name: String, _ read: (String) throws(RecipeError) -> Value?
  ) throws(RecipeError) -> Value {
    guard let value = try read(name) else { throw RecipeError(.missing(name), at: pointer) }
    return value
  }

  func text(_ name: String) throws(RecipeError) -> String? {
    guard let value = value(name) else { return nil }
    guard case .string(let text) = value else { throw expected("text", name) }
    return text
  }

  func boolean(_ name: String) throws(RecipeError) -> Bool? {
    guard let value = value(name) else { return nil }
    guard case .boolean(let truth) = value else { throw expected("true or false", name) }
    return truth
  }

  func number(_ name: String) throws(RecipeError) -> Ratio? {
    guard let value = value(name) else { return nil }
    guard case .number(let number) = value, let ratio = Ratio(decimal: number.text) else {
      throw expected("a number", name)
    }
    return ratio
  }

  func time(_ name: String) throws(RecipeError) -> TimeExpression? {
    guard let value = value(name) else { return nil }
    let text: String
    switch value {
    case .string(let string): text = string
    case .number(let number): text = number.text
    default: throw expected("a time such as \"500ms\", \"3.2s\" or 3200", name)
    }
    guard let time = TimeExpression(text) else {
      throw expected("a time such as \"500ms\", \"3.2s\", \"00:00:03.2\" or 3200", name)
    }
    return time
  }

  func segment(_ name: String) throws(RecipeError) -> SegmentReference? {
    guard let text = try text(name) else { return nil }
    guard let reference = SegmentReference(text) else {
      throw expected("a segment: its id, a pointer, or \"video 1, segment 3\"", name)
    }
    return reference
  }

  func track(_ name: String) throws(RecipeError) -> TrackReference? {
    guard let text = try text(name) else { return nil }
    guard let reference = TrackReference(text) else {
      throw expected("a track: its id or name, a pointer, or \"video 1\"", name)
    }
    return reference
  }

  func target(_ name: String) throws(RecipeError) -> EditTarget? {
    guard let text = try text(name) else { return nil }
    guard let target = EditTarget(text) else { throw expected("a segment or a track", name) }
    return target
  }

  func pointer(_ name: String) throws(RecipeError) -> JSONPointer? {
    guard let text = try text(name) else { return nil }
    guard let pointer = JSONPointer(text) else {
      throw expected("a JSON Pointer such as /m/title", name)
    }
    return pointer
  }

  func word<Word: RawRepresentable & CaseIterable>(
    _ name: String, as type: Word.Type
  ) throws(RecipeError) -> Word? where Word.RawValue == String {
    guard let text = try text(name) else { return nil }
    guard let word = Word(rawValue: text) else {
      throw expected("one of \(Word.allCases.map(\.rawValue).joined(separator: ", "))", name)
    }
    return word
  }

  func members(_ name: String) throws(RecipeError) -> [JSONMember]? {
    guard let value = value(name) else { return nil }
    guard case .object(let members) = value else { throw expected("an object", name) }
    return members
  }

  func point(_ name: String) throws(RecipeError) -> CanvasPoint? {
    guard let value = value(name) else { return nil }
    guard case .array(let parts) = value, parts.count == 2, case .number(let x) = parts[0],
      case .number(let y) = parts[1], let x = x.double, let y = y.double,
      let point = CanvasPoint(x: x, y: y)
    else { throw expected("two fractions from 0 to 1, such as [0.5, 0.4]", name) }
    return point
  }

  func gain(_ name: String) throws(RecipeError) -> Gain? {
    guard let value = value(name) else { return nil }
    let text: String
    switch value {
    case .string(let string): text = string
    case .number(let number): text = number.text
    default: throw expected("a gain such as 0.35, \"35%\" or \"-9dB\"", name)
    }
    guard let gain = Gain(text) else {
      throw expected("a gain from 0 to 10, such as 0.35, \"35%\" or \"-9dB\"", name)
    }
    return gain
  }

  func canvas(_ name: String) throws(RecipeError) -> Reframe.Canvas? {
    guard let text = try text(name) else { return nil }
    guard let canvas = Reframe.Canvas(text) else {
      throw expected("a canvas such as \"9:16\" or \"1080x1920\"", name)
    }
    return canvas
  }

  func draft(_ name: String) throws(RecipeError) -> Draft? {
    guard let text = try text(name) else { return nil }
    guard let draft = drafts[text] else {
      throw expected("the name of a draft that is at hand", name)
    }
    return draft
  }
}
