/// What became of one case.
public struct CaseResult: Hashable, Sendable {
  /// How a case came out.
  public enum Status: String, Hashable, Sendable, CaseIterable, Encodable {
    /// All that was asked is met.
    case passed
    /// Something that was asked is not.
    case failed
    /// The case could not be carried out.
    case broken
  }

  /// The case's name.
  public let name: String
  /// The path of its `case.yml`.
  public let file: String
  /// What is wrong, in the order in which it was asked.
  public var failures: [CaseFailure] = []
  /// The files that were written because the result was accepted, by their paths from the case's folder.
  public var accepted: [String] = []
  /// What is worth knowing, one sentence each without a full stop.
  public var notes: [String] = []
  /// The pictures that were compared.
  public var frames: [FrameComparison] = []
  /// The time it took.
  public var duration: Duration = .zero

  /// Makes the result of a case in which nothing is wrong so far.
  public init(name: String, file: String) {
    self.name = name
    self.file = file
  }

  /// How it came out.
  public var status: Status {
    if failures.contains(where: { $0.check == .case }) { return .broken }
    return failures.isEmpty ? .passed : .failed
  }
}

extension CaseResult {
  /// The time it took, in seconds.
  public var seconds: Double { duration / .seconds(1) }
}

extension CaseResult {
  /// Whether nothing is wrong but that the result, or a picture of it, is not the accepted one.
  public var canBeAccepted: Bool {
    !failures.isEmpty && failures.allSatisfy { $0.check == .expected || $0.check == .frame }
  }
}
