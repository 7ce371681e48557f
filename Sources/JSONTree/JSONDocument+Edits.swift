extension JSONDocument {
  /// The document after a batch of edits, each made on the result of those before it.
  ///
  /// Whatever the edits do not touch keeps its bytes, because the new text is the old text's pieces
  /// with the new pieces between them. The new text is put together and read once for the whole
  /// batch; a single edit costs time that grows with the number of its container's children, the
  /// first time a container is edited, and after that with what has to be moved up in an array.
  ///
  /// - Throws: The first edit that cannot be made; the document stays as it is.
  public func applying(_ edits: [JSONEdit]) throws(JSONEditError) -> JSONDocument {
    guard !edits.isEmpty else { return self }
    var editor = JSONEditor(editing: root)
    for (position, edit) in edits.enumerated() {
      do {
        try editor.apply(edit)
      } catch {
        throw JSONEditError(reason: error, position: position)
      }
    }
    do {
      return try JSONDocument(parsing: editor.bytes, limits: limits)
    } catch {
      throw JSONEditError(reason: .refusedResult(error), position: edits.count)
    }
  }
}
