public import JSONTree

/// A list of transforms, to be done one after the other.
///
///     steps:
///       - trim: {segment: "video 1, segment 1", head: 500ms}
///       - volume: {target: audio 1, to: 35%}
///       - reframe: {canvas: "9:16", focus: [0.5, 0.4]}
public struct Recipe: Sendable {
  /// The transforms in order.
  public let steps: [any Transform]
  private let pointers: [JSONPointer]

  /// The most steps a recipe may have; each reads the whole draft.
  public static let mostSteps = 10_000

  /// Every transform there is, in the order of the manual.
  public static let operations: [any Transform.Type] = [
    SetValue.self, AddSegment.self, Remove.self, MoveSegment.self, TrimSegment.self,
    SplitSegment.self, RippleDelete.self, Retime.self, ReplaceMedia.self, ChangeVolume.self,
    Fade.self, ChangeText.self, ChangeStyle.self, ChangeTransition.self, Reframe.self,
    FitDuration.self, Concatenate.self, Normalize.self,
  ]

  /// Reads a recipe.
  ///
  /// - Parameters:
  ///   - value: A list of steps, or an object with such a list under `steps` and, if it likes, a `name`. A step
  ///     is an object whose one member is named as the operation and holds its arguments.
  ///   - drafts: Other drafts that steps mention, by name; see ``draftNames(in:)``.
  /// - Throws: ``RecipeError`` at the first step that cannot be understood.
  public init(_ value: JSONValue, drafts: [String: Draft] = [:]) throws(RecipeError) {
    let (list, base) = try Self.steps(of: value)
    guard list.count <= Self.mostSteps else { throw RecipeError(.tooManySteps, at: base) }
    var steps: [any Transform] = []
    var pointers: [JSONPointer] = []
    for (index, step) in list.enumerated() {
      let place = base.appending(index)
      guard case .object(let members) = step, members.count == 1 else {
        throw RecipeError(.notAStep, at: place)
      }
      let pointer = place.appending(members[0].key)
      steps.append(try Self.step(members[0], at: pointer, drafts: drafts))
      pointers.append(pointer)
    }
    self.steps = steps
    self.pointers = pointers
  }

  /// The names of the other drafts that a recipe mentions, so that they can be read beforehand.
  public static func draftNames(in value: JSONValue) -> [String] {
    guard let (list, _) = try? steps(of: value) else { return [] }
    return list.compactMap { step in
      guard case .string(let name)? = step[Concatenate.operation]?[Concatenate.draftArgument]
      else { return nil }
      return name
    }
  }

  /// Does every step in turn.
  ///
  /// - Throws: ``RecipeError/Reason/refused(_:)`` at the first step the draft does not allow.
  public func applied(to draft: Draft) throws(RecipeError) -> TransformResult {
    var draft = draft
    var changes: [String] = []
    for (step, pointer) in zip(steps, pointers) {
      do {
        let result = try step.applied(to: draft)
        draft = result.draft
        changes += result.changes
      } catch {
        throw RecipeError(.refused(error), at: pointer)
      }
    }
    return TransformResult(draft: draft, changes: changes)
  }

  private static func steps(
    of value: JSONValue
  ) throws(RecipeError) -> (list: [JSONValue], base: JSONPointer) {
    switch value {
    case .array(let list): return (list, .root)
    case .object(let members):
      for member in members where !["steps", "name"].contains(member.key) {
        throw RecipeError(
          .unknownArgument(member.key, known: ["name", "steps"]), at: .root.appending(member.key))
      }
      guard case .array(let list)? = value["steps"] else {
        throw RecipeError(.notARecipe, at: .root)
      }
      return (list, .root.appending("steps"))
    default: throw RecipeError(.notARecipe, at: .root)
    }
  }

  private static func step(
    _ member: JSONMember, at pointer: JSONPointer, drafts: [String: Draft]
  ) throws(RecipeError) -> any Transform {
    guard let type = operations.first(where: { $0.operation == member.key }) else {
      throw RecipeError(
        .unknownOperation(member.key, known: operations.map { $0.operation }), at: pointer)
    }
    return try type.init(
      TransformArguments(member.value, for: type.parameters, at: pointer, drafts: drafts))
  }
}
