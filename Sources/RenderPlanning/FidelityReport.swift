public import DraftModel
public import JSONTree

/// What a render draws exactly, nearly, or not at all (format section 6).
public struct FidelityReport: Hashable, Sendable {
  /// How faithful a stretch is.
  public enum Grade: String, Hashable, Sendable, CaseIterable, Encodable {
    /// Drawn, but not as the final render would.
    case approximated
    /// Not drawn.
    case omitted
    /// Replaced by a slate.
    case slate
  }

  /// One departure from the draft; encodes all that is said of it, but not whether it is refused.
  public struct Entry: Hashable, Sendable, Encodable {
    /// How far it departs.
    public let grade: Grade
    /// When on the timeline.
    public let span: TimeSpan
    /// What departs and why, one sentence without a full stop.
    public let message: String
    /// The place in the draft.
    public let pointer: JSONPointer
    /// Whether `--strict` refuses it.
    public let isRefusedWhenStrict: Bool

    private enum CodingKeys: String, CodingKey { case grade, span, message, pointer }

    /// Makes an entry.
    ///
    /// - Parameter isRefusedWhenStrict: By default, whatever is not drawn at all.
    public init(
      grade: Grade, span: TimeSpan, message: String, pointer: JSONPointer,
      isRefusedWhenStrict: Bool? = nil
    ) {
      self.grade = grade
      self.span = span
      self.message = message
      self.pointer = pointer
      self.isRefusedWhenStrict = isRefusedWhenStrict ?? (grade != .approximated)
    }
  }

  /// The departures, by time; whatever no entry names is exact.
  public var entries: [Entry]
  /// Beds that start over, in the draft's order.
  public var restarts: [Restart]

  /// Makes a report, its entries ordered by time, then place.
  public init(entries: [Entry] = [], restarts: [Restart] = []) {
    self.restarts = restarts
    self.entries = entries.sorted {
      ($0.span.start, $0.span.end, $0.pointer) < ($1.span.start, $1.span.end, $1.pointer)
    }
  }

  /// Whether everything is drawn exactly.
  public var isExact: Bool { entries.isEmpty }
}
