/// A time as people write it: `500ms`, `3.2s`, `1m30s`, `00:00:03.2`, `60%`, or a bare count of milliseconds.
public enum TimeExpression: Hashable, Sendable {
  /// A time or a length; negative where it was written with a minus.
  case time(Milliseconds)
  /// A share of a length that the use gives: 60% is 3/5.
  case share(Ratio)

  /// Reads an expression; nothing for other text, and for times beyond ``Milliseconds/limit``.
  public init?(_ text: String) {
    var rest = Substring(text)
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    let isNegative = rest.first == "-"
    if isNegative || rest.first == "+" { rest.removeFirst() }
    guard let first = rest.utf8.first, Self.isNumeral(first) else { return nil }
    let sign = Ratio(isNegative ? -1 : 1)
    if rest.last == "%" {
      guard let percent = Ratio(decimal: rest.dropLast()), let hundredth = Ratio(1, 100),
        percent <= Ratio(1_000_000),
        let share = percent.multiplied(by: hundredth)?.multiplied(by: sign)
      else { return nil }
      self = .share(share)
      return
    }
    let amount = rest.contains(":") ? Self.clock(rest) : Self.sum(of: rest)
    guard let amount, amount <= Ratio(Milliseconds.limit.rawValue),
      let signed = amount.multiplied(by: sign)
    else { return nil }
    self = .time(Milliseconds(signed.numerator.scaled(by: 1, over: signed.denominator)))
  }

  /// The time meant, where a share is of `length`; rounded half up.
  public func resolved(in length: Milliseconds) -> Milliseconds {
    switch self {
    case .time(let time): time
    case .share(let share):
      Milliseconds(length.rawValue.scaled(by: share.numerator, over: share.denominator))
    }
  }

  private static func isNumeral(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: ".")
  }

  /// `mm:ss` or `hh:mm:ss`, the seconds with or without a fraction.
  private static func clock(_ text: Substring) -> Ratio? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count) else { return nil }
    var total = Ratio.zero
    for (place, part) in parts.enumerated() {
      let isLast = place == parts.count - 1
      guard part.utf8.allSatisfy({ isNumeral($0) }), let value = Ratio(decimal: part),
        isLast || value.denominator == 1, place == 0 || value < Ratio(60),
        let sum = total.multiplied(by: Ratio(60))?.adding(value)
      else { return nil }
      total = sum
    }
    return total.multiplied(by: Ratio(1000))
  }

  /// Numbers with units in descending size, or one bare number of milliseconds.
  private static func sum(of text: Substring) -> Ratio? {
    if text.utf8.allSatisfy({ isNumeral($0) }) { return Ratio(decimal: text) }
    let units: [(name: String, milliseconds: Int64)] = [
      ("h", 3_600_000), ("m", 60_000), ("s", 1000), ("ms", 1),
    ]
    var rest = text
    var total = Ratio.zero
    var next = 0
    while !rest.isEmpty {
      let digits = rest.prefix { $0.utf8.allSatisfy { isNumeral($0) } }
      rest = rest.dropFirst(digits.count)
      let word = rest.prefix { $0.isLetter }
      rest = rest.dropFirst(word.count)
      guard let value = Ratio(decimal: digits),
        let unit = units.firstIndex(where: { $0.name == word }), unit >= next,
        let sum = value.multiplied(by: Ratio(units[unit].milliseconds))?.adding(total)
      else { return nil }
      total = sum
      next = unit + 1
    }
    return total
  }
}

extension TimeExpression: CustomStringConvertible {
  /// `3.2s`, or `60%`.
  public var description: String {
    switch self {
    case .time(let time): "\(time)s"
    case .share(let share): "\(share.multiplied(by: Ratio(100)) ?? share)%"
    }
  }
}
