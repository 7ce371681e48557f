import Foundation

extension RenderOutcome {
  /// One line: what was made, what was reused, and how long it took.
  ///
  /// - Parameter file: The file's name, with which the line begins.
  public func sentence(for file: String) -> String {
    let chunks =
      "\(picture.rendered) of \(picture.total) picture chunks and "
      + "\(sound.rendered) of \(sound.total) sound chunks"
    let length = Self.number(duration, digits: 3)
    let time = Self.number(elapsed, digits: elapsed < 10 ? 2 : 1)
    let reused = picture.reused + sound.reused
    return
      "\(file): \(length)s, \(frames) frames; rendered \(chunks), reused \(reused), in \(time)s "
      + "(\(Self.number(speed, digits: 1))x)"
  }

  /// The number without trailing zeros.
  private static func number(_ value: Double, digits: Int) -> String {
    let text = String(format: "%.\(digits)f", locale: Locale(identifier: "en_US_POSIX"), value)
    guard text.contains(".") else { return text }
    var trimmed = Substring(text)
    while trimmed.last == "0" { trimmed.removeLast() }
    if trimmed.last == "." { trimmed.removeLast() }
    return String(trimmed)
  }
}

extension RenderOutcome.Count {
  /// How many chunks the file is joined from.
  public var total: Int { rendered + reused }
}
