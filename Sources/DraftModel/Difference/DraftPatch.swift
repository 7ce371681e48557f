public import JSONTree

/// Steps from one draft to another, as a file holds them.
public struct DraftPatch: Hashable, Sendable {
  /// Steps on one part of a document, and what they expect of it.
  struct Part: Hashable, Sendable {
    var steps = JSONPatch([])
    var expectations: [JSONExpectation] = []
  }

  private let draft: Part
  /// The steps on the state around the draft, from the state on; not made for a draft without one.
  private let state: Part
  /// Whether places are from the draft on, and not from the document's root.
  private let isRelativeToDraft: Bool

  init(draft: Part, state: Part) {
    self.draft = draft
    self.state = state
    isRelativeToDraft = true
  }

  /// Reads a patch of either kind: what ``DraftDifference/json`` writes, or a JSON Patch (RFC 6902), whose
  /// places are from the document's root.
  ///
  /// - Throws: ``DraftPatchError`` if the value is neither.
  public init(_ value: JSONValue) throws(DraftPatchError) {
    if case .array = value {
      draft = Part(steps: try Self.steps(value))
      state = Part()
      isRelativeToDraft = false
      return
    }
    guard case .string(let schema)? = value["schema"] else { throw .notAPatch }
    guard schema == DraftDifference.schema, value["patch"] != nil else {
      throw .unknownSchema(schema)
    }
    draft = try Self.part(value)
    state =
      try value["envelope"].map { value throws(DraftPatchError) in try Self.part(value) } ?? Part()
    isRelativeToDraft = true
  }

  private static func part(_ value: JSONValue) throws(DraftPatchError) -> Part {
    var part = Part(steps: try steps(value["patch"] ?? []))
    guard let expected = value["expects"] else { return part }
    guard case .array(let elements) = expected else { throw .notAPatch }
    for element in elements {
      guard let expectation = JSONExpectation(element) else { throw .notAPatch }
      part.expectations.append(expectation)
    }
    return part
  }

  private static func steps(_ value: JSONValue) throws(DraftPatchError) -> JSONPatch {
    do {
      return try JSONPatch(value)
    } catch {
      throw .steps(error)
    }
  }

  /// Reads a patch's text.
  ///
  /// - Throws: ``DraftPatchError`` if the text is not JSON or not a patch.
  public init(parsing bytes: [UInt8]) throws(DraftPatchError) {
    let document: JSONDocument
    do {
      document = try JSONDocument(parsing: bytes)
    } catch {
      throw .notJSON(error)
    }
    try self.init(document.root.value)
  }

  /// What the patch makes of a draft; the envelope stays, but for what the patch says of it, and what is not
  /// touched keeps its bytes.
  ///
  /// - Throws: ``DraftPatchError`` if the draft is not as the patch expects, a step cannot be made, or what
  ///   comes out is not a draft.
  public func applied(to draft: Draft) throws(DraftPatchError) -> Draft {
    let base = isRelativeToDraft ? draft.envelope.draftPointer : .root
    let result = try Self.apply(self.draft, to: draft, at: base)
    guard isRelativeToDraft, !state.steps.isEmpty, draft.state != nil else { return result }
    return try Self.apply(state, to: result, at: draft.envelope.statePointer)
  }

  private static func apply(
    _ part: Part, to draft: Draft, at base: JSONPointer
  ) throws(DraftPatchError) -> Draft {
    let place = draft.document.node(at: base) ?? draft.document.root
    if let broken = part.expectations.first(where: { !$0.holds(in: place) }) {
      throw .unexpected(broken.path)
    }
    let result: JSONValue
    do {
      result = try part.steps.applied(to: JSONValue(place), limits: draft.document.limits)
    } catch {
      throw .steps(error)
    }
    return try draft.replacing(base, with: result)
  }
}

extension DraftPatch.Part {
  /// The part as members of an object: `patch`, and `expects` if it expects something.
  var members: [JSONMember] {
    var members = [JSONMember("patch", steps.value)]
    if !expectations.isEmpty {
      members.append(JSONMember("expects", .array(expectations.map(\.value))))
    }
    return members
  }
}
