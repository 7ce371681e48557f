public import JSONTree

/// What a draft came wrapped in; writing gives back the same wrapping (format rule 1.3).
public enum Envelope: String, Hashable, Sendable, Encodable {
  /// The document is the draft.
  case bare
  /// `{"draft":…,"video_infos":…,"canvas_config":…}`.
  case state
  /// `{"code":0,"data":{"state":{…}}}`.
  case answer

  /// Where the draft sits in such a document.
  public var draftPointer: JSONPointer {
    switch self {
    case .bare: .root
    case .state: .root.appending(EnvelopeKey.draft)
    case .answer: statePointer.appending(EnvelopeKey.draft)
    }
  }

  /// Where the state sits; the root of a bare draft, which has none.
  public var statePointer: JSONPointer {
    switch self {
    case .bare, .state: .root
    case .answer: .root.appending(EnvelopeKey.data).appending(EnvelopeKey.state)
    }
  }

  /// Finds out how `document` wraps its draft.
  ///
  /// - Throws: ``DraftError`` where it holds none.
  static func detect(in document: JSONDocument, keys: KeyTable) throws(DraftError) -> Envelope {
    let root = document.root
    guard root.kind == .object else {
      throw DraftError(
        .notADraft(found: "the document is \(root.kind.phrase)"), location: root.location)
    }
    if keys.field(.tracks, in: root) != nil { return .bare }
    if let draft = root[EnvelopeKey.draft] {
      try checkIsObject(draft, "\"draft\"")
      return .state
    }
    if let code = root[EnvelopeKey.code], let number = code.number, number.int64 != 0 {
      let message = root[EnvelopeKey.message]?.stringValue ?? ""
      throw DraftError(
        .serviceFailure(code: number.text, message: message), pointer: code.pointer,
        location: code.location)
    }
    if let draft = root[EnvelopeKey.data]?[EnvelopeKey.state]?[EnvelopeKey.draft] {
      try checkIsObject(draft, "\"draft\"")
      return .answer
    }
    let names = root.members.prefix(4).map { "\"\($0.key)\"" }.joined(separator: ", ")
    throw DraftError(
      .notADraft(found: names.isEmpty ? "the object is empty" : "the object has only \(names)"),
      location: root.location)
  }

  private static func checkIsObject(_ node: JSONNode, _ name: String) throws(DraftError) {
    guard node.kind != .object else { return }
    throw DraftError(
      .notADraft(found: "\(name) is \(node.kind.phrase)"), pointer: node.pointer,
      location: node.location)
  }
}

extension JSONNode.Kind {
  /// The kind with its article, for sentences.
  var phrase: String {
    switch self {
    case .object: "an object"
    case .array: "an array"
    case .string: "a string"
    case .number: "a number"
    case .boolean: "true or false"
    case .null: "null"
    }
  }
}
