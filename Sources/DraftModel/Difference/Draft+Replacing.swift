import JSONTree

extension Draft {
  /// The draft with another value at a place of its document, where what is equal on both sides keeps its
  /// bytes.
  ///
  /// - Throws: ``DraftPatchError`` where what comes out is no draft.
  func replacing(
    _ place: JSONPointer, with value: JSONValue
  ) throws(DraftPatchError) -> Draft {
    let wanted: JSONDocument
    do {
      wanted = try JSONDocument(parsing: value.serialized(), limits: document.limits)
    } catch {
      throw .refusedResult(error)
    }
    let identifiers = keys.spellings(of: .segmentIdentifier).map(\.name)
    let patch = JSONPatch(
      from: document.node(at: place) ?? document.root, to: wanted.root,
      identifyingMembers: identifiers)
    let edited: JSONDocument
    do {
      edited = try document.applying(patch.prefixed(by: place).edits ?? [])
    } catch {
      throw .notWritable(error)
    }
    do {
      return try Draft(edited, keys: keys)
    } catch {
      throw .leavesNoDraft(error)
    }
  }
}
