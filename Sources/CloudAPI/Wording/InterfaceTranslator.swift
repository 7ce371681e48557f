/// What is left to show of the service's words, and what they ask to be done instead.
public struct InterfaceTranslation: Hashable, Sendable {
  /// The words without instructions to use an interface; empty if there was nothing else.
  public let text: String

  /// What the instructions come to, in order, each once.
  public let actions: [InterfaceAction]
}

/// Translates the wording of a service that believes its user sits in front of an editor.
///
/// Descriptions of content are kept as they are; a sentence's instruction is stripped with all that follows
/// it in the sentence, and with what only leads up to it ("To fetch it, click …").
public struct InterfaceTranslator: Sendable {
  private struct Row: Sendable {
    let row: InterfacePhrases.Row
    let verbs: PhraseMatcher
    let objects: Set<String>
    let notBefore: Set<String>

    init(_ row: InterfacePhrases.Row) {
      self.row = row
      verbs = PhraseMatcher(row.verbs)
      objects = Set(row.objects)
      notBefore = Set(row.notBefore.flatMap { PhraseMatcher.tokens(of: $0).prefix(1) })
    }

    /// Whether the row's verb stands at the front of `tokens`, with what must and must not follow.
    func stands(at tokens: ArraySlice<String>) -> Bool {
      let length = verbs.matchLength(tokens)
      guard length > 0 else { return false }
      let next = tokens.dropFirst(length).first ?? ""
      return (objects.isEmpty || objects.contains(next)) && !notBefore.contains(next)
    }
  }

  private let rows = InterfacePhrases.rows.map(Row.init)
  private let parts = PhraseMatcher(InterfacePhrases.parts)
  private let leads = PhraseMatcher(InterfacePhrases.leads)
  private let preparations = PhraseMatcher(InterfacePhrases.preparations)

  /// Makes a translator over the published table.
  public init() {}

  /// Translates a whole answer.
  public func translation(of text: String) -> InterfaceTranslation {
    var kept = ""
    var actions: [InterfaceAction] = []
    for sentence in SentenceSplitter.sentences(of: text) {
      let clauses = SentenceSplitter.clauses(of: sentence)
      let found = clauses.map(action(in:))
      guard let first = found.firstIndex(where: { $0 != nil }) else {
        kept += sentence
        continue
      }
      for case let action? in found { add(action, in: sentence, to: &actions) }
      kept += remainder(of: clauses[..<first])
    }
    return InterfaceTranslation(text: Self.trimmed(kept), actions: actions)
  }

  /// The action of a clause's instruction, the row of highest precedence first.
  private func action(in clause: Substring) -> InterfacePhrases.Action? {
    let tokens = PhraseMatcher.tokens(of: clause)
    let begins = instructionStarts(in: tokens)
    let hasPart = tokens.indices.contains { parts.matchLength(tokens[$0...]) > 0 }
    for row in rows {
      for index in tokens.indices where row.stands(at: tokens[index...]) {
        if row.row.isAnywhere { return row.row.action }
        if row.row.needsPart {
          if hasPart, begins.contains(index) || hasLead(before: index, in: tokens) {
            return row.row.action
          }
        } else if begins.contains(index) || (hasPart && hasLead(before: index, in: tokens)) {
          return row.row.action
        }
      }
    }
    return nil
  }

  /// The places at which an instruction may begin: the clause's start, and after each of its leads.
  private func instructionStarts(in tokens: [String]) -> Set<Int> {
    var starts: Set<Int> = [0]
    var index = 0
    while index < tokens.count {
      let length = leads.matchLength(tokens[index...])
      guard length > 0 else { break }
      index += length
      starts.insert(index)
    }
    return starts
  }

  /// Whether a lead stands right before `index`, as in "… and drag it to the timeline".
  private func hasLead(before index: Int, in tokens: [String]) -> Bool {
    (1...4).contains { length in
      length <= index && leads.matchLength(tokens[(index - length)..<index]) == length
    }
  }

  /// What is kept of the clauses before an instruction: those that don't merely prepare it.
  private func remainder(of clauses: ArraySlice<Substring>) -> String {
    let kept = clauses.prefix {
      preparations.matchLength(PhraseMatcher.tokens(of: $0)[...]) == 0
    }
    guard let last = kept.last else { return "" }
    var text = kept.dropLast().joined() + last
    while let end = text.last, end.isWhitespace || ",;:，；：、—".contains(end) { text.removeLast() }
    guard !text.isEmpty else { return "" }
    let isChinese = text.last?.isASCII == false
    return text + (isChinese ? "。" : ". ")
  }

  private func add(
    _ action: InterfacePhrases.Action, in sentence: Substring, to actions: inout [InterfaceAction]
  ) {
    let action: InterfaceAction =
      switch action {
      case .export: .export
      case .credits: .showCredits
      case .summary: .showSummary
      case .edit: .sendEdit(Self.trimmed(String(sentence)))
      case .state: .showState
      case .perform: .perform
      }
    if !actions.contains(action) { actions.append(action) }
  }

  private static func trimmed(_ text: String) -> String {
    var rest = text[...]
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return String(rest)
  }
}
