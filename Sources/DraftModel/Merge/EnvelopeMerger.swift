import JSONTree

/// Merges what three states say beside their drafts: the media they list, the canvas, and members that are not
/// known.
struct EnvelopeMerger {
  static let subject = MergeJournal.Subject(
    id: "envelope:", label: "envelope", hasFreeIdentifiers: false)

  private let drafts: Sides<Draft>
  private(set) var journal: MergeJournal
  /// The side in whose document the merge is written: ours, unless theirs has more of an envelope.
  let frame: Draft

  init(base: Draft, ours: Draft, theirs: Draft, _ journal: MergeJournal) {
    drafts = Sides(base: base, ours: ours, theirs: theirs)
    self.journal = journal
    frame = theirs.envelope.richness > ours.envelope.richness ? theirs : ours
  }

  /// The merged draft with the merged state around it.
  ///
  /// - Throws: ``DraftPatchError`` if what comes out is not a draft.
  mutating func merge(into draft: Draft) throws(DraftPatchError) -> Draft {
    // A side without a state says nothing of it, and so agrees with the other.
    guard let ours = drafts.ours.state, let theirs = drafts.theirs.state, let state = draft.state
    else { return draft }
    let nodes = Sides<JSONNode?>(base: drafts.base.state, ours: ours, theirs: theirs)
    var edits: [JSONEdit] = []
    let place = draft.envelope.statePointer
    for member in MergedMember.members(of: nodes, scope: nil, journal.form)
    where member.slot != EnvelopeKey.draft {
      let merged =
        Self.list(member, &journal) ?? journal.merge(Self.subject, member: member)
      let known = state[member.slot].map { JSONValue($0) }
      switch (merged?.value, known) {
      case (nil, nil): break
      case (nil, _?): edits.append(.remove(place.appending(member.slot)))
      case (let value?, _) where known.map({ $0.isEquivalent(to: value) }) ?? false: break
      case (let value?, _): edits.append(.setMember(place, key: member.slot, value))
      }
    }
    guard !edits.isEmpty else { return draft }
    let document: JSONDocument
    do {
      document = try draft.document.applying(edits)
    } catch {
      throw .notWritable(error)
    }
    do {
      return try Draft(document, keys: draft.keys)
    } catch {
      throw .leavesNoDraft(error)
    }
  }

  /// A list of media, merged entry by entry; `nil` for other members, and if only one side changed the list.
  private static func list(
    _ member: MergedMember, _ journal: inout MergeJournal
  ) -> MergeJournal.Merged? {
    let nodes = member.nodes
    guard let ours = nodes.ours, let theirs = nodes.theirs, ours.kind == .array,
      theirs.kind == .array, !MergeJournal.isSame(ours, theirs),
      !MergeJournal.isSame(ours, nodes.base), !MergeJournal.isSame(theirs, nodes.base),
      let mine = MediaIdentity.elements(of: ours), let their = MediaIdentity.elements(of: theirs)
    else { return nil }
    let base = nodes.base.map { MediaIdentity.elements(of: $0) } ?? []
    guard let base else { return nil }
    let ofOurs = Self.numbers(MediaIdentity.pairs(base, mine), count: mine.count)
    let ofTheirs = Self.numbers(MediaIdentity.pairs(base, their), count: their.count)
    let newOurs = mine.indices.filter { ofOurs[$0] == nil }
    let newTheirs = their.indices.filter { ofTheirs[$0] == nil }
    var twins: [Int: Int] = [:]
    for (left, right) in MediaIdentity.pairs(newOurs.map { mine[$0] }, newTheirs.map { their[$0] })
    {
      twins[newTheirs[right]] = newOurs[left]
    }
    let identity = MergeIdentity(
      count: base.count, ours: ofOurs, theirs: ofTheirs, twins: twins)
    var values: [MergeKey: JSONValue] = [:]
    for key in identity.all {
      guard let place = identity.places[key] else { continue }
      let entry = Sides<JSONNode?>(
        base: place.base.map { base[$0] }, ours: place.ours.map { mine[$0] },
        theirs: place.theirs.map { their[$0] })
      values[key] = Self.entry(entry, in: member.slot, &journal)
    }
    let order = MergedOrder(
      identity.keys, kept: Set(values.keys), preferring: \.base
    ) { left, right in
      let bytes = [left, right].map { values[$0]?.canonicalBytes ?? [] }
      return bytes[0].lexicographicallyPrecedes(bytes[1])
    }
    return MergeJournal.Merged(
      name: member.name, value: .array(order.keys.compactMap { values[$0] }))
  }

  private static func numbers(_ pairs: [(Int, Int)], count: Int) -> [Int?] {
    var numbers: [Int?] = Array(repeating: nil, count: count)
    for (base, number) in pairs { numbers[number] = base }
    return numbers
  }

  /// One entry; `nil` if it is gone.
  private static func entry(
    _ entry: Sides<JSONNode?>, in list: String, _ journal: inout MergeJournal
  ) -> JSONValue? {
    guard let any = entry.ours ?? entry.theirs else { return nil }
    guard let base = entry.base else {
      if entry.ours == nil || entry.theirs == nil { return JSONValue(any) }
      return journal.merge(subject(of: any, in: list), entry)
    }
    if entry.ours == nil || entry.theirs == nil {
      // Removed by one side: media that the other changed stay listed, as something may need them.
      return MergeJournal.isSame(base, any) ? nil : JSONValue(any)
    }
    return journal.merge(subject(of: base, in: list), entry)
  }

  private static func subject(of entry: JSONNode, in list: String) -> MergeJournal.Subject {
    let name = MediaIdentity.name(of: entry)
    return MergeJournal.Subject(
      id: "\(subject.id)/\(list)/\(name):", label: "\(list) \(name.onOneLine(limit: 60))",
      hasFreeIdentifiers: true)
  }
}

extension Envelope {
  /// How much there is around the draft.
  fileprivate var richness: Int {
    switch self {
    case .bare: 0
    case .state: 1
    case .answer: 2
    }
  }
}
