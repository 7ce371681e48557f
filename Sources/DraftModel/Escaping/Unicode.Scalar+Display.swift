extension Unicode.Scalar {
  /// Whether the scalar changes how the text around it is shown, instead of being shown itself.
  ///
  /// These are the control characters of both sets (Cc, C0 and C1), the line and paragraph separators (Zl, Zp) and the
  /// format characters (Cf), among them all that turn the direction of writing (Unicode Annex 9) and those that are
  /// drawn around the next characters, such as U+0600. The zero width joiner is left out, because it only joins what is
  /// beside it: emoji sequences and the scripts of India need it.
  package var altersDisplay: Bool {
    // Most text is of the first two ranges, so that no table is asked for it.
    switch value {
    case 0x20...0x7E, 0xA1...0xAC, 0xAE...0x2FF: false
    case 0x200D: false
    default:
      switch properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator: true
      default: false
      }
    }
  }

  /// The scalar as its code: `\u{202e}`, as Swift and JavaScript spell it.
  package var code: String { "\\u{\(String(value, radix: 16))}" }
}

extension String {
  /// The text with some of its scalars replaced.
  ///
  /// Every escaper goes by scalar and never by `Character`: a scalar such as U+0600 forms one grapheme with the
  /// character after it, and hides that character from a comparison by graphemes.
  ///
  /// - Parameter replacement: What to write in a scalar's place; `nil` to keep it.
  package func replacingScalars(_ replacement: (Unicode.Scalar) -> String?) -> String {
    var result = String.UnicodeScalarView()
    result.reserveCapacity(unicodeScalars.count)
    for scalar in unicodeScalars {
      if let text = replacement(scalar) {
        result.append(contentsOf: text.unicodeScalars)
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }

  /// The text with each of its line breaks as a space.
  package var withoutLineBreaks: String {
    var isAfterReturn = false
    return replacingScalars { scalar in
      defer { isAfterReturn = scalar == "\r" }
      switch scalar {
      case "\n" where isAfterReturn: return ""
      case "\n", "\r", "\u{B}", "\u{C}", "\u{85}", "\u{2028}", "\u{2029}": return " "
      default: return nil
      }
    }
  }
}
