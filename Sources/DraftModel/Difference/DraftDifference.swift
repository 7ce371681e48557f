public import JSONTree

/// What is different between two drafts: told for people, and exact for programs.
///
/// The changes are what a viewer would notice or a colleague would want to know. Member order, spelt-out
/// defaults, other spellings of a key or a number and the order of segments in an array that carry their own
/// start are no change. The patch is exact instead: applied to the old draft it gives the new one, the same to
/// the byte in canonical form (RFC 8785), with all that the changes leave out.
///
/// Only the drafts are compared, not the envelopes around them.
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

  /// Compares two drafts.
  public init(from old: Draft, to new: Draft) {
    self.old = old
    self.new = new
    oldEnvelope = old.envelope
    isExact = old.node.hasSameBytes(as: new.node) || old.node.isEquivalent(to: new.node)
    let before = DraftOutline(old)
    let after = DraftOutline(new)
    oldFrameRate = before.frameRate
    newFrameRate = after.frameRate
    // Drafts that are the same need no comparing.
    changes = isExact ? [] : DraftComparison(before, after).changes()
  }

  /// The steps from the old draft to the new one; places are from the draft on, not from its envelope.
  ///
  /// Found anew at every call, as those who only read the changes have no use for it.
  public var patch: JSONPatch {
    let identifiers = old.keys.spellings(of: .segmentIdentifier).map(\.name)
    return JSONPatch(from: old.node, to: new.node, identifyingMembers: identifiers)
  }

  /// Whether there is nothing to tell; the drafts may still be spelt differently, see ``patch``.
  public var isEmpty: Bool { changes.isEmpty }

  /// The patch for the whole old document, envelope and all, for tools that read RFC 6902.
  public var documentPatch: JSONPatch { patch.prefixed(by: oldEnvelope.draftPointer) }

  /// The new draft, made from the old one, in the old one's envelope; what the patch does not touch keeps
  /// its bytes.
  ///
  /// - Throws: ``DraftPatchError`` where `old` is not the draft that was compared.
  public func patched(_ old: Draft) throws(DraftPatchError) -> Draft {
    try DraftPatch(draftSteps: patch).applied(to: old)
  }
}
