import JSONTree

extension Timeline {
  /// Which of a file's sound streams are heard (format section 7).
  public enum SoundStreams: Hashable, Sendable {
    /// The one at a place among the file's sound streams, from 0.
    case one(Int)
    /// All of them, summed.
    case all

    /// The places that a draft can name; containers with more sound streams are not opened.
    static let places: ClosedRange<Int64> = 0...63
  }
}

extension Timeline.SoundStreams: Encodable {
  /// Encodes the place, or the word `all`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .one(let place): try container.encode(place)
    case .all: try container.encode("all")
    }
  }
}

extension FieldReader {
  /// Which of a file's sound streams are heard: a place among them from 0, or the word `all`.
  mutating func soundStreams(_ key: DraftKey, in object: JSONNode?) -> Timeline.SoundStreams? {
    guard let field = field(key, in: object) else { return nil }
    if field.node.stringValue == "all" { return .all }
    guard let place = field.node.number?.int64 else {
      mismatch(
        field.node, field.alias.name,
        "the number of a sound stream, from 0, or \"all\"")
      return nil
    }
    guard Timeline.SoundStreams.places.contains(place) else {
      report(
        Finding(
          .outOfRange, .warning, at: field.node,
          "\"\(field.alias.name)\" is \(place), outside 0 to 63",
          advice: "the file's default sound stream is used"))
      return nil
    }
    return .one(Int(place))
  }
}
