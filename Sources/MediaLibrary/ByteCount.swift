import Foundation

/// An amount of bytes, as people write and read it.
public struct ByteCount: Hashable, Comparable, Sendable, Encodable {
  /// The number of bytes, never negative.
  public let rawValue: Int64

  /// Makes an amount; a negative one counts as none.
  public init(_ rawValue: Int64) { self.rawValue = max(rawValue, 0) }

  /// No byte.
  public static let zero = ByteCount(0)

  /// The units by their spellings in lower case: the prefixes of SI, and the binary ones of IEC.
  private static let units: [String: Double] = {
    var units: [String: Double] = ["": 1, "b": 1]
    for (power, letter) in ["k", "m", "g", "t"].enumerated() {
      units[letter] = pow(1000, Double(power + 1))
      units[letter + "b"] = units[letter]
      units[letter + "ib"] = pow(1024, Double(power + 1))
    }
    return units
  }()

  /// Reads `2GB`, `1.5 GiB`, `500M` or a bare count of bytes; nothing for other text.
  public init?(spelling: String) {
    let digits = spelling.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    let unit = spelling.dropFirst(digits.count).drop { $0 == " " }.lowercased()
    guard let factor = Self.units[unit], let amount = Double(digits), amount.isFinite,
      amount * factor < 0x1p62
    else { return nil }
    self.init(Int64((amount * factor).rounded()))
  }

  /// Orders by size.
  public static func < (lhs: Self, rhs: Self) -> Bool { lhs.rawValue < rhs.rawValue }

  /// The sum, as large as can be told where it is larger.
  public static func + (lhs: Self, rhs: Self) -> Self {
    let (sum, overflow) = lhs.rawValue.addingReportingOverflow(rhs.rawValue)
    return ByteCount(overflow ? .max : sum)
  }

  /// Encodes as a bare number of bytes.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(rawValue)
  }
}

extension ByteCount: CustomStringConvertible {
  /// Three digits or so in the largest unit of SI that fits: `4.29 GB`, `812 kB`, `97 bytes`.
  public var description: String {
    guard rawValue >= 1000 else { return rawValue == 1 ? "1 byte" : "\(rawValue) bytes" }
    var amount = Double(rawValue)
    var unit = ""
    for name in ["kB", "MB", "GB", "TB"] where amount >= 999.5 || unit.isEmpty {
      amount /= 1000
      unit = name
    }
    let digits = amount < 9.995 ? 2 : amount < 99.95 ? 1 : 0
    var text = String(
      format: "%.\(digits)f", locale: Locale(identifier: "en_US_POSIX"), amount)
    if text.contains(".") {
      while text.last == "0" { text.removeLast() }
      if text.last == "." { text.removeLast() }
    }
    return text + " " + unit
  }
}
