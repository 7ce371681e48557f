import JSONTree

extension Draft {
  /// What the rules in force find, in the order of the document.
  ///
  /// Never throws and never stops at the first problem.
  ///
  /// - Parameters:
  ///   - configuration: Which rules are asked, and how much their findings matter.
  ///   - environment: What is known around the draft.
  public func validated(
    by configuration: ValidationConfiguration = .standard,
    in environment: ValidationEnvironment = .unprobed
  ) -> [Finding] {
    let context = ValidationContext(self, in: environment)
    return validated(by: configuration) { _ in context }
  }

  /// What the rules in force find, each in a context of its own choice, in the order of the document.
  func validated(
    by configuration: ValidationConfiguration, _ context: (any Rule) -> ValidationContext
  ) -> [Finding] {
    let findings = RuleCatalog.all.filter { configuration.isInForce($0.id) }
      .flatMap { $0.findings(in: context($0)) }.map(configuration.graded)
    return findings.enumerated().sorted {
      ($0.element.place, $0.element.rule, $0.offset)
        < ($1.element.place, $1.element.rule, $1.offset)
    }.map(\.element)
  }

  /// The draft after every safe fix of the rules in force, and what was done.
  ///
  /// A fix is safe if the draft means the same after it: the timeline is the same, and every byte that it
  /// is not about stays. Fixing what is fixed already changes nothing.
  public func fixed(
    by configuration: ValidationConfiguration = .standard,
    in environment: ValidationEnvironment = .unprobed
  ) -> FixedDraft {
    var result = FixedDraft(draft: self, applied: [])
    // A fix can uncover another, as where one of three spellings goes; each round settles all it sees.
    for _ in 0..<FixedDraft.roundLimit {
      let before = result.applied.count
      var context = ValidationContext(result.draft, in: environment)
      for rule in RuleCatalog.all where configuration.isInForce(rule.id) {
        let done = result.applied.count
        result.apply(rule.fixes(in: context))
        guard result.applied.count > done else { continue }
        context = ValidationContext(result.draft, in: environment)
      }
      if result.applied.count == before { break }
    }
    return result
  }
}

extension Finding {
  /// Where the finding stands in the document, for ordering.
  fileprivate var place: Int { location?.byteOffset ?? 0 }
}
