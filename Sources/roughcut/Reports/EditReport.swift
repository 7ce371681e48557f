import DraftModel

/// What a transformation did, and what the rules say to it.
struct EditReport: Encodable {
  let changes: [String]
  let newFindings: [NewFinding]

  /// What is found in the result and was not in the draft.
  struct NewFinding: Encodable {
    let rule: String
    let severity: String
    let message: String
    let pointer: String
  }

  init(_ result: TransformResult, _ gained: [Finding]) {
    changes = result.changes
    newFindings = gained.map {
      NewFinding(
        rule: $0.rule.rawValue, severity: "\($0.severity)", message: $0.message,
        pointer: "\($0.pointer)")
    }
  }
}
