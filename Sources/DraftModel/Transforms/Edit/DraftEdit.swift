import JSONTree

/// An edit in progress: the draft so far, the edits not yet carried out, and what has been done in words.
///
/// Every pending edit is spelt in terms of ``draft`` as it stands, so that a transform can read one
/// consistent draft while it collects edits to it. ``commit()`` carries them out as one batch.
struct DraftEdit {
  /// The draft with all committed edits.
  private(set) var draft: Draft
  /// What ``draft`` means.
  private(set) var timeline: Timeline
  /// What was done, in words.
  private(set) var changes: [String] = []

  private var values: [JSONEdit] = []
  private var structure: [StructuralEdit] = []
  private var created: Set<JSONPointer> = []
  private var budget: FindingBudget
  private let oldBytes: [UInt8]
  /// Whether the draft's `d` is where its content ends, and so has to move with it.
  private let endFollowsContent: Bool

  init(_ draft: Draft) {
    self.draft = draft
    oldBytes = draft.bytes
    let resolution = draft.resolved()
    timeline = resolution.timeline
    budget = FindingBudget(resolution.findings)
    var reader = FieldReader(keys: draft.keys)
    let declared = reader.time(.draftDuration, in: draft.node)
    endFollowsContent = declared == resolution.timeline.contentEnd
  }

  /// Notes in words what is being done.
  mutating func say(_ change: String) { changes.append(change) }

  /// Forgets what was said, for a transform made of others that says it better.
  mutating func restate(_ changes: [String]) { self.changes = changes }

  /// Lets the result have the findings of material that is brought in.
  mutating func allow(_ findings: [Finding]) { budget.allow(findings) }

  /// Adds an edit that moves no element of an array.
  mutating func edit(_ edit: JSONEdit) { values.append(edit) }

  /// Takes an element out of its array when the batch is carried out.
  mutating func remove(element pointer: JSONPointer) {
    structure.append(StructuralEdit(place: pointer, order: structure.count, edit: .remove(pointer)))
  }

  /// Puts an element before the one that has `index` now.
  mutating func insert(_ value: JSONValue, into array: JSONPointer, at index: Int) {
    structure.append(
      StructuralEdit(
        place: array.appending(index), order: structure.count,
        edit: .insertElement(array, at: index, value)))
  }

  /// Makes sure that an object stands under `key`, and says where.
  ///
  /// - Throws: ``TransformError/Reason/needs(_:)`` where something else stands there.
  mutating func object(
    _ key: DraftKey, in object: JSONPointer
  ) throws(TransformError) -> JSONPointer {
    let node = draft.document.node(at: object)
    if let field = node.flatMap({ draft.keys.field(key, in: $0) }) {
      if field.node.kind == .object { return field.node.pointer }
      guard field.node.isNull else { throw TransformError(.needs(.object), at: field.node) }
      let pointer = field.node.pointer
      if created.insert(pointer).inserted { edit(.replace(pointer, .object([]))) }
      return pointer
    }
    let pointer = object.appending(key.canonical)
    if created.insert(pointer).inserted {
      edit(.setMember(object, key: key.canonical, .object([])))
    }
    return pointer
  }

  /// The metadata object of a segment; made where there is none.
  mutating func metadata(of segment: JSONPointer) throws(TransformError) -> JSONPointer {
    try object(.segmentMetadata, in: segment)
  }

  /// Carries out what is pending.
  ///
  /// - Throws: ``TransformError`` where the document refuses it.
  mutating func commit() throws(TransformError) {
    guard !values.isEmpty || !structure.isEmpty else { return }
    // From the last place to the first, so that no edit moves the place of one still to come.
    let batch = values + structure.sorted { $1.comesBefore($0) }.map(\.edit)
    let earlier = draft
    do {
      draft = try Draft(try draft.document.applying(batch), keys: draft.keys)
    } catch let error as JSONEditError {
      throw TransformError(.refusedEdit("\(error)"))
    } catch {
      throw TransformError(.refusedEdit("\(error)"))
    }
    timeline = draft.resolved(after: earlier).timeline
    values = []
    structure = []
    created = []
  }

  /// Carries out what is pending, moves the draft's end along, and checks the result.
  ///
  /// - Parameter movesEnd: Whether a `d` that was where the content ended is kept there.
  /// - Throws: ``TransformError/Reason/wouldBreak(_:_:)`` where the draft would read worse than before.
  mutating func finished(movesEnd: Bool = true) throws(TransformError) -> TransformResult {
    try commit()
    let end = timeline.contentEnd
    if movesEnd, endFollowsContent, end != timeline.duration {
      set(.draftDuration, in: draft.envelope.draftPointer, to: end)
      try commit()
      say("the draft now lasts \(end)s")
    }
    if let finding = budget.firstBeyond(draft.resolved().findings) {
      throw TransformError(.wouldBreak(finding.rule, finding.message), at: finding.pointer)
    }
    // An edit may find, piece by piece, that everything is as it should be.
    return TransformResult(draft: draft, changes: draft.bytes == oldBytes ? [] : changes)
  }
}

/// An edit that moves the elements after it.
private struct StructuralEdit {
  let place: JSONPointer
  let order: Int
  let edit: JSONEdit

  /// Whether the edit has to be carried out after `other`.
  func comesBefore(_ other: StructuralEdit) -> Bool {
    if place != other.place { return place < other.place }
    switch (edit, other.edit) {
    // What is inserted before an element must not be taken for it.
    case (.insertElement, .remove): return true
    case (.remove, .insertElement): return false
    // Of two that go before one element, the one that was asked for first stands first.
    default: return order < other.order
    }
  }
}
