/// Decides what a sentence asks for, by the published table.
public struct IntentRouter: Sendable {
  private struct Row: Sendable {
    let keys: PhraseMatcher
    let all: PhraseMatcher

    init(_ phrases: IntentPhrases) {
      keys = PhraseMatcher(phrases.keys)
      all = PhraseMatcher(phrases.keys, phrases.companions, IntentPhrases.courtesies)
    }

    /// Whether the tokens have a key phrase, and nothing but what may stand beside it.
    func covers(_ tokens: [String]) -> Bool {
      var rest = tokens[...]
      var hasKey = false
      while !rest.isEmpty {
        let key = keys.matchLength(rest)
        let length = max(key, all.matchLength(rest))
        guard length > 0 else { return false }
        hasKey = hasKey || (key > 0 && key == length)
        rest.removeFirst(length)
      }
      return hasKey
    }
  }

  private let export = Row(.export)
  private let credits = Row(.credits)
  private let state = Row(.state)
  private let upload = Row(.upload)
  private let courtesy = PhraseMatcher(IntentPhrases.courtesies)

  /// Makes a router over the published table.
  public init() {}

  /// What `sentence` asks for.
  ///
  /// - Parameter isFile: Whether a path, as written, is a file here; asked for words that look like one.
  public func intent(of sentence: String, isFile: (String) -> Bool) -> UserIntent {
    let (sources, rest) = MentionedMedia.extracted(from: sentence, isFile: isFile)
    let tokens = PhraseMatcher.tokens(of: rest)
    if sources.isEmpty {
      // The order decides nothing today: no sentence is covered by two rows. State comes before export
      // since "export" may stand beside "status".
      if state.covers(tokens) { return .state }
      if export.covers(tokens) { return .export }
      if credits.covers(tokens) { return .credits }
      if upload.covers(tokens) { return .upload([], thenSay: nil) }
      return .message(sentence)
    }
    if upload.covers(tokens) || isCourtesyOnly(tokens) { return .upload(sources, thenSay: nil) }
    let isUploading = tokens.contains("upload") || rest.contains("上传")
    let namesFile = sources.contains { source in
      if case .file(let path) = source { isFile(path) } else { false }
    }
    guard isUploading || namesFile else { return .message(sentence) }
    return .upload(sources, thenSay: sentence)
  }

  private func isCourtesyOnly(_ tokens: [String]) -> Bool {
    var rest = tokens[...]
    while !rest.isEmpty {
      let length = courtesy.matchLength(rest)
      guard length > 0 else { return false }
      rest.removeFirst(length)
    }
    return true
  }
}
