extension RenderPlan {
  /// What a rendered file says of itself: the draft's title, and the draft's hash as its comment.
  ///
  /// By the hash it's known that what was previewed is what was exported (format rule 1.5).
  public func fileMetadata(draft hash: DraftHash) -> [(key: String, value: String)] {
    let comment = (key: "comment", value: "roughcut draft sha256:\(hash)")
    guard let title, !title.isEmpty else { return [comment] }
    return [(key: "title", value: title), comment]
  }
}
