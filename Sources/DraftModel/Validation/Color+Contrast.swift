extension Color {
  /// The relative luminance of WCAG 2.1, 0 (black) to 1 (white); alpha plays no part.
  var relativeLuminance: Double {
    0.2126 * Color.linear(red) + 0.7152 * Color.linear(green) + 0.0722 * Color.linear(blue)
  }

  /// The contrast ratio of WCAG 2.1, 1 (none) to 21 (black on white).
  func contrast(with other: Color) -> Double {
    let (first, second) = (relativeLuminance, other.relativeLuminance)
    return (max(first, second) + 0.05) / (min(first, second) + 0.05)
  }

  private static func linear(_ channel: UInt8) -> Double {
    let encoded = Double(channel) / 255
    guard encoded > 0.03928 else { return encoded / 12.92 }
    let base = (encoded + 0.055) / 1.055
    // base^2.4 is base² times the square of its fifth root, which Newton's method finds from above; the
    // standard library has no power function.
    var root = 1.0
    for _ in 0..<20 {
      root -= (root * root * root * root * root - base) / (5 * root * root * root * root)
    }
    return base * base * root * root
  }
}
