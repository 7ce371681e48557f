import JSONTree

/// The files that drafts are converted from and to, known by the ending of their names.
public enum InterchangeFormat: String, Hashable, Sendable, CaseIterable {
  /// A draft of this format, `.json`.
  case draft = "json"
  /// OpenTimelineIO, `.otio`.
  case openTimelineIO = "otio"
  /// SubRip, `.srt`.
  case subRip = "srt"
  /// WebVTT, `.vtt`.
  case webVTT = "vtt"
  /// CMX3600, `.edl`; written, not read.
  case editDecisionList = "edl"

  /// The format that a file's name ends in, upper or lower case; nothing for other endings.
  public init?(fileName: String) {
    guard let dot = fileName.lastIndex(of: ".") else { return nil }
    self.init(rawValue: fileName[fileName.index(after: dot)...].lowercased())
  }

  /// Whether drafts are made of such files.
  public var isReadable: Bool { self != .editDecisionList }

  /// The draft that a file holds, and what of the file it cannot show.
  ///
  /// - Parameter keys: The spellings in force, which matter to ``draft`` only.
  /// - Throws: `DraftError` for text that is no JSON or no draft; ``InterchangeError`` for what is not of the
  ///   format, and for a format that is only written.
  public func draft(
    from bytes: [UInt8], keys: KeyTable = .standard
  ) throws -> Converted<Draft> {
    switch self {
    case .draft: return Converted(value: try Draft(parsing: bytes, keys: keys), notes: [])
    case .openTimelineIO:
      let document: JSONDocument
      do {
        document = try JSONDocument(parsing: bytes)
      } catch {
        throw DraftError(.notJSON(error), location: error.location)
      }
      let converted = try OpenTimelineIO.draft(from: document, keys: keys)
      return try Self.draft(converted.value, keys, converted.notes)
    case .subRip, .webVTT:
      let cues = try (self == .subRip ? SubtitleFormat.subRip : .webVTT).cues(in: bytes)
      return try Self.draft(SubtitleCue.draft(of: cues.value), keys, cues.notes)
    case .editDecisionList:
      throw InterchangeError(.notOfFormat("a format that can be read", found: "a CMX3600 list"))
    }
  }

  private static func draft(
    _ value: JSONValue, _ keys: KeyTable, _ notes: [ConversionNote]
  ) throws -> Converted<Draft> {
    Converted(
      value: try Draft(parsing: value.serialized(indent: 2) + [UInt8(ascii: "\n")], keys: keys),
      notes: notes)
  }

  /// A file that shows the draft, and what it cannot carry.
  ///
  /// - Parameter track: The place of the one text track that subtitles are made of, from 0; nothing for all.
  /// - Throws: ``InterchangeError`` where the draft has nothing that the format carries.
  public func bytes(
    of draft: Draft, track: Int? = nil
  ) throws(InterchangeError) -> Converted<[UInt8]> {
    switch self {
    case .draft: return Converted(value: draft.bytes, notes: [])
    case .openTimelineIO:
      return OpenTimelineIO.bytes(of: draft)
    case .subRip, .webVTT:
      let cues = try draft.subtitles(track: track)
      let format = self == .subRip ? SubtitleFormat.subRip : .webVTT
      return Converted(value: Array(format.text(of: cues.value).utf8), notes: cues.notes)
    case .editDecisionList:
      let list = try EditDecisionList.text(of: draft)
      return Converted(value: Array(list.value.utf8), notes: list.notes)
    }
  }
}
