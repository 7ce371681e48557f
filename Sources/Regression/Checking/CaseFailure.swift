/// One thing that is wrong with a result, or with the way to it.
public struct CaseFailure: Hashable, Sendable {
  /// What was asked and not met.
  public enum Check: String, Hashable, Sendable, CaseIterable, Encodable {
    /// The case can be carried out at all.
    case `case`
    /// The transformation gives a result.
    case run
    /// It leaves alone the files that are not its own.
    case files
    /// The result is a draft, and can be drawn where pictures are asked for.
    case result
    /// The result is the accepted one.
    case expected
    /// An invariant holds.
    case hold
    /// A picture is the accepted one.
    case frame
  }

  /// What was asked.
  public let check: Check
  /// What is wrong, one sentence without a full stop.
  public let message: String
  /// More about it, in lines: a diff, or what the program complained of.
  public let details: [String]
  /// Where it was asked, or where in a file of the case it shows.
  public let place: FilePlace?

  /// Makes a failure.
  public init(_ check: Check, _ message: String, details: [String] = [], at place: FilePlace? = nil)
  {
    self.check = check
    self.message = message
    self.details = details
    self.place = place
  }

  /// The same failure with the place where it was asked.
  func asked(at place: FilePlace) -> CaseFailure {
    CaseFailure(check, message, details: details, at: place)
  }
}

extension String {
  /// The text's lines, without empty ones at its end, as a failure's details.
  var detailLines: [String] {
    var lines = split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    while lines.last?.allSatisfy(\.isWhitespace) == true { lines.removeLast() }
    return lines
  }
}
