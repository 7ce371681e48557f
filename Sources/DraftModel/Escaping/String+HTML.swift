extension String {
  /// The text as HTML shows it literally, in an element and in a quoted attribute.
  ///
  /// Scalars that alter the display are written as their codes; line feeds and tabs are white space and stay.
  package var escapedForHTML: String {
    replacingScalars { scalar in
      switch scalar {
      case "`": "&#96;"
      case "\n", "\t": nil
      default: scalar.escapedForMarkup
      }
    }
  }
}
