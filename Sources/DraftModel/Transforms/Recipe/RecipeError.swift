public import JSONTree

/// Why a recipe cannot be followed, and where in the recipe.
public struct RecipeError: Error, Hashable, Sendable {
  /// What is wrong.
  public enum Reason: Hashable, Sendable {
    /// The recipe is no list of steps and no object with one.
    case notARecipe
    /// A step is no object with exactly one member.
    case notAStep
    /// More steps than ``Recipe/mostSteps``.
    case tooManySteps
    /// No transform has this name.
    case unknownOperation(String, known: [String])
    /// The transform takes no such argument.
    case unknownArgument(String, known: [String])
    /// An argument that the transform needs is absent.
    case missing(String)
    /// An argument is not what it has to be.
    case expected(String)
    /// The transform was refused.
    case refused(TransformError)
  }

  /// What is wrong.
  public let reason: Reason
  /// Where in the recipe.
  public let pointer: JSONPointer

  init(_ reason: Reason, at pointer: JSONPointer) {
    self.reason = reason
    self.pointer = pointer
  }
}

extension RecipeError: CustomStringConvertible {
  /// One sentence: what is wrong and what to do about it, with the place in the recipe.
  public var description: String {
    let place = pointer == .root ? "the recipe" : pointer.description
    return switch reason {
    case .notARecipe:
      "\(place): a recipe is a list of steps, or an object with such a list under \"steps\""
    case .notAStep:
      "\(place): a step is an object with one member, such as {\"trim\": {\"segment\": \"s1\"}}"
    case .tooManySteps: "\(place): more than \(Recipe.mostSteps) steps; split the recipe"
    case .unknownOperation(let name, let known):
      "\(place): there is no operation \"\(name)\"; use one of \(known.joined(separator: ", "))"
    case .unknownArgument(let name, let known):
      "\(place): there is no argument \"\(name)\"; use one of \(known.joined(separator: ", "))"
    case .missing(let name): "\(place): \"\(name)\" is missing"
    case .expected(let what): "\(place): expected \(what)"
    case .refused(let error): "\(place): \(error)"
    }
  }
}
