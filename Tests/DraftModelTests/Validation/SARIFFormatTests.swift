import DraftModel
import Foundation
import JSONTree
import TestSupport
import Testing

/// Holds the log against SARIF 2.1.0 as others read it.
///
/// The standard's own schema is not ours to copy. Where a copy is at hand, `ROUGHCUT_SARIF_SCHEMA` names it;
/// the object model that Microsoft generated from it, `sarif-om`, is the other oracle; and the clauses of
/// the standard that this log leans on stand here as a schema of their own.
@Suite("SARIFFormat")
struct SARIFFormatTests {
  /// All rules' bad examples, each a file.
  static func reports() throws -> [FileReport] {
    try RuleCatalog.all.map { rule in
      let draft = try Draft(rule.bad.draft)
      return FileReport(
        file: "examples/\(rule.id) é.json", findings: draft.validated(in: rule.bad.environment))
    } + ReportFormatTests.hostile
  }

  static let schema = ProcessInfo.processInfo.environment["ROUGHCUT_SARIF_SCHEMA"]

  private func complaints(_ script: String, _ arguments: [String] = []) throws -> String {
    let log = ReportFormat.sarif.rendering(try Self.reports())
    let outcome = try PythonOracle.run(script, arguments, input: Data(log.utf8))
    return outcome.text + outcome.errors
  }

  @Test("Every finding is a result at its place, of a rule that is described")
  func results() throws {
    let reports = try Self.reports()
    let log = try JSONDocument(parsing: ReportFormat.sarif.rendering(reports)).root
    let run = try #require(log["runs"]?[0])
    let rules = try #require(run["tool"]?["driver"]?["rules"])
    let results = try #require(run["results"]).elements
    let findings = reports.flatMap(\.findings)
    #expect(results.count == findings.count)
    for (result, finding) in zip(results, findings) {
      #expect(result["ruleId"]?.stringValue == finding.rule.rawValue)
      let index = try #require(result["ruleIndex"]?.number?.int64)
      #expect(rules[Int(index)]?["id"]?.stringValue == finding.rule.rawValue)
      let physical = result["locations"]?[0]?["physicalLocation"]
      #expect(
        physical?["region"]?["startLine"]?.number?.int64 == finding.location.map { Int64($0.line) })
    }
  }

  @Test("A run holds 25,000 results, the most severe of more, and says how many are left out")
  func limit() throws {
    let rule = try #require(RuleCatalog.all.first)
    let finding = { (severity: Severity, number: Int) in
      Finding(
        rule: rule.id, severity: severity, message: "\(number)", pointer: JSONPointer(["t", "\(number)"]))
    }
    let findings =
      (0..<20_000).map { finding(.note, $0) } + (20_000..<30_000).map { finding(.error, $0) }
    let log = ReportFormat.sarif.rendering([FileReport(file: "a.json", findings: findings)])
    let run = try #require(try JSONDocument(parsing: log).root["runs"]?[0])
    let results = try #require(run["results"]).elements
    #expect(results.count == 25_000)
    #expect(results.count { $0["level"]?.stringValue == "error" } == 10_000)
    #expect(results.first?["message"]?["text"]?.stringValue == "0")
    let notification = run["invocations"]?[0]?["toolExecutionNotifications"]?[0]
    #expect(notification?["message"]?["text"]?.stringValue?.hasPrefix("5000 more findings") == true)
  }

  @Test("Files are URI references with everything odd encoded")
  func uris() throws {
    func uri(_ file: String) throws -> String? {
      let text = ReportFormat.sarif.rendering([FileReport(file: file, findings: [])])
      return try JSONDocument(parsing: text).root["runs"]?[0]?["artifacts"]?[0]?["location"]?[
        "uri"]?
        .stringValue
    }
    #expect(try uri("cuts/a b.json") == "cuts/a%20b.json")
    #expect(try uri("é%#?:.json") == "%C3%A9%25%23%3F%3A.json")
    #expect(try uri("/home/me/a b.json") == "file:///home/me/a%20b.json")
    #expect(try uri("-") == "standard-input.json")
    #expect(try uri(FileReport.standardInput) == "standard-input.json")
  }

  @Test(
    "The log keeps the clauses of the standard that it leans on",
    .enabled(if: PythonOracle.isThere, PythonOracle.isMissing))
  func clauses() throws {
    let script = """
      import json, sys, jsonschema
      schema = json.loads(sys.argv[1])
      jsonschema.Draft202012Validator.check_schema(schema)
      for e in jsonschema.Draft202012Validator(schema).iter_errors(json.load(sys.stdin)):
          print(e.json_path, e.message)
      """
    #expect(try complaints(script, [Self.clauses]) == "")
  }

  @Test(
    "Every property is one of the standard's object model, and none that it needs is missing",
    .enabled(if: PythonOracle.isThere, PythonOracle.isMissing))
  func objectModel() throws {
    #expect(try complaints(Self.objectModelScript) == "")
  }

  @Test(
    "The log is valid by the standard's schema",
    .enabled(if: PythonOracle.isThere && schema != nil, "ROUGHCUT_SARIF_SCHEMA names no schema"))
  func standardSchema() throws {
    let script = """
      import json, sys, jsonschema
      schema = json.load(open(sys.argv[1]))
      for e in jsonschema.validators.validator_for(schema)(schema).iter_errors(json.load(sys.stdin)):
          print(e.json_path, e.message)
      """
    #expect(try complaints(script, [try #require(Self.schema)]) == "")
  }

  /// Walks the log with the classes that were generated from the schema: each lists its properties, and
  /// those without a default are required.
  private static let objectModelScript = """
    import json, sys, attr, sarif_om
    shapes = {
      "SarifLog": {"runs": "Run"},
      "Run": {"tool": "Tool", "results": "Result", "artifacts": "Artifact"},
      "Tool": {"driver": "ToolComponent"},
      "ToolComponent": {"rules": "ReportingDescriptor"},
      "ReportingDescriptor": {"shortDescription": "MultiformatMessageString",
        "fullDescription": "MultiformatMessageString",
        "defaultConfiguration": "ReportingConfiguration"},
      "Artifact": {"location": "ArtifactLocation"},
      "Result": {"message": "Message", "locations": "Location"},
      "Location": {"physicalLocation": "PhysicalLocation",
        "logicalLocations": "LogicalLocation"},
      "PhysicalLocation": {"artifactLocation": "ArtifactLocation", "region": "Region"},
    }
    def check(value, name, path):
        model = getattr(sarif_om, name)
        known = {a.metadata["schema_property_name"]: a for a in attr.fields(model)}
        for key in value:
            if key not in known: print(path, "unknown property", key)
        for key, a in known.items():
            if a.default is attr.NOTHING and key not in value: print(path, "missing", key)
        for key, inner in shapes.get(name, {}).items():
            if key not in value: continue
            items = value[key] if isinstance(value[key], list) else [value[key]]
            for i, item in enumerate(items): check(item, inner, f"{path}/{key}/{i}")
    check(json.load(sys.stdin), "SarifLog", "")
    """

  /// Clauses 3.13 to 3.52 of SARIF 2.1.0, as far as this log has their properties.
  private static let clauses = #"""
    {"type": "object", "additionalProperties": false, "required": ["version", "runs"],
     "properties": {
      "$schema": {"type": "string", "format": "uri"}, "version": {"const": "2.1.0"},
      "runs": {"type": "array", "items": {
       "type": "object", "additionalProperties": false, "required": ["tool"], "properties": {
        "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
        "tool": {"type": "object", "additionalProperties": false, "required": ["driver"],
         "properties": {"driver": {"type": "object", "additionalProperties": false,
          "required": ["name"], "properties": {"name": {"type": "string"},
           "rules": {"type": "array", "uniqueItems": true, "items": {
            "type": "object", "additionalProperties": false, "required": ["id"], "properties": {
             "id": {"type": "string"}, "shortDescription": {"$ref": "#/$defs/message"},
             "fullDescription": {"$ref": "#/$defs/message"},
             "defaultConfiguration": {"type": "object", "additionalProperties": false,
              "properties": {"level": {"$ref": "#/$defs/level"}}}}}}}}}},
        "artifacts": {"type": "array", "uniqueItems": true, "items": {"type": "object",
         "additionalProperties": false,
         "properties": {"location": {"$ref": "#/$defs/artifactLocation"}}}},
        "results": {"type": "array", "items": {
         "type": "object", "additionalProperties": false, "required": ["message"], "properties": {
          "ruleId": {"type": "string"}, "ruleIndex": {"type": "integer", "minimum": 0},
          "level": {"$ref": "#/$defs/level"}, "message": {"$ref": "#/$defs/message"},
          "locations": {"type": "array", "items": {"type": "object", "additionalProperties": false,
           "properties": {
            "physicalLocation": {"type": "object", "additionalProperties": false,
             "required": ["artifactLocation"], "properties": {
              "artifactLocation": {"$ref": "#/$defs/artifactLocation"},
              "region": {"type": "object", "additionalProperties": false, "properties": {
               "startLine": {"type": "integer", "minimum": 1},
               "startColumn": {"type": "integer", "minimum": 1}}}}},
            "logicalLocations": {"type": "array", "uniqueItems": true, "items": {"type": "object",
             "additionalProperties": false, "properties": {
              "fullyQualifiedName": {"type": "string"}, "kind": {"type": "string"}}}}}}}}}}}}}},
     "$defs": {
      "level": {"enum": ["none", "note", "warning", "error"]},
      "message": {"type": "object", "additionalProperties": false, "required": ["text"],
       "properties": {"text": {"type": "string", "minLength": 1}}},
      "artifactLocation": {"type": "object", "additionalProperties": false, "properties": {
       "uri": {"type": "string", "pattern": "^(file:///)?([A-Za-z0-9/._~-]|%[0-9A-F]{2})+$"}}}}}
    """#
}
