public import DraftModel

/// Anything that turns a draft into a draft.
///
///     .program(["python3", "./add_title.py"], in: folder)
///     .recipe(recipe)
///     .transforms([RippleDelete(segment)])
///     .function { draft in try myEdit(draft) }
public struct Transformation: Sendable {
  /// What a transformation made.
  public struct Output: Sendable {
    /// The result's bytes, which may be anything.
    public let bytes: [UInt8]
    /// What is worth knowing beside the result, one sentence each without a full stop.
    public let notes: [String]

    /// Makes an output.
    public init(bytes: [UInt8], notes: [String] = []) {
      self.bytes = bytes
      self.notes = notes
    }
  }

  private let body: @Sendable (Draft) async throws -> Output

  /// Makes a transformation of any function from a draft to bytes.
  public init(_ body: @escaping @Sendable (Draft) async throws -> Output) { self.body = body }

  /// Runs the transformation.
  ///
  /// - Throws: Why it failed, in its description; `CancellationError` where the task was cancelled.
  public func output(for draft: Draft) async throws -> Output { try await body(draft) }
}

extension Transformation {
  /// A program that reads a draft from standard input and writes one to standard output; see ``ProgramRun``.
  ///
  /// - Parameters:
  ///   - command: The program and its arguments.
  ///   - folder: The folder from which `./` and `../` at the beginning of a word count.
  ///   - timeout: The time after which it is killed.
  public static func program(
    _ command: [String], in folder: String, timeout: Milliseconds = RegressionCase.usualTimeout
  ) -> Transformation {
    let run = ProgramRun(command: command, folder: folder, timeout: timeout)
    return Transformation { try await run.output(for: $0.bytes) }
  }

  /// A recipe.
  public static func recipe(_ recipe: Recipe) -> Transformation {
    function { try recipe.applied(to: $0).draft }
  }

  /// Transforms, one after the other.
  public static func transforms(_ steps: [any Transform]) -> Transformation {
    function { draft in
      var draft = draft
      for step in steps { draft = try step.applied(to: draft).draft }
      return draft
    }
  }

  /// A function of your own.
  public static func function(
    _ body: @escaping @Sendable (Draft) async throws -> Draft
  ) -> Transformation {
    Transformation { Output(bytes: try await body($0).bytes) }
  }
}
