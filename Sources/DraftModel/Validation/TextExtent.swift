/// How much room a title takes, estimated without its font.
///
/// A letter is taken as 0.55 of the size wide and a full-width one as wide as high, which is right for
/// common sans faces within a tenth; a line as 1.2 of the size high.
struct TextExtent {
  /// A line's height as a multiple of its size.
  static let lineHeight = 1.2

  /// The width of the widest line, in pixels of a 1080-high canvas.
  let width: Double
  /// The height of all lines.
  let height: Double

  /// - Parameter available: The width at which lines wrap, in the same pixels.
  init(of use: Timeline.TextUse, wrappingAt available: Double) {
    let size = use.style.size
    var widest = 0.0
    var lines = 0
    for line in use.text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      var used = 0.0
      lines += 1
      for word in line.split(separator: " ") {
        let length = Self.width(of: word) * size
        let isOnNextLine = used > 0 && used + length > available
        if isOnNextLine { lines += 1 }
        used = isOnNextLine || used == 0 ? length : used + length + 0.28 * size
        // Words of full-width letters break anywhere.
        if used > available, word.unicodeScalars.contains(where: Self.isFullWidth) {
          lines += Int(min(used / max(available, size), 10_000))
          used = available
        }
        widest = max(widest, used)
      }
    }
    width = widest
    height = Double(lines) * size * Self.lineHeight * (use.style.lineHeight ?? 1)
  }

  private static func width(of word: Substring) -> Double {
    word.reduce(0) { sum, letter in
      sum + (letter.unicodeScalars.first.map(isFullWidth) == true ? 1 : 0.55)
    }
  }

  private static func isFullWidth(_ scalar: Unicode.Scalar) -> Bool {
    WritingScript(scalar)?.isFullWidth ?? (0x3000...0x303F ~= scalar.value)
  }
}
