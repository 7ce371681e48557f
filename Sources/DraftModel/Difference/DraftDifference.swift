public import JSONTree

/// What is different between two drafts: described for people, and exact for programs.
///
/// Ids are evidence of which segment is which, and no change of their own: a service may write them anew on
/// every turn. ``changedIdentifiers`` counts them. The signature of an address is not a change either.
///
/// The changes are what a viewer would notice or a colleague would want to know. Member order, spelt-out
/// defaults, other spellings of a key or a number and the order of segments in an array that carry their own
/// start are no change. The patch is exact instead: applied to the old draft it gives the new one, the same to
/// the byte in canonical form (RFC 8785), with all that the changes leave out.
///
/// If both drafts are in a state, what the states say beside the drafts is compared, too: the media they list,
/// the canvas, and members that are not known.
///
///     let difference = DraftDifference(from: old, to: new)
///     print(difference.text())
///     let again = try difference.patched(old)
///
/// Takes time in proportion to the drafts' size, times the logarithm of the number of segments.
public struct DraftDifference: Sendable {
  /// What is different: the draft first, then tracks, then segments in order of time.
  public let changes: [Change]
  /// The frame grid on which places in the old draft are told.
  public let oldFrameRate: FrameRate
  /// The frame grid on which places in the new draft are told.
  public let newFrameRate: FrameRate
  /// Where the old draft sits in its document.
  public let oldEnvelope: Envelope
  /// Whether the drafts say the same in the same words, so that not even ``patch`` has a step.
  public let isExact: Bool
  let old: Draft
  let new: Draft

  /// How many ids of the draft, of tracks and of segments that are on both sides are others.
  public let changedIdentifiers: Int
  /// Whether ids that are others are among the changes.
  let showsIdentifiers: Bool

  /// Compares two drafts.
  ///
  /// - Parameter showingIdentifiers: Whether an id that is another one is a change.
  public init(from old: Draft, to new: Draft, showingIdentifiers: Bool = false) {
    showsIdentifiers = showingIdentifiers
    self.old = old
    self.new = new
    oldEnvelope = old.envelope
    isExact = old.node.hasSameBytes(as: new.node) || old.node.isEquivalent(to: new.node)
    let before = DraftOutline(old)
    let after = DraftOutline(new)
    oldFrameRate = before.frameRate
    newFrameRate = after.frameRate
    let ofEnvelope = EnvelopeComparison(showsIdentifiers: showingIdentifiers).changes(old, new)
    guard !isExact else {
      // Drafts that are the same need no comparing.
      changes = ofEnvelope
      changedIdentifiers = 0
      return
    }
    let comparison = DraftComparison(before, after, showsIdentifiers: showingIdentifiers)
    changes = comparison.changes() + ofEnvelope
    changedIdentifiers = comparison.changedIdentifiers
  }

  /// The steps from the old draft to the new one; places are from the draft on, not from its envelope.
  ///
  /// Found anew at every call, as those who only read the changes have no use for it.
  public var patch: JSONPatch {
    let identifiers = old.keys.spellings(of: .segmentIdentifier).map(\.name)
    return JSONPatch(from: old.node, to: new.node, identifyingMembers: identifiers)
  }

  /// Whether nothing changed; the drafts may still be spelled differently, see ``patch``.
  public var isEmpty: Bool { changes.isEmpty }

  /// The patch for the whole old document, envelope and all, for tools that read RFC 6902.
  ///
  /// Begins with `test` steps for what it expects, so that it fails for a document that has changed since,
  /// or to which it was applied already.
  public var documentPatch: JSONPatch {
    var tests: [JSONPatchOperation] = []
    var steps: [JSONPatchOperation] = []
    for (part, base) in [
      (draftPart, oldEnvelope.draftPointer), (statePart, oldEnvelope.statePointer),
    ] {
      guard let node = old.document.node(at: base) else { continue }
      tests += JSONPatch.tests(for: part.expectations, in: node).map { $0.prefixed(by: base) }
      steps += part.steps.operations.map { $0.prefixed(by: base) }
    }
    return JSONPatch(tests + steps)
  }

  /// The new draft, made from the old one, in the old one's envelope; what the patch does not touch keeps
  /// its bytes.
  ///
  /// - Throws: ``DraftPatchError`` if `old` is not the draft that was compared.
  public func patched(_ old: Draft) throws(DraftPatchError) -> Draft {
    try DraftPatch(draft: draftPart, state: statePart).applied(to: old)
  }

  /// The steps of the draft, with what they expect.
  var draftPart: DraftPatch.Part {
    let identifiers = old.keys.spellings(of: .segmentIdentifier).map(\.name)
    let (steps, expectations) = JSONPatch.expecting(
      from: old.node, to: new.node, identifyingMembers: identifiers)
    return DraftPatch.Part(steps: steps, expectations: expectations)
  }

  /// The steps of the state around the draft, with what they expect; empty unless both drafts are in a state.
  var statePart: DraftPatch.Part { EnvelopeComparison.part(old, new) }
}
