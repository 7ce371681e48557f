extension Unicode.Scalar {
  /// What HTML and XML both write in the scalar's place, in an element and in a quoted attribute; `nil` to keep it.
  ///
  /// The five scalars of markup are written as references. Those that alter the display and noncharacters are written
  /// as their codes, as neither language can hold all of them.
  var escapedForMarkup: String? {
    switch self {
    case "&": "&amp;"
    case "<": "&lt;"
    case ">": "&gt;"
    case "\"": "&quot;"
    case "'": "&#39;"
    default: altersDisplay || isNoncharacter ? code : nil
    }
  }

  /// Whether the scalar is reserved and never stands for a character (Unicode, section 23.7).
  package var isNoncharacter: Bool {
    (0xFDD0...0xFDEF).contains(value) || value & 0xFFFE == 0xFFFE
  }
}
