import JSONTree

/// Writes the draft in the format's own words: canonical keys, whole milliseconds, every start spelt out,
/// segments in the order of time.
///
///     {"start_s": 1.5, "duration": 2000}   ->   {"s": 1500, "d": 2000}
///
/// It means what it meant. What the product does not know stays as it is.
public struct Normalize: Transform {
  /// The name under which commands and recipes know the transform.
  public static let operation = "normalize"
  /// What the transform does, one sentence.
  public static let summary = "Writes the draft with canonical keys, whole milliseconds and starts."
  /// What a recipe can say to the transform.
  public static let parameters: [TransformParameter] = []

  /// Makes the transform.
  public init() {}

  /// Makes the transform a recipe asks for.
  public init(_ arguments: TransformArguments) throws(RecipeError) {}

  /// Carries the transform out.
  public func applied(to draft: Draft) throws(TransformError) -> TransformResult {
    var edit = DraftEdit(draft)
    let root = draft.envelope.draftPointer
    for track in edit.timeline.tracks {
      for segment in track.segments where edit.field(.segmentStart, in: segment.pointer) == nil {
        edit.set(.segmentStart, in: segment.pointer, to: segment.span.start)
      }
    }
    if edit.field(.draftDuration, in: root) == nil {
      edit.set(.draftDuration, in: root, to: edit.timeline.duration)
    }
    try edit.commit()
    var speller = CanonicalSpeller(keys: draft.keys)
    speller.visit(edit.draft.node, at: root, scope: .draft)
    for change in speller.edits { edit.edit(change) }
    try edit.commit()
    try sortSegments(in: &edit)
    if edit.draft.bytes != draft.bytes { edit.say("wrote the draft in the format's own words") }
    return try edit.finished(movesEnd: false)
  }

  private func sortSegments(in edit: inout DraftEdit) throws(TransformError) {
    for track in edit.timeline.tracks {
      let sorted = track.segments.enumerated()
        .sorted { ($0.element.span.start, $0.offset) < ($1.element.span.start, $1.offset) }
      for (place, moved) in zip(track.segments, sorted) where place.pointer != moved.element.pointer
      {
        guard let node = edit.draft.document.node(at: moved.element.pointer) else { continue }
        edit.edit(.replaceRaw(place.pointer, Array(node.bytes)))
      }
    }
    try edit.commit()
  }
}

/// Collects the edits that give every member its canonical key and unit.
private struct CanonicalSpeller {
  let keys: KeyTable
  private(set) var edits: [JSONEdit] = []
  private let keysByScope = Dictionary(grouping: DraftKey.all, by: \.scope)

  init(keys: KeyTable) { self.keys = keys }

  /// Visits an object and what it holds; what lies deeper is edited first, while its way there is as it was.
  mutating func visit(_ object: JSONNode, at pointer: JSONPointer, scope: DraftScope) {
    guard object.kind == .object else { return }
    for key in keysByScope[scope] ?? [] {
      guard let field = keys.field(key, in: object) else { continue }
      let place = pointer.appending(field.alias.name)
      visit(field.node, at: place, shape: key.shape)
      if key.shape == .time {
        var reader = FieldReader(keys: keys)
        if let time = reader.time(key, in: object), field.node.number?.text != "\(time.rawValue)" {
          edits.append(.replace(place, .milliseconds(time)))
        } else if reader.time(key, in: object) == nil, field.alias.scale != 1 {
          // A value that cannot be used has no meaning to carry over to another unit.
          continue
        }
      }
      if key == .trackType, let kind = TrackKind(word: field.node.stringValue),
        let number = kind.wireValue
      {
        edits.append(.replace(place, .number(JSONNumber(number))))
      }
      for spelling in keys.spellings(of: key)
      where spelling.name != field.alias.name && object[spelling.name] != nil {
        edits.append(.remove(pointer.appending(spelling.name)))
      }
      if field.alias.name != key.canonical {
        edits.append(.renameMember(place, to: key.canonical))
      }
    }
  }

  private mutating func visit(_ node: JSONNode, at pointer: JSONPointer, shape: ValueShape) {
    switch shape {
    case .object(let scope): visit(node, at: pointer, scope: scope)
    case .array(let scope):
      for (index, element) in node.elements.enumerated() {
        visit(element, at: pointer.appending(index), scope: scope)
      }
    default: break
    }
  }
}
