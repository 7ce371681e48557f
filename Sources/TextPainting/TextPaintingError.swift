/// Why a text was not painted.
public enum TextPaintingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A style property or an argument isn't a number within the range that is painted.
  case outOfRange(name: String, value: Double, allowed: ClosedRange<Double>)
  /// The picture to paint for has no pixels, or more than ``TextPainter/pictureSideLimit`` a side.
  case pictureSize(width: Int, height: Int)
  /// No font is installed, or the font system could not be started.
  case noFonts
  /// Cairo refused to draw; `status` is its own wording.
  case drawing(operation: String, status: String)

  /// What went wrong and what to do about it.
  public var description: String {
    switch self {
    case .outOfRange(let name, let value, let allowed):
      "text \(name) is \(value); it must be from \(allowed.lowerBound) to \(allowed.upperBound)"
    case .pictureSize(let width, let height):
      "cannot paint text for a picture of \(width)x\(height) pixels; each side must be from 1 to "
        + "\(TextPainter.pictureSideLimit)"
    case .noFonts:
      "no fonts are installed; install fonts-noto-core, or any fonts that fontconfig finds"
    case .drawing(let operation, let status):
      "cairo could not \(operation): \(status)"
    }
  }
}
