import TestSupport
import TextPainting

extension SeededGenerator {
  /// Up to 24 characters of many scripts, emoji, marks, controls and breaks.
  mutating func text() -> String {
    let pieces: [ClosedRange<UInt32>] = [
      0x20...0x7E, 0x00...0x1F, 0xC0...0x24F, 0x300...0x36F, 0x5D0...0x5EA, 0x620...0x64A,
      0x905...0x939, 0xE01...0xE2E, 0x3041...0x3096, 0x4E00...0x4FFF, 0xAC00...0xADFF,
      0x1F600...0x1F64F, 0x200B...0x200F, 0x202A...0x202E, 0xFE0E...0xFE0F, 0xE0020...0xE007F,
    ]
    var text = ""
    for _ in 0..<Int.random(in: 0...24, using: &self) {
      let value = UInt32.random(in: pieces.randomElement(using: &self) ?? 0x41...0x5A, using: &self)
      if let scalar = Unicode.Scalar(value) { text.unicodeScalars.append(scalar) }
    }
    return text
  }

  mutating func color() -> RGBA {
    RGBA(
      red: .random(in: 0...255, using: &self), green: .random(in: 0...255, using: &self),
      blue: .random(in: 0...255, using: &self), alpha: .random(in: 0...255, using: &self))
  }

  mutating func style() -> TextStyle {
    var style = TextStyle(size: .random(in: 4...200, using: &self), color: color())
    style.weight = .random(in: 100...1_000, using: &self)
    style.isItalic = .random(using: &self)
    style.alignment = [.left, .center, .right, .start].randomElement(using: &self) ?? .start
    if Bool.random(using: &self) { style.lineHeight = .random(in: 0.5...3, using: &self) }
    if Bool.random(using: &self) { style.background = color() }
    if Bool.random(using: &self) {
      style.stroke = .init(color: color(), width: .random(in: 0...10, using: &self))
    }
    if Bool.random(using: &self) {
      style.shadow = .init(
        color: color(), dx: .random(in: -30...30, using: &self),
        dy: .random(in: -30...30, using: &self), blur: .random(in: 0...12, using: &self))
    }
    return style
  }
}
