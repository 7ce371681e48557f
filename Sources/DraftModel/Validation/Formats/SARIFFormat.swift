import JSONTree

/// Findings as a SARIF 2.1.0 log (OASIS, 2020), which code scanning services show.
///
/// One run; every rule that found something is described, so that a viewer can explain it without us.
public struct SARIFFormat: Sendable {
  /// The most results that GitHub's code scanning accepts in one run ("SARIF support for code scanning", limits).
  public static let mostResults = 25_000

  /// Makes the format.
  public init() {}

  /// The reports as one log, indented.
  public func rendering(_ reports: [FileReport]) -> String {
    let broken = Set(reports.flatMap(\.findings).map(\.rule))
    let rules = RuleCatalog.all.filter { broken.contains($0.id) }
    let places = Dictionary(
      rules.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    let found = reports.flatMap { report in report.findings.map { (file: report.file, $0) } }
    let shown = Self.mostSevere(found.map(\.1.severity))
    let results = shown.map { index in
      result(found[index].1, in: found[index].file, rule: places[found[index].1.rule])
    }
    let driver: JSONValue = ["name": "roughcut", "rules": .array(rules.map(descriptor))]
    let log: JSONValue = [
      "$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0",
      "runs": [
        [
          "tool": ["driver": driver],
          // Columns count Unicode scalars, as locations do everywhere here.
          "columnKind": "unicodeCodePoints",
          "artifacts": .array(reports.map { ["location": ["uri": .string(uri($0.file))]] }),
          "invocations": [invocation(leavingOut: found.count - shown.count)],
          "results": .array(results),
        ]
      ],
    ]
    return String(decoding: log.serialized(indent: 2), as: UTF8.self) + "\n"
  }

  /// The places of the findings that are written, in their order: all, or the most severe of too many.
  private static func mostSevere(_ severities: [Severity]) -> [Int] {
    guard severities.count > mostResults else { return Array(severities.indices) }
    let ordered = severities.indices.sorted {
      (severities[$1], $0) < (severities[$0], $1)
    }
    return ordered.prefix(mostResults).sorted()
  }

  /// How the run went; says so where findings are left out.
  private func invocation(leavingOut count: Int) -> JSONValue {
    var members = [JSONMember("executionSuccessful", true)]
    if count > 0 {
      let text =
        "\(count) more findings are left out, as a run holds \(Self.mostResults) results at most; "
        + "the others are at least as severe"
      members.append(
        JSONMember(
          "toolExecutionNotifications", [["level": "warning", "message": ["text": .string(text)]]]))
    }
    return .object(members)
  }

  private func descriptor(of rule: any Rule) -> JSONValue {
    [
      "id": .string(rule.id.rawValue),
      "shortDescription": ["text": .string(rule.summary + ".")],
      "fullDescription": ["text": .string(rule.reason)],
      "help": ["text": .string(rule.explanation)],
      "defaultConfiguration": ["level": .string(rule.severity.rawValue)],
    ]
  }

  private func result(_ finding: Finding, in file: String, rule: Int?) -> JSONValue {
    let advice = finding.advice.map { "; \($0)" } ?? ""
    var physical = [JSONMember("artifactLocation", ["uri": .string(uri(file))])]
    if let location = finding.location {
      physical.append(
        JSONMember(
          "region",
          [
            "startLine": .number(JSONNumber(Int64(location.line))),
            "startColumn": .number(JSONNumber(Int64(location.column))),
          ]))
    }
    var members = [JSONMember("ruleId", .string(finding.rule.rawValue))]
    if let rule { members.append(JSONMember("ruleIndex", .number(JSONNumber(Int64(rule))))) }
    members += [
      JSONMember("level", .string(finding.severity.rawValue)),
      JSONMember("message", ["text": .string((finding.message + advice).escapedForSARIF)]),
      JSONMember(
        "locations",
        [
          [
            "physicalLocation": .object(physical),
            "logicalLocations": [
              ["fullyQualifiedName": .string(finding.pointer.description), "kind": "value"]
            ],
          ]
        ]),
    ]
    return .object(members)
  }

  /// A file's path as a relative reference, or as a `file:` URI where it is absolute (RFC 3986, RFC 8089; SARIF 2.1.0,
  /// 3.4.3).
  private func uri(_ file: String) -> String {
    if file == "-" || file == FileReport.standardInput { return "standard-input.json" }
    var result = file.utf8.first == UInt8(ascii: "/") ? "file://" : ""
    for byte in file.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "."),
        UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "~"):
        result.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        result += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }
    return result
  }
}
