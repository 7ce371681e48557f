extension String {
  /// The text as a workflow command of GitHub takes it literally.
  ///
  /// What ends a command, or a property of one, is written as GitHub reads it back (`%0A`). Other scalars that alter the
  /// display are written as their codes, because logs are shown with the colours of a terminal.
  package func escapedForWorkflowCommand(isProperty: Bool) -> String {
    replacingScalars { scalar in
      switch scalar {
      case "%": "%25"
      case "\r": "%0D"
      case "\n": "%0A"
      case ":" where isProperty: "%3A"
      case "," where isProperty: "%2C"
      default: scalar.altersDisplay ? scalar.code : nil
      }
    }
  }
}
