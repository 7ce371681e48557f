/// A draft that shows what a rule is about.
public struct RuleExample: Sendable {
  /// The draft's text.
  public let draft: String
  /// What is known around the draft in this example.
  public let environment: ValidationEnvironment

  /// Makes an example.
  public init(_ draft: String, in environment: ValidationEnvironment = .unprobed) {
    self.draft = draft
    self.environment = environment
  }
}
