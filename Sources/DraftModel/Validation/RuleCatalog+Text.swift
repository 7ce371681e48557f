extension Rule {
  /// The rule for people, as `--explain` prints it.
  public var explanation: String {
    """
    \(id) (\(severity.rawValue))
    \(summary).

    \(reason)

    Good:
    \(good.text.indented)

    Bad:
    \(bad.text.indented)

    """
  }

  /// The rule's section of the rules page.
  fileprivate var section: String {
    """
    ## \(id)

    *\(severity.rawValue)* · \(summary).

    \(reason)

    Good:

    ```json
    \(good.text)
    ```

    Bad:

    ```json
    \(bad.text)
    ```

    """
  }
}

extension RuleExample {
  /// The draft, after what is known of its media.
  fileprivate var text: String {
    let media = (environment.media ?? [:]).sorted { $0.key < $1.key }
      .map { "// \($0.key): \($0.value.words)\n" }.joined()
    return media + draft
  }
}

extension MediaReport {
  /// The report in words.
  fileprivate var words: String {
    switch self {
    case .readable(let facts): facts.words
    case .missing(let reason): "missing, \(reason)"
    case .unreachable(let reason): "unreachable, \(reason)"
    case .unsupported(let reason): "unsupported, \(reason)"
    }
  }
}

extension SourceFacts {
  /// The facts in words.
  fileprivate var words: String {
    var parts = [kind.rawValue]
    if let duration { parts.append("\(duration) s") }
    if let size { parts.append("\(size.width)x\(size.height)") }
    if let bytes { parts.append("\(bytes / 1_000_000) MB") }
    if kind == .video, hasSound { parts.append("with sound") }
    return parts.joined(separator: ", ")
  }
}

extension String {
  /// Every line set in by two spaces.
  fileprivate var indented: String {
    split(separator: "\n", omittingEmptySubsequences: false).map { "  \($0)" }
      .joined(separator: "\n")
  }
}

extension RuleCatalog {
  /// The rules page, in Markdown.
  public static var page: String {
    let rows = all.map { rule in
      "| [\(rule.id)](#\(rule.id)) | \(rule.severity.rawValue) | \(rule.summary) |"
    }
    let heading = """
      # Rules

      What `roughcut validate` looks for. This page is made from the rules themselves; every example is a
      test. A project's `.roughcut.yml` can turn a rule off or give it another severity.

      | rule | severity | what is found |
      |---|---|---|
      \(rows.joined(separator: "\n"))

      """
    return ([heading] + all.map(\.section)).joined(separator: "\n")
  }
}
