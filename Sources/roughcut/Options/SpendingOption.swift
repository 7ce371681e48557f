import ArgumentParser

/// How much may be spent.
struct SpendingOption: ParsableArguments {
  @Option(
    help: "Spend at most this many credits; what may cost more by the published prices is not sent."
  )
  var maxCredits: Double?

  func validate() throws {
    if let maxCredits, !(maxCredits >= 0) {
      throw ValidationError("--max-credits takes a number of credits")
    }
  }

  /// The limit under this option and the settings in force.
  func limit(_ settings: Configuration) throws -> SpendingLimit {
    SpendingLimit(try maxCredits ?? settings.maxCredits)
  }
}
