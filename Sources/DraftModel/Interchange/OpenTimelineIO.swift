public import JSONTree

/// OpenTimelineIO files, `.otio` (https://opentimelineio.readthedocs.io, file format and schema pages).
///
/// What the format has no place for is kept under `metadata.roughcut`, so that a draft that was written and is
/// read again is the draft it was. What is kept is never trusted over the file's own objects: each clip, track and
/// transition is compared with what would be written for what it keeps, and what differs is an edit.
public enum OpenTimelineIO {
  /// The file of a draft, and what it carries only under `metadata.roughcut`.
  public static func document(of draft: Draft) -> Converted<JSONValue> {
    var writer = OTIOWriter(draft: draft)
    let value = writer.timeline()
    return Converted(value: value, notes: writer.notes)
  }

  /// The draft of a file, and what of the file it cannot show.
  ///
  /// - Parameter keys: The spellings in force when the file was written, if it was made of a draft.
  /// - Throws: ``InterchangeError`` where the document is no OpenTimelineIO timeline, or holds no clip.
  public static func draft(
    from document: JSONDocument, keys: KeyTable = .standard
  ) throws(InterchangeError) -> Converted<JSONValue> {
    var reader = OTIOReader(keys: keys)
    let value = try reader.draft(from: document.root)
    return Converted(value: value, notes: reader.notes)
  }

  /// The bytes of a file.
  ///
  /// A long draft's is written without white space and without members that hold what readers assume anyway, as it
  /// would otherwise be many times as long as the draft.
  static func bytes(of draft: Draft) -> Converted<[UInt8]> {
    var writer = OTIOWriter(draft: draft, isTerse: draft.bytes.count > longDraft)
    let value = writer.timeline()
    return Converted(
      value: value.serialized(indent: writer.isTerse ? nil : 4) + [UInt8(ascii: "\n")],
      notes: writer.notes)
  }

  /// From this many bytes on nobody reads the file.
  private static let longDraft = 1_000_000
}
