/// A rule about what reading and resolving a draft comes upon.
protocol ReadingRule: Rule {}

extension ReadingRule {
  func findings(in context: ValidationContext) -> [Finding] {
    context.resolution.findings.filter { $0.rule == id }
  }

  func fixes(in context: ValidationContext) -> [Fix] {
    context.resolution.fixes.filter { $0.rule == id }
  }
}
