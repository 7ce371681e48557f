import JSONTree

/// Reads typed values out of a draft's objects and collects what is questionable about them.
///
/// Each call gives a value in range, or nothing, and never stops: the findings say what was wrong.
struct FieldReader {
  let keys: KeyTable
  private(set) var findings: [Finding] = []
  private(set) var fixes: [Fix] = []
  /// What was reported, so that a member that is looked at twice is told of once.
  private var reported: Set<Finding> = []
  /// The object that was last asked for a member, and the signature of its names.
  private var lastAsked: (object: JSONNode, signature: UInt64)?

  init(keys: KeyTable) { self.keys = keys }

  /// Notes a finding, with the change that settles it and leaves the meaning as it is, if there is one.
  mutating func report(_ finding: Finding, fix: Fix? = nil) {
    guard reported.insert(finding).inserted else { return }
    findings.append(finding)
    if let fix { fixes.append(fix) }
  }

  /// The member, noting where a second spelling of the same meaning stands beside it.
  mutating func field(_ key: DraftKey, in object: JSONNode?) -> KeyTable.Field? {
    guard let object, object.kind == .object else { return nil }
    let names = signature(of: object)
    var found: KeyTable.Field?
    for spelling in keys.spellings(of: key) where spelling.signature & names != 0 {
      guard let node = object[spelling.name] else { continue }
      if let first = found {
        report(
          Finding(
            .twoSpellings, .warning, at: node,
            "\"\(spelling.name)\" and \"\(first.alias.name)\" mean the same; "
              + "\"\(first.alias.name)\" is used", advice: "remove one of them"),
          fix: Self.meanTheSame(first, KeyTable.Field(node: node, alias: spelling))
            ? Fix(
              .twoSpellings, at: node.pointer, [.remove(node.pointer)],
              summary: "removed \"\(spelling.name)\", which repeats \"\(first.alias.name)\"")
            : nil)
      } else {
        found = KeyTable.Field(node: node, alias: spelling)
      }
    }
    guard let found, !found.node.isNull else { return nil }
    return found
  }

  /// Some forty meanings are asked for in one segment's metadata, most of which are not there.
  private mutating func signature(of object: JSONNode) -> UInt64 {
    if let lastAsked, lastAsked.object.isSame(as: object) { return lastAsked.signature }
    let signature = object.nameSignature
    lastAsked = (object, signature)
    return signature
  }

  /// A time in whole milliseconds, 0 or more (format rule 3).
  mutating func time(_ key: DraftKey, in object: JSONNode?) -> Milliseconds? {
    guard let field = field(key, in: object) else { return nil }
    let node = field.node
    guard let number = node.number else {
      mismatch(node, field.alias.name, "a time in milliseconds")
      return nil
    }
    // What nearly all times are.
    if field.alias.scale == 1, let whole = number.int64, whole >= 0,
      whole <= Milliseconds.limit.rawValue
    {
      return Milliseconds(whole)
    }
    if number.text.first == "-", number.double != 0 {
      report(
        Finding(
          .negativeTime, .error, at: node,
          "\"\(field.alias.name)\" is negative (\(number.text.prefix(24)))",
          advice: "times start at 0"))
      return nil
    }
    guard let exact = Self.exact(number),
      let scaled = exact.value.multiplied(by: Ratio(field.alias.scale)),
      scaled <= Ratio(Milliseconds.limit.rawValue)
    else {
      report(
        Finding(
          .excessiveTime, .error, at: node,
          "\"\(field.alias.name)\" is \(number.text.prefix(24)), longer than any cut can be",
          advice: "times are whole milliseconds, 100 days at most"))
      return nil
    }
    let time = Milliseconds(scaled.numerator.scaled(by: 1, over: scaled.denominator))
    if scaled.denominator != 1 || !exact.isWhole {
      report(
        Finding(
          .fractionalTime, .warning, at: node,
          "\"\(field.alias.name)\" is \(number.text.prefix(24)), not a whole number of milliseconds",
          advice: "it is rounded half up"), fix: Self.rounding(field, to: time))
    }
    return time
  }

  /// An exact fraction within `range`; outside it the nearest bound.
  mutating func ratio(_ key: DraftKey, in object: JSONNode?, _ range: ClosedRange<Ratio>) -> Ratio?
  {
    guard let field = field(key, in: object) else { return nil }
    guard let number = field.node.number, let value = Self.exact(number)?.value else {
      mismatch(field.node, field.alias.name, "a number")
      return nil
    }
    let nearest = min(max(value, range.lowerBound), range.upperBound)
    if nearest != value {
      clamped(field, number, "\(range.lowerBound) to \(range.upperBound)", "\(nearest)")
    }
    return nearest
  }

  /// A number within `range`; outside it the nearest bound.
  mutating func number(
    _ key: DraftKey, in object: JSONNode?, _ range: ClosedRange<Double>
  ) -> Double? {
    guard let field = field(key, in: object) else { return nil }
    guard let number = field.node.number, let value = number.double, value.isFinite else {
      mismatch(field.node, field.alias.name, "a number")
      return nil
    }
    let scaled = value * Double(field.alias.scale)
    let nearest = min(max(scaled, range.lowerBound), range.upperBound)
    if nearest != scaled {
      let bounds = "\(Self.plain(range.lowerBound)) to \(Self.plain(range.upperBound))"
      clamped(field, number, bounds, Self.plain(nearest))
    }
    return nearest
  }

  mutating func boolean(_ key: DraftKey, in object: JSONNode?) -> Bool? {
    guard let field = field(key, in: object) else { return nil }
    guard let value = field.node.booleanValue else {
      mismatch(field.node, field.alias.name, "true or false")
      return nil
    }
    return value
  }

  mutating func string(_ key: DraftKey, in object: JSONNode?) -> String? {
    guard let field = field(key, in: object) else { return nil }
    guard let value = field.node.stringValue else {
      mismatch(field.node, field.alias.name, "a string")
      return nil
    }
    return value
  }

  mutating func object(_ key: DraftKey, in object: JSONNode?) -> JSONNode? {
    guard let field = field(key, in: object) else { return nil }
    guard field.node.kind == .object else {
      mismatch(field.node, field.alias.name, "an object")
      return nil
    }
    return field.node
  }

  mutating func array(_ key: DraftKey, in object: JSONNode?) -> JSONNode? {
    guard let field = field(key, in: object) else { return nil }
    guard field.node.kind == .array else {
      mismatch(field.node, field.alias.name, "an array")
      return nil
    }
    return field.node
  }

  mutating func color(_ key: DraftKey, in object: JSONNode?) -> Color? {
    guard let field = field(key, in: object) else { return nil }
    guard let value = field.node.stringValue.flatMap(Color.init(hex:)) else {
      mismatch(field.node, field.alias.name, "a colour such as \"#ff8800\"")
      return nil
    }
    return value
  }

  /// A word the format knows, as a case of `Word`.
  mutating func word<Word: RawRepresentable & CaseIterable>(
    _ key: DraftKey, in object: JSONNode?, as type: Word.Type, naming noun: String
  ) -> Word? where Word.RawValue == String {
    guard let field = field(key, in: object) else { return nil }
    guard let text = field.node.stringValue else {
      mismatch(field.node, field.alias.name, "a word")
      return nil
    }
    if let word = Word(rawValue: text) { return word }
    let known = Word.allCases.map(\.rawValue).joined(separator: ", ")
    report(
      Finding(
        .unknownWord, .warning, at: field.node, "there is no \(noun) \"\(text.prefix(40))\"",
        advice: "use one of \(known)"))
    return nil
  }

  /// Reports the members of `object` that nothing reads in `scope`.
  mutating func noteUnread(in object: JSONNode?, scope: DraftScope) {
    guard let object, object.kind == .object else { return }
    for (key, value) in object.members where !keys.reads(key, in: scope) {
      report(
        Finding(
          .unreadMember, .note, at: value, "nothing reads \"\(key.prefix(40))\" here",
          advice: "it is kept as it is, and the preview does not show it"))
    }
  }

  mutating func mismatch(_ node: JSONNode, _ name: String, _ expected: String) {
    report(
      Finding(
        .wrongType, .error, at: node, "\"\(name)\" is \(node.kind.phrase), expected \(expected)",
        advice: "it is ignored"))
  }

  private mutating func clamped(
    _ field: KeyTable.Field, _ number: JSONNumber, _ range: String, _ used: String
  ) {
    report(
      Finding(
        .outOfRange, .warning, at: field.node,
        "\"\(field.alias.name)\" is \(number.text.prefix(24)), outside \(range)",
        advice: "\(used) is used"))
  }

  /// The fraction a numeral names, cut off after nine decimals, and whether nothing was cut off.
  ///
  /// Cut off, not rounded: that keeps on which side of one half a fraction lies.
  private static func exact(_ number: JSONNumber) -> (value: Ratio, isWhole: Bool)? {
    if let exact = Ratio(decimal: number.text) { return (exact, true) }
    guard let decimal = number.decimal else {
      // An exponent beyond 63 bits: far too large, or so small that only zero is left.
      return number.double == 0 ? (.zero, false) : nil
    }
    let exponent = min(max(decimal.exponent, -1_000_000), 1_000_000)
    let cut = max(0, -9 - exponent)
    let digits = decimal.digits.dropLast(cut).map(String.init).joined()
    let sign = decimal.isNegative ? "-" : ""
    let text = "\(sign)\(digits.isEmpty ? "0" : digits)e\(max(exponent, -9))"
    return Ratio(decimal: text).map { ($0, cut == 0) }
  }

  /// Writes a rounded time in the unit of the spelling it was found under.
  private static func rounding(_ field: KeyTable.Field, to time: Milliseconds) -> Fix? {
    let text: String
    switch field.alias.scale {
    case 1: text = String(time.rawValue)
    case 1000: text = time.description
    default: return nil
    }
    guard let number = JSONNumber(text) else { return nil }
    let pointer = field.node.pointer
    return Fix(
      .fractionalTime, at: pointer, [.replace(pointer, .number(number))],
      summary: "rounded \"\(field.alias.name)\" to \(text)")
  }

  /// Whether two members say the same, each in its own unit.
  private static func meanTheSame(_ first: KeyTable.Field, _ second: KeyTable.Field) -> Bool {
    guard first.alias.scale != second.alias.scale else {
      return first.node.isEquivalent(to: second.node)
    }
    let worths = [first, second].map { field in
      field.node.number.flatMap { Ratio(decimal: $0.text) }?
        .multiplied(by: Ratio(field.alias.scale))
    }
    return worths[0] != nil && worths[0] == worths[1]
  }

  private static func plain(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e9 ? String(Int64(value)) : String(value)
  }
}
