extension Draft {
  /// What the rules find in this draft beyond what they find in `old`, in order of place.
  ///
  /// Findings are told apart by rule, and counted: an edit moves things, and with them what was found before.
  /// Of a rule with more findings than before, those that are told in other words come first.
  ///
  /// - Parameters:
  ///   - old: The draft before an edit.
  ///   - configuration: Which rules are asked, and how much their findings matter.
  ///   - environment: What is known around both drafts.
  public func newFindings(
    since old: Draft, by configuration: ValidationConfiguration = .standard,
    in environment: ValidationEnvironment = .unprobed
  ) -> [Finding] {
    let change = LocalChange(from: old.resolved().timeline, to: resolved().timeline)
    let before = Dictionary(
      grouping: old.findings(by: configuration, in: environment) { change?.oldPart(of: $0) },
      by: \.rule)
    let after = findings(by: configuration, in: environment) { change?.newPart(of: $0) }
    let gained = Dictionary(grouping: after.indices, by: { after[$0].rule }).flatMap {
      rule, places in
      let known = before[rule] ?? []
      let messages = Set(known.map(\.message))
      let (said, unsaid) = (
        places.filter { messages.contains(after[$0].message) },
        places.filter { !messages.contains(after[$0].message) }
      )
      return (unsaid + said).prefix(max(0, places.count - known.count))
    }
    return gained.sorted().map { after[$0] }
  }

  /// What the rules find, those that look no further than what plays at the same time in a part of the draft only.
  private func findings(
    by configuration: ValidationConfiguration, in environment: ValidationEnvironment,
    _ part: (Timeline) -> Timeline?
  ) -> [Finding] {
    let whole = ValidationContext(self, in: environment)
    let near = part(resolved().timeline).map {
      ValidationContext(self, in: environment, lookingAt: $0)
    }
    return validated(by: configuration) { rule in
      RuleCatalog.local.contains(rule.id) ? near ?? whole : whole
    }
  }
}
