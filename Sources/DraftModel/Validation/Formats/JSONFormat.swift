import JSONTree

/// Findings as data, `roughcut.findings/1`.
///
/// `{"schema", "files": [{"file", "findings": [{"rule", "severity", "message", "advice"?, "pointer", "line"?,
/// "column"?}]}], "counts": {"error", "warning", "note"}}`. Lines and columns are counted from 1, columns in
/// Unicode scalars.
public struct JSONFormat: Sendable {
  /// Makes the format.
  public init() {}

  /// The reports as indented JSON.
  public func rendering(_ reports: [FileReport]) -> String {
    let files = reports.map { report -> JSONValue in
      ["file": .string(report.file), "findings": .array(report.findings.map(value))]
    }
    let counts = Severity.allCases.reversed().map { severity in
      JSONMember(severity.rawValue, .number(JSONNumber(Int64(reports.count(severity)))))
    }
    let document: JSONValue = [
      "schema": "roughcut.findings/1", "files": .array(files), "counts": .object(counts),
    ]
    return String(decoding: document.serialized(indent: 2), as: UTF8.self) + "\n"
  }

  private func value(of finding: Finding) -> JSONValue {
    var members = [
      JSONMember("rule", .string(finding.rule.rawValue)),
      JSONMember("severity", .string(finding.severity.rawValue)),
      JSONMember("message", .string(finding.message)),
    ]
    if let advice = finding.advice { members.append(JSONMember("advice", .string(advice))) }
    members.append(JSONMember("pointer", .string(finding.pointer.description)))
    if let location = finding.location {
      members.append(JSONMember("line", .number(JSONNumber(Int64(location.line)))))
      members.append(JSONMember("column", .number(JSONNumber(Int64(location.column)))))
    }
    return .object(members)
  }
}
