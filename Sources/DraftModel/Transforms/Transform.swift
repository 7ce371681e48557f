/// One named change to a draft: a value that maps a draft to a draft.
///
/// Every transform keeps four promises. It touches only the bytes it has to. It writes a value back under
/// the key, and in the unit, it was found with. It refuses, with place and reason, what it cannot do. And it
/// leaves a draft that reads no worse than before: a result with more errors is refused.
public protocol Transform: Sendable {
  /// The name under which commands and recipes know the transform: `ripple-delete`.
  static var operation: String { get }

  /// One sentence that says what the transform does.
  static var summary: String { get }

  /// What a recipe can say to the transform.
  static var parameters: [TransformParameter] { get }

  /// Makes the transform a recipe asks for.
  ///
  /// - Throws: ``RecipeError`` at the argument that is missing or cannot be used.
  init(_ arguments: TransformArguments) throws(RecipeError)

  /// Carries the transform out.
  ///
  /// - Throws: ``TransformError`` where the draft does not allow it; the draft is then unchanged.
  func applied(to draft: Draft) throws(TransformError) -> TransformResult
}

/// A changed draft, and what was done to it.
public struct TransformResult: Sendable {
  /// The draft after the change, in the envelope it came in.
  public let draft: Draft
  /// What was done, in words, one line a change; empty where the draft already was as asked for.
  public let changes: [String]
}
