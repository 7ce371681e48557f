import JSONTree

/// Keyframes are not written in order of time.
struct KeyframesUnorderedRule: Rule {
  let id = RuleID.keyframesUnordered
  let severity = Severity.warning
  let summary = "Keyframes are not written in order of time"
  let reason = """
    They are played in order of their times, but people and other tools read them as they are written. \
    The fix puts them in order.
    """
  let good = RuleExample(
    #"""
    {"t":[{"tt":0,"sg":[{"d":5000,"m":{"src":"a.png","keyframes":[
      {"at":0,"scale":1},{"at":4000,"scale":1.2}]}}]}]}
    """#)
  let bad = RuleExample(
    #"""
    {"t":[{"tt":0,"sg":[{"d":5000,"m":{"src":"a.png","keyframes":[
      {"at":4000,"scale":1.2},{"at":0,"scale":1}]}}]}]}
    """#)

  func findings(in context: ValidationContext) -> [Finding] {
    context.animated.flatMap { segment -> [Finding] in
      var latest = Milliseconds.zero
      return context.writtenKeyframes(of: segment).compactMap { node, at in
        guard let at else { return nil }
        guard at < latest else {
          latest = at
          return nil
        }
        return finding(at: node, "the keyframe at \(at)s follows one at \(latest)s")
      }
    }
  }

  func fixes(in context: ValidationContext) -> [Fix] {
    context.animated.compactMap { segment in
      let written = context.writtenKeyframes(of: segment)
      let times = written.compactMap(\.at)
      // Where a time cannot be read, nobody can say where its keyframe belongs.
      guard times.count == written.count, zip(times, times.dropFirst()).contains(where: { $0 > $1 })
      else { return nil }
      let ordered = written.indices.sorted { (times[$0], $0) < (times[$1], $1) }
      let edits = zip(written.indices, ordered).filter { $0 != $1 }.map { place, source in
        JSONEdit.replaceRaw(written[place].node.pointer, Array(written[source].node.bytes))
      }
      return Fix(
        id, at: context.node(.keyframes, of: segment).pointer, edits,
        summary: "put \(written.count) keyframes in order of time")
    }
  }
}
