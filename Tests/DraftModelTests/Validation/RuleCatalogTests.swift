import DraftModel
import Foundation
import JSONTree
import TestSupport
import Testing

@Suite("RuleCatalog")
struct RuleCatalogTests {
  static let ids = RuleCatalog.all.map(\.id)

  private func rule(_ id: RuleID) throws -> any Rule { try #require(RuleCatalog.rule(id)) }

  @Test("A rule finds something in its bad example, at a place that is there", arguments: ids)
  func bad(id: RuleID) throws {
    let rule = try rule(id)
    let draft = try Draft(rule.bad.draft)
    let findings = draft.validated(in: rule.bad.environment).filter { $0.rule == id }
    #expect(!findings.isEmpty)
    for finding in findings {
      #expect(draft.document.node(at: finding.pointer)?.location == finding.location)
      #expect(!finding.message.isEmpty && !finding.message.hasSuffix("."))
      #expect(finding.severity == rule.severity)
    }
  }

  @Test("No rule finds anything to mend in a good example", arguments: ids)
  func good(id: RuleID) throws {
    let rule = try rule(id)
    let findings = try Draft(rule.good.draft).validated(in: rule.good.environment)
    #expect(findings.filter { $0.rule == id || $0.severity > .note } == [])
  }

  @Test("Where a rule has a fix, its bad example shows it", arguments: ids)
  func fixed(id: RuleID) throws {
    let rule = try rule(id)
    let draft = try Draft(rule.bad.draft)
    let fixed = draft.fixed(in: rule.bad.environment)
    let fixable: [RuleID] = [
      .fractionalTime, .twoSpellings, .emptyTransition, RuleID(rawValue: "keyframes-unordered"),
    ]
    #expect(fixed.applied.map(\.rule) == (fixable.contains(id) ? [id] : []))
    let left = fixed.draft.validated(in: rule.bad.environment).filter { $0.rule == id }
    #expect(left.isEmpty == fixable.contains(id))
  }

  @Test("Names are unique, lower-case words joined by hyphens")
  func names() {
    #expect(Set(Self.ids).count == Self.ids.count)
    for id in Self.ids {
      #expect(id.rawValue.wholeMatch(of: /[a-z]+(-[a-z]+)*/) != nil, "\(id)")
    }
  }

  @Test("Every file of Rules holds a rule of the catalog")
  func files() throws {
    let folder = Repository.root.appending(path: "Sources/DraftModel/Validation/Rules")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".swift") }.map { String($0.dropLast(6)) }
    #expect(Set(files) == Set(RuleCatalog.all.map { String(describing: type(of: $0)) }))
  }

  @Test("The rules page is current; ROUGHCUT_RECORD=1 writes it again")
  func page() throws {
    let file = Repository.root.appending(path: "docs/rules.md")
    if ProcessInfo.processInfo.environment["ROUGHCUT_RECORD"] == "1" {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(RuleCatalog.page.utf8).write(to: file)
    }
    #expect(try String(contentsOf: file, encoding: .utf8) == RuleCatalog.page)
  }

  @Test("An explanation tells the summary, the reason and both examples", arguments: ids)
  func explanation(id: RuleID) throws {
    let rule = try rule(id)
    let text = rule.explanation
    #expect(text.hasPrefix("\(id) (\(rule.severity.rawValue))\n\(rule.summary).\n"))
    #expect(text.contains(rule.reason))
    for line in (rule.good.draft + "\n" + rule.bad.draft).split(separator: "\n") {
      #expect(text.contains("  \(line)\n"))
    }
  }
}
