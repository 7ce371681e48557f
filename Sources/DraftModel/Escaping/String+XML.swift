extension String {
  /// The text as XML 1.0 holds it literally, in an element and in a quoted attribute.
  ///
  /// White space is written as character references, which attributes do not normalise. Scalars that alter the display, and
  /// those that XML cannot hold even as references (XML 1.0, section 2.2), are written as their codes.
  package var escapedForXML: String {
    replacingScalars { scalar in
      switch scalar {
      case "\t", "\n", "\r": "&#\(scalar.value);"
      default: scalar.escapedForMarkup
      }
    }
  }
}
