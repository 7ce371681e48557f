import DraftModel
import JSONTree
import TestSupport
import Testing

@Suite("A random draft")
struct RandomDraftTests {
  @Test("It reads, before and after edits, and no time or type in it is wrong")
  func reads() throws {
    var generator = SeededGenerator()
    let faults: Set<RuleID> = [
      .wrongType, .outOfRange, .negativeTime, .excessiveTime, .unknownWord,
    ]
    for _ in 0..<200 {
      let draft = RandomDraft(using: &generator).edited(3, using: &generator)
      let findings = try draft.draft().resolved().findings
      #expect(findings.filter { faults.contains($0.rule) }.isEmpty, "\(generator)")
    }
  }
}
