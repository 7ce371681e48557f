public import DraftModel
public import RenderPlanning

/// One case of a regression test: what to run on what, and what to hold the result to.
public struct RegressionCase: Sendable {
  /// What turns the input into the result.
  public enum Step: Hashable, Sendable {
    /// A program and its arguments, from standard input to standard output.
    case program([String])
    /// A recipe, by its path from the case's folder.
    case recipe(String)
  }

  /// Something that is asked of the result, and where `case.yml` asks it.
  public struct Asked<Demand: Hashable & Sendable>: Hashable, Sendable {
    /// What is asked.
    public let demand: Demand
    /// The place in `case.yml`.
    public let place: FilePlace
  }

  /// The case's folder.
  public let folder: String
  /// The path of `case.yml`.
  public let file: String
  /// What is run, and where `case.yml` says so.
  public let step: Asked<Step>
  /// How long a program may run.
  public let timeout: Milliseconds
  /// The input's path from the case's folder.
  public let input: String
  /// How the result is compared with `expected.json`.
  public let comparison: Comparison
  /// Places that no comparison looks at.
  public let ignored: [PlacePattern]
  /// What must hold of the result.
  public let invariants: [Asked<Invariant>]
  /// The times at which pictures are compared with those in `frames`.
  public let frames: [Asked<TimeExpression>]
  /// How alike pictures have to be.
  public let similarity: SimilarityThreshold
  /// The pictures' size.
  public let size: RenderRequest.Size

  /// Time for a program that `case.yml` does not limit: 20 s.
  public static let usualTimeout = Milliseconds(20_000)
  /// The longest time that can be given to a program: one hour.
  public static let longestTimeout = Milliseconds(3_600_000)

  /// The name of the file that makes a folder a case.
  public static let fileName = "case.yml"
  /// The name of the file that holds the accepted result.
  public static let expectedName = "expected.json"
  /// The name of the folder that holds the accepted pictures.
  public static let framesName = "frames"
}
