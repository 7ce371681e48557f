public import JSONTree

/// One thing that both sides of a merge changed, each in its own way.
public struct MergeConflict: Hashable, Sendable {
  /// What is at odds.
  public enum Kind: String, Hashable, Sendable {
    /// A field was given two values.
    case field
    /// One side removed what the other changed.
    case removedAndChanged = "removed-and-changed"
    /// Both sides moved a segment, to two tracks.
    case track
    /// Both sides put tracks, or segments without a start of their own, in two orders.
    case order
    /// One side added segments to a track while the other moved what follows on other tracks, and nothing
    /// shows whether the track was meant. They stay; the choice of the side that moved moves them.
    case ripple
    /// Two segments, one of each side, now overlap on their track. Nothing can be chosen: the draft
    /// holds both, and a person moves one or lets it be.
    case overlap
  }

  /// What is at odds.
  public let kind: Kind
  /// The draft, the track or the segment, for people: `clip [s3], video track 1`.
  public let subject: String
  /// Names the conflict within its merge: the same drafts always give the same.
  public let id: String
  /// The field, from the subject on, under the keys that the drafts use; the root for the whole subject.
  public let field: JSONPointer
  /// What the base says; nil where it says nothing.
  public let base: JSONValue?
  /// What our side says; nil where it says nothing or removed it.
  public let ours: JSONValue?
  /// What their side says; nil where it says nothing or removed it.
  public let theirs: JSONValue?
  /// What was chosen; nil where it is open.
  public let choice: MergeChoice?

  /// One line: the subject, the field and both values.
  public var description: String {
    switch kind {
    case .overlap: "\(subject): overlaps what the other side put there"
    case .removedAndChanged:
      "\(subject): \(ours == nil ? "we" : "they") removed it, "
        + "\(ours == nil ? "they" : "we") changed it"
    case .track: "\(subject): moved to two tracks"
    case .order: "\(subject): put in two orders"
    case .ripple:
      "\(subject): \(Self.shown(ours ?? theirs)) added \(ours == nil ? "by them" : "by us"), while "
        + "\(ours == nil ? "we" : "they") moved what follows on other tracks by "
        + "\(Self.shown(base)); they stay"
    case .field:
      "\(subject): \(field.fieldName) is \(shownField(ours)) with us "
        + "and \(shownField(theirs)) with them"
    }
  }

  private func shownField(_ value: JSONValue?) -> String {
    guard let value else { return "absent" }
    let scopes: [DraftScope] = [.segment, .track, .draft]
    let isEnvelope = id.hasPrefix(EnvelopeMerger.subject.id)
    let spelling =
      isEnvelope ? nil : scopes.lazy.compactMap { FieldWords.Spelling(field, in: $0) }.first
    return ValueWords.text(value, spelling).onOneLine(limit: 60)
  }

  private static func shown(_ value: JSONValue?) -> String {
    guard let value else { return "absent" }
    return String(decoding: value.serialized(), as: UTF8.self).onOneLine(limit: 60)
  }
}

/// How a conflict is settled.
public enum MergeChoice: Hashable, Sendable {
  /// As the base has it.
  case base
  /// As our side has it.
  case ours
  /// As their side has it.
  case theirs
  /// With a value of its own, for a field.
  case value(JSONValue)
}
