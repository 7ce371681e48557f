/// Lengths in bytes that a server announces: a number that is not believed, only compared.
public enum ByteLength {
  /// The longest length that is counted with, in bytes: 8 PiB.
  ///
  /// Sums and products of two such lengths and of what was really received stay far inside `Int64`.
  public static let longest: Int64 = 1 << 53

  /// Reads the digits of a header field (RFC 9110, section 8.6).
  ///
  /// - Returns: The length, at most ``longest`` however large the number is; nil if the text isn't digits alone.
  public static func read(_ text: some StringProtocol) -> Int64? {
    let digits = text.utf8
    guard !digits.isEmpty, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return min(Int64(String(text)) ?? longest, longest)
  }
}

extension Int64 {
  /// The sum of two counts of bytes; `Int64.max` if it's larger.
  package func addingBytes(_ other: Int64) -> Int64 {
    let (sum, overflows) = addingReportingOverflow(other)
    return overflows ? .max : sum
  }
}
