import JSONTree

// Values are written back under the spelling they were found with, in its unit, and only where they change.
extension DraftEdit {
  /// Gives an object's member a value.
  ///
  /// - Parameter object: Where the object stands, or will stand once what is pending is carried out.
  mutating func set(_ key: DraftKey, in object: JSONPointer, to value: JSONValue) {
    if let field = field(key, in: object) {
      guard !field.node.value.isEquivalent(to: value) else { return }
      edit(.replace(field.node.pointer, value))
    } else {
      edit(.setMember(object, key: key.canonical, value))
    }
  }

  /// Gives a member a time, in the unit of its spelling.
  mutating func set(_ key: DraftKey, in object: JSONPointer, to time: Milliseconds) {
    let scale = field(key, in: object)?.alias.scale ?? 1
    let text = scale == 1000 ? time.description : String(time.rawValue)
    guard let number = JSONNumber(text) else { return }
    set(key, in: object, to: .number(number))
  }

  /// Gives a member a number of at most nine decimals.
  mutating func set(_ key: DraftKey, in object: JSONPointer, to number: Ratio) {
    guard let number = JSONNumber(number.decimalText) else { return }
    set(key, in: object, to: .number(number))
  }

  /// Gives a member a number of at most four decimals, fine enough for a place on any canvas.
  mutating func set(_ key: DraftKey, in object: JSONPointer, to number: Double) {
    guard number.isFinite, abs(number) < 1e9 else { return }
    let rounded = Ratio(Int64((number * 10_000).rounded()), 10_000)
    if let rounded { set(key, in: object, to: rounded) }
  }

  /// Takes a meaning out of an object, under all its spellings.
  mutating func clear(_ key: DraftKey, in object: JSONPointer) {
    guard let node = draft.document.node(at: object) else { return }
    for spelling in draft.keys.spellings(of: key) {
      if let value = node[spelling.name] { edit(.remove(value.pointer)) }
    }
  }

  /// The member as it stands in the draft so far.
  func field(_ key: DraftKey, in object: JSONPointer) -> KeyTable.Field? {
    draft.document.node(at: object).flatMap { draft.keys.field(key, in: $0) }
  }

  /// A time as the reader takes it; nothing where it is absent or cannot be used.
  func time(_ key: DraftKey, in object: JSONPointer) -> Milliseconds? {
    var reader = FieldReader(keys: draft.keys)
    return reader.time(key, in: draft.document.node(at: object))
  }
}
