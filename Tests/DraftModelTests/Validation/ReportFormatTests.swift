import DraftModel
import Foundation
import JSONTree
import TestSupport
import Testing

@Suite("ReportFormat")
struct ReportFormatTests {
  /// One file with an error and a note, and one without findings.
  static func reports() throws -> [FileReport] {
    let draft = try Draft(
      """
      {"t": [{"tt": 0, "sg": [
        {"s": 0, "d": 5000, "m": {"src": "a.png"}},
        {"s": 4000, "d": 5000, "m": {"src": "b.png"}}]}]}
      """)
    return [
      FileReport(file: "cuts/one, 100%.json", findings: draft.validated()),
      FileReport(file: "two.json", findings: []),
    ]
  }

  /// Findings that quote what no format must let through.
  static let hostile = [
    FileReport(
      file: "a\"<&>:,%\n.json",
      findings: [
        Finding(
          rule: .overlap, severity: .warning,
          message: "a \"b\" <c> & 'd' ]]> 100%\r\n::error::x \u{0}\u{1B}[31m\u{202E} é 你 😀",
          pointer: JSONPointer(["t", "a/b~c", "\u{7}"]))
      ])
  ]

  @Test("Text: place, severity, message, rule, then pointer and advice, then the count")
  func text() throws {
    #expect(
      ReportFormat.text.rendering(try Self.reports()) == """
        cuts/one, 100%.json:1:1: note: the draft makes no sound [silent-draft]
            add music or speech, or unmute a clip
        cuts/one, 100%.json:3:3: error: the segment starts at 4s, before /t/0/sg/0 ends at 5s [overlap]
            at /t/0/sg/1; the later start wins where they overlap
        1 error, 0 warnings, 1 note

        """)
  }

  @Test("Text: colour only where it was asked for, and no control character of the draft")
  func textControls() throws {
    let plain = TextFormat().rendering(Self.hostile)
    let isClean = plain.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 }
    #expect(isClean)
    #expect(plain.contains(#"\u{1b}[31m\u{202e} é 你 😀"#))
    #expect(plain.split(separator: "\n").count == 3)
    let colored = TextFormat(isColored: true).rendering(try Self.reports())
    #expect(colored.contains("3:3: \u{1B}[31merror\u{1B}[0m: the segment"))
  }

  @Test("JSON: the same facts under a versioned name")
  func json() throws {
    let text = ReportFormat.json.rendering(try Self.reports())
    let root = try JSONDocument(parsing: text).root
    #expect(root["schema"]?.stringValue == "roughcut.findings/1")
    #expect(
      root["files"]?.elements.map { $0["file"]?.stringValue } == [
        "cuts/one, 100%.json", "two.json",
      ])
    let finding = try #require(root["files"]?[0]?["findings"]?[1])
    #expect(
      finding.value == [
        "rule": "overlap", "severity": "error",
        "message": "the segment starts at 4s, before /t/0/sg/0 ends at 5s",
        "advice": "the later start wins where they overlap", "pointer": "/t/0/sg/1", "line": 3,
        "column": 3,
      ])
    #expect(root["counts"]?.value == ["error": 1, "warning": 0, "note": 1])
  }

  @Test("GitHub: one command a finding, with what ends it escaped")
  func gitHub() throws {
    #expect(
      ReportFormat.github.rendering(try Self.reports()) == """
        ::notice file=cuts/one%2C 100%25.json,line=1,col=1,title=silent-draft::the draft makes no sound; \
        add music or speech, or unmute a clip
        ::error file=cuts/one%2C 100%25.json,line=3,col=3,title=overlap::the segment starts at 4s, before \
        /t/0/sg/0 ends at 5s; the later start wins where they overlap

        """)
    let hostile = ReportFormat.github.rendering(Self.hostile)
    #expect(hostile.hasPrefix(#"::warning file=a"<&>%3A%2C%25%0A.json,title=overlap::a "b""#))
    #expect(hostile.filter(\.isNewline).count == 1)
  }

  @Test(
    "JUnit: a suite for each file, a case for each finding, one that passed where there is none")
  func junit() throws {
    #expect(
      ReportFormat.junit.rendering(try Self.reports()) == """
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites name="roughcut validate" tests="3" failures="1">
          <testsuite name="cuts/one, 100%.json" tests="2" failures="1">
            <testcase classname="cuts/one, 100%.json" name="silent-draft (1:1)"><system-out>the draft \
        makes no sound&#10;add music or speech, or unmute a clip</system-out></testcase>
            <testcase classname="cuts/one, 100%.json" name="overlap /t/0/sg/1 (3:3)"><failure \
        type="error" message="the segment starts at 4s, before /t/0/sg/0 ends at 5s">the segment \
        starts at 4s, before /t/0/sg/0 ends at 5s&#10;/t/0/sg/1&#10;the later start wins where they \
        overlap</failure></testcase>
          </testsuite>
          <testsuite name="two.json" tests="1" failures="0">
            <testcase classname="two.json" name="valid"/>
          </testsuite>
        </testsuites>

        """)
  }

  @Test("What drafts hold breaks no format: XML and JSON are well-formed to other readers")
  func wellFormed() throws {
    let xml = try Shell.output(
      of: "python3",
      ["-c", "import sys, xml.etree.ElementTree as e; e.fromstring(sys.stdin.buffer.read())"],
      input: Data(ReportFormat.junit.rendering(Self.hostile).utf8))
    #expect(xml.isEmpty)
    for format in [ReportFormat.json, .sarif] {
      let text = format.rendering(Self.hostile)
      _ = try JSONSerialization.jsonObject(with: Data(text.utf8))
    }
  }

  @Test("No findings: every format says so and stays well-formed", arguments: ReportFormat.allCases)
  func empty(format: ReportFormat) throws {
    let text = format.rendering([])
    switch format {
    case .text: #expect(text == "0 errors, 0 warnings, 0 notes\n")
    case .github: #expect(text.isEmpty)
    case .junit: #expect(text.hasSuffix("tests=\"0\" failures=\"0\">\n</testsuites>\n"))
    case .json, .sarif: #expect(try JSONDocument(parsing: text).root.kind == .object)
    }
  }
}
