extension Ratio {
  /// The fraction in decimals, nine at most, rounded half up; without zeros at the end.
  package var decimalText: String {
    let billionths = numerator.scaled(by: 1_000_000_000, over: denominator)
    let magnitude = billionths.magnitude
    var fraction = String(magnitude % 1_000_000_000)
    fraction = String(repeating: "0", count: 9 - fraction.count) + fraction
    while fraction.last == "0" { fraction.removeLast() }
    let sign = billionths < 0 ? "-" : ""
    let whole = String(magnitude / 1_000_000_000)
    return fraction.isEmpty ? "\(sign)\(whole)" : "\(sign)\(whole).\(fraction)"
  }
}
