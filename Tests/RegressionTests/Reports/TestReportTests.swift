import DraftModel
import Foundation
import Regression
import TestSupport
import Testing

/// Every form tells the same, and nothing that a program says breaks out of it.
@Suite struct TestReportTests {
  /// What no form must let through.
  private static let hostile =
    "a \"b\" <i>&amp;</i> ]]> 100%\r\n::error::x \u{0}\u{1B}[31m\u{202E} é 你 😀"

  private static let result: SuiteResult = {
    var passed = CaseResult(name: "titles/intro", file: "t/titles/intro/case.yml")
    passed.notes = ["it left 2 processes running, which were ended"]
    passed.duration = .milliseconds(1250)
    var accepted = CaseResult(name: "accepted", file: "t/accepted/case.yml")
    accepted.accepted = ["expected.json", "frames/0s.png"]
    var failed = CaseResult(name: hostile, file: "t/<hostile>/case.yml")
    failed.failures = [
      CaseFailure(
        .hold, hostile, details: ["~ one: changed", hostile],
        at: FilePlace(file: "t/<hostile>/case.yml", line: 7, column: 5)),
      CaseFailure(.expected, "the result is not expected.json: 1 change", details: ["+ two"]),
    ]
    var broken = CaseResult(name: "broken", file: "t/broken/case.yml")
    broken.failures = [
      CaseFailure(.case, "no such file", at: FilePlace(file: "t/broken/input.json"))
    ]
    return SuiteResult(cases: [passed, accepted, failed, broken])
  }()

  @Test("Text: a line a case, what is wrong below it, and the count")
  func text() {
    let lines = TestReportFormat.text.rendering(Self.result).split(separator: "\n").map(String.init)
    #expect(lines.first == "passed  titles/intro")
    #expect(lines.contains("    note: it left 2 processes running, which were ended"))
    #expect(lines.contains("    accepted expected.json, frames/0s.png"))
    #expect(lines.contains { $0.hasPrefix("    t/<hostile>/case.yml:7:5: a \"b\"") })
    #expect(lines.contains("        ~ one: changed"))
    #expect(lines.contains("    t/broken/input.json: no such file"))
    #expect(lines.last == "4 cases: 2 passed, 1 failed, 1 broken, 1 accepted")
    #expect(lines.joined().unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x202E })
    let colored = TestTextFormat(isColored: true).rendering(Self.result)
    #expect(colored.contains("\u{1B}[31mfailed\u{1B}[0m"))
    #expect(colored.contains("\u{1B}[33m~ one: changed\u{1B}[0m"))
  }

  @Test("JSON: the same facts under a versioned name")
  func json() throws {
    let object = try JSONSerialization.jsonObject(
      with: Data(TestReportFormat.json.rendering(Self.result).utf8))
    let report = try #require(object as? [String: Any])
    #expect(report["schema"] as? String == "roughcut.test/1")
    #expect(report["passed"] as? Int == 2 && report["failed"] as? Int == 1)
    let cases = try #require(report["cases"] as? [[String: Any]])
    #expect(cases.map { $0["status"] as? String } == ["passed", "passed", "failed", "broken"])
    let failures = try #require(cases[2]["failures"] as? [[String: Any]])
    #expect(failures[0]["message"] as? String == Self.hostile)
    #expect((failures[0]["place"] as? [String: Any])?["line"] as? Int == 7)
    #expect(cases[0]["seconds"] as? Double == 1.25)
  }

  /// Reads JUnit's XML and prints what a build server counts.
  private static let reader = """
    import sys, json, xml.etree.ElementTree as tree
    root = tree.parse(sys.stdin.buffer).getroot()
    suite = root.find("testsuite")
    print(json.dumps([suite.get("tests"), suite.get("failures"), suite.get("errors")]
      + [[c.get("classname"), c.get("name"), c.get("time"), [e.tag for e in c]] for c in suite]))
    """

  @Test("JUnit: an XML parser finds each case, its time, its failure or error")
  func junit() throws {
    let xml = TestReportFormat.junit.rendering(Self.result)
    let output = try Shell.output(of: "python3", ["-c", Self.reader], input: Data(xml.utf8))
    let facts = try #require(JSONSerialization.jsonObject(with: output) as? [Any])
    #expect(facts.prefix(3).map { $0 as? String } == ["4", "1", "1"])
    let cases = facts.dropFirst(3).compactMap { $0 as? [Any] }
    #expect(
      cases.map { $0[3] as? [String] } == [["system-out"], ["system-out"], ["failure"], ["error"]])
    #expect(cases[0][0] as? String == "titles" && cases[0][1] as? String == "intro")
    #expect(cases[0][2] as? String == "1.2500")
    // What alters the display is shown as its code.
    let shown = Self.hostile.replacing("\u{0}", with: "\\u{0}").replacing(
      "\u{1B}", with: "\\u{1b}"
    ).replacing("\u{202E}", with: "\\u{202e}")
    // A slash in a name parts folders.
    #expect((cases[2][1] as? String) == shown.split(separator: "/").last.map(String.init))
  }

  @Test("GitHub: one command a line, and none that the program wrote")
  func github() {
    let lines = TestReportFormat.github.rendering(Self.result).split(separator: "\n")
    #expect(lines.count == 5)
    #expect(lines.allSatisfy { $0.hasPrefix("::error ") || $0.hasPrefix("::notice ") })
    #expect(lines[0].hasPrefix("::error file=t/<hostile>/case.yml,line=7,col=5,title=a \"b\""))
    #expect(lines[0].contains("%0D%0A::error::x"))
    #expect(lines[2] == "::error file=t/broken/input.json,title=broken::no such file")
  }

  @Test("HTML: needs nothing beside itself, and lets no text become an element")
  func html() throws {
    let page = TestReportFormat.html.rendering(Self.result)
    #expect(!page.contains("<i>&amp;") && page.contains("&lt;i&gt;&amp;amp;&lt;/i&gt;"))
    #expect(page.matches(of: /(?:src|href)="(?!data:)/).isEmpty)
    #expect(page.firstMatch(of: /<script|@import|url\(/) == nil)
    // What is wrong comes first.
    let names = page.matches(of: /<details class="case (\w+)"/).map { String($0.1) }
    #expect(names == ["broken", "failed", "passed", "passed"])
    #expect(page.contains("<title>✗ 2 of 4 cases</title>"))
    #expect(page.contains("<span class=\"changed\">~ one: changed</span>"))
  }
}
