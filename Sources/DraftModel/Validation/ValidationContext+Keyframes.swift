import JSONTree

extension ValidationContext {
  /// A segment's keyframes in the order in which they are written, each with its time.
  func writtenKeyframes(
    of segment: Timeline.Segment
  ) -> [(node: JSONNode, at: Milliseconds?)] {
    let array = node(.keyframes, of: segment)
    guard array.kind == .array else { return [] }
    // What is wrong with the times was reported when the draft was resolved.
    var reader = FieldReader(keys: draft.keys)
    return array.elements.map { ($0, reader.time(.keyframeTime, in: $0)) }
  }

  /// The segments that have keyframes.
  var animated: [Timeline.Segment] {
    timeline.tracks.flatMap(\.segments).filter { !$0.keyframes.isEmpty }
  }
}
