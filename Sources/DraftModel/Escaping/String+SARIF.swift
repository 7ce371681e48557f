extension String {
  /// The text as a plain text message of SARIF 2.1.0 shows it literally.
  ///
  /// A viewer makes links of `[text](address)` (section 3.11.6) and fills in placeholders such as `{0}` (section 3.11.5):
  /// brackets get a backslash, and braces are doubled. Scalars that alter the display are written as their codes.
  package var escapedForSARIF: String {
    replacingScalars { scalar in
      switch scalar {
      case "\\": "\\\\"
      case "[": "\\["
      case "]": "\\]"
      case "{": "{{"
      case "}": "}}"
      case "\n": nil
      default: scalar.altersDisplay ? "\\" + scalar.code.doublingBraces : nil
      }
    }
  }

  private var doublingBraces: String {
    replacingScalars { $0 == "{" ? "{{" : $0 == "}" ? "}}" : nil }
  }
}
