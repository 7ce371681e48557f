extension String {
  /// The text as HTML shows it literally, in an element and in a quoted attribute.
  ///
  /// Scalars that alter the display are written as their codes; line feeds and tabs are white space and stay.
  package var escapedForHTML: String {
    replacingScalars { scalar in
      switch scalar {
      case "&": "&amp;"
      case "<": "&lt;"
      case ">": "&gt;"
      case "\"": "&quot;"
      case "'": "&#39;"
      case "`": "&#96;"
      case "\n", "\t": nil
      default: scalar.altersDisplay || scalar.isNoncharacter ? scalar.code : nil
      }
    }
  }
}

extension Unicode.Scalar {
  /// Whether the scalar is reserved and never stands for a character (Unicode, section 23.7).
  package var isNoncharacter: Bool {
    (0xFDD0...0xFDEF).contains(value) || value & 0xFFFE == 0xFFFE
  }
}
