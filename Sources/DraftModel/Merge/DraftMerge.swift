public import JSONTree

/// Two drafts that grew out of one, put together.
///
/// Segments and tracks are matched as ``DraftDifference`` matches them, and merged member by member, so that a
/// title mended here and a bed lowered there both stay. Places in time are put together from what happened
/// to them: a ripple on one side carries what the other side trimmed or added on the tracks that rippled, and
/// two ripples add up. Ids that both sides wrote anew are no conflict.
///
/// What both sides changed, each in its own way, is a conflict. An open conflict leaves the base's value in the
/// draft; where the base has none, that of the two which comes first in canonical form; and what one side
/// removed and the other changed stays, changed. So the result does not depend on which side is called ours,
/// but for the layout of its text, which is ours.
///
/// What states say beside their drafts is merged in the same way; a draft without a state says nothing of it.
/// The result has the envelope of the side that has more of one.
///
///     let merge = try DraftMerge(base: base, ours: ours, theirs: theirs)
///     if !merge.isClean { print(merge.text) }
public struct DraftMerge: Sendable {
  /// The name and version of the form that ``sidecar`` has.
  public static let sidecarSchema = "roughcut.conflicts/1"

  /// The merged draft.
  public let draft: Draft
  /// Every conflict, settled or open, the draft's first, then those of tracks and segments.
  public let conflicts: [MergeConflict]

  /// Merges.
  ///
  /// - Parameter settlement: What is to become of the conflicts; a sidecar of the same merge with its
  ///   choices filled in settles those.
  /// - Throws: ``DraftPatchError`` where what comes out is no draft.
  public init(
    base: Draft, ours: Draft, theirs: Draft, settling settlement: MergeSettlement = .open
  ) throws(DraftPatchError) {
    var merger = DraftMerger(
      Sides(base: base, ours: ours, theirs: theirs).map { DraftOutline($0) }, settlement)
    let value = merger.merged()
    var envelope = EnvelopeMerger(base: base, ours: ours, theirs: theirs, merger.journal)
    let frame = envelope.frame
    let merged = try frame.replacing(frame.envelope.draftPointer, with: value)
    draft = try envelope.merge(into: merged)
    conflicts = envelope.journal.conflicts
  }

  /// The conflicts that nothing has settled.
  public var openConflicts: [MergeConflict] { conflicts.filter { $0.choice == nil } }

  /// Whether no conflict is open.
  public var isClean: Bool { openConflicts.isEmpty }

  /// The open conflicts for people, a line each, under a line that counts them.
  public var text: String {
    let open = openConflicts
    guard !open.isEmpty else { return "merged without conflicts" }
    let count = open.count == 1 ? "1 conflict" : "\(open.count) conflicts"
    return ([count] + open.map { "! \($0.description)" }).joined(separator: "\n")
  }

  /// The conflicts as data, for a person to fill in `take` and ``MergeSettlement/init(sidecar:)`` to read.
  public var sidecar: JSONValue {
    [
      "schema": .string(Self.sidecarSchema),
      "conflicts": .array(conflicts.map(\.sidecar)),
    ]
  }
}

extension MergeConflict {
  fileprivate var sidecar: JSONValue {
    var members = [
      JSONMember("id", .string(id)), JSONMember("kind", .string(kind.rawValue)),
      JSONMember("subject", .string(subject)), JSONMember("field", .string(field.description)),
    ]
    for (name, value) in [("base", base), ("ours", ours), ("theirs", theirs)] {
      if let value { members.append(JSONMember(name, value)) }
    }
    members.append(JSONMember("take", choice.map(\.sidecar) ?? .null))
    return .object(members)
  }
}

extension MergeChoice {
  fileprivate var sidecar: JSONValue {
    switch self {
    case .base: "base"
    case .ours: "ours"
    case .theirs: "theirs"
    case .value(let value): ["value": value]
    }
  }
}
