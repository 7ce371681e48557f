/// The value of a `Content-Range` field (RFC 9110, section 14.4): `bytes 5-9/10`, `bytes 5-9/*`, `bytes */10`.
public struct ContentRange: Hashable, Sendable {
  /// The offset of the first byte; nil where none was sent.
  public let first: Int64?

  /// The offset of the last byte; nil where none was sent.
  public let last: Int64?

  /// The length of the whole, in bytes, at most ``ByteLength/longest``; nil where it's not known.
  public let total: Int64?

  /// Reads a field's value; nil if it's not one of the three forms, contradicts itself, or lies beyond
  /// ``ByteLength/longest``.
  public init?(_ value: String) {
    let halves = value.split(separator: " ", omittingEmptySubsequences: true)
    guard halves.count == 2, halves[0].lowercased() == "bytes" else { return nil }
    let parts = halves[1].split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2 else { return nil }
    total = parts[1] == "*" ? nil : ByteLength.read(parts[1])
    if parts[0] == "*" {
      guard total != nil else { return nil }
      first = nil
      last = nil
    } else {
      let ends = parts[0].split(separator: "-", omittingEmptySubsequences: false)
      guard ends.count == 2, let first = ByteLength.read(ends[0]),
        let last = ByteLength.read(ends[1]), first <= last,
        last < total ?? ByteLength.longest, parts[1] == "*" || total != nil
      else { return nil }
      self.first = first
      self.last = last
    }
  }
}
