/// Why a case cannot be carried out, which is its own fault and not the transformation's.
public struct CaseError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong.
  public enum Reason: Hashable, Sendable {
    /// A file of the case cannot be read.
    case unreadable(String)
    /// `case.yml` is not YAML.
    case notYAML(String)
    /// There is no such member or word.
    case unknown(String, known: [String])
    /// A value is not what it has to be.
    case expected(String)
    /// Neither `run` nor `recipe` is given, or both are.
    case notOneStep
    /// The input is no draft.
    case inputIsNoDraft(String)
  }

  /// What is wrong.
  public let reason: Reason
  /// Where.
  public let place: FilePlace

  /// What is wrong, one sentence without a full stop.
  public var words: String {
    switch reason {
    case .unreadable(let why): why
    case .notYAML(let words): words
    case .unknown(let name, let known):
      "there is no \"\(name)\"; there are \(known.joined(separator: ", "))"
    case .expected(let what): "expected \(what)"
    case .notOneStep:
      "a case has either \"run\", a list of a program and its arguments, or \"recipe\", a file"
    case .inputIsNoDraft(let words): words
    }
  }

  /// The place and what is wrong there.
  public var description: String { "\(place): \(words)" }
}
