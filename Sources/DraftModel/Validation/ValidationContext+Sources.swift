import JSONTree

extension ValidationContext {
  /// Each source that drawn tracks use, once, at the first segment that names it.
  var usedSources: [(source: String, node: JSONNode)] {
    var seen: Set<ExactText> = []
    return timeline.tracks.flatMap(\.segments).compactMap { segment in
      guard let source = segment.mediaUse?.source, seen.insert(ExactText(source)).inserted else {
        return nil
      }
      return (source, node(.source, of: segment))
    }
  }
}
