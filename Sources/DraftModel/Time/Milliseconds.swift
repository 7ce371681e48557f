/// A point or a length on the timeline, in whole milliseconds.
///
/// The draft's own unit (format rule 3). Arithmetic saturates instead of trapping, because a draft is
/// untrusted input; the reader keeps every value within ``limit`` anyway.
public struct Milliseconds: Hashable, Comparable, Sendable, Encodable {
  /// The number of milliseconds.
  public let rawValue: Int64

  /// Makes a time from a count of milliseconds.
  public init(_ rawValue: Int64) { self.rawValue = rawValue }

  /// The start of the timeline.
  public static let zero = Milliseconds(0)

  /// The largest time a draft may name: 100 days, far beyond any cut and safe in all products.
  public static let limit = Milliseconds(8_640_000_000)

  /// Orders by time.
  public static func < (lhs: Self, rhs: Self) -> Bool { lhs.rawValue < rhs.rawValue }

  /// The sum, saturating at the range of `Int64`.
  public static func + (lhs: Self, rhs: Self) -> Self {
    let (sum, overflow) = lhs.rawValue.addingReportingOverflow(rhs.rawValue)
    return Milliseconds(overflow ? (rhs.rawValue < 0 ? .min : .max) : sum)
  }

  /// The difference, saturating at the range of `Int64`.
  public static func - (lhs: Self, rhs: Self) -> Self {
    let (difference, overflow) = lhs.rawValue.subtractingReportingOverflow(rhs.rawValue)
    return Milliseconds(overflow ? (rhs.rawValue < 0 ? .max : .min) : difference)
  }

  /// Encodes as a bare number.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(rawValue)
  }
}

extension Milliseconds: CustomStringConvertible {
  /// Seconds without trailing zeros: `2.5`, `10`.
  public var description: String {
    let magnitude = rawValue.magnitude
    let whole = magnitude / 1000
    var fraction = String(magnitude % 1000)
    fraction = String(repeating: "0", count: 3 - fraction.count) + fraction
    while fraction.last == "0" { fraction.removeLast() }
    let sign = rawValue < 0 ? "-" : ""
    return fraction.isEmpty ? "\(sign)\(whole)" : "\(sign)\(whole).\(fraction)"
  }
}
