public import JSONTree

/// Steps from one draft to another, as a file holds them.
public struct DraftPatch: Hashable, Sendable {
  private let steps: JSONPatch
  /// Whether places are from the draft on, and not from the document's root.
  private let isRelativeToDraft: Bool

  init(draftSteps steps: JSONPatch) {
    self.steps = steps
    isRelativeToDraft = true
  }

  /// Reads a patch of either kind: what ``DraftDifference/json`` writes, or a JSON Patch (RFC 6902), whose
  /// places are from the document's root.
  ///
  /// - Throws: ``DraftPatchError`` where the value is neither.
  public init(_ value: JSONValue) throws(DraftPatchError) {
    if case .array = value {
      steps = try Self.steps(value)
      isRelativeToDraft = false
      return
    }
    guard case .string(let schema)? = value["schema"] else { throw .notAPatch }
    guard schema == DraftDifference.schema, let patch = value["patch"] else {
      throw .unknownSchema(schema)
    }
    steps = try Self.steps(patch)
    isRelativeToDraft = true
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
  /// - Throws: ``DraftPatchError`` where the text is no JSON or no patch.
  public init(parsing bytes: [UInt8]) throws(DraftPatchError) {
    let document: JSONDocument
    do {
      document = try JSONDocument(parsing: bytes)
    } catch {
      throw .notJSON(error)
    }
    try self.init(document.root.value)
  }

  /// What the patch makes of a draft; the envelope stays, and what is not touched keeps its bytes.
  ///
  /// - Throws: ``DraftPatchError`` where a step cannot be made, or what comes out is no draft.
  public func applied(to draft: Draft) throws(DraftPatchError) -> Draft {
    let base = isRelativeToDraft ? draft.envelope.draftPointer : .root
    let place = draft.document.node(at: base) ?? draft.document.root
    let result: JSONValue
    do {
      result = try steps.applied(to: JSONValue(place), limits: draft.document.limits)
    } catch {
      throw .steps(error)
    }
    return try draft.replacing(base, with: result)
  }
}
