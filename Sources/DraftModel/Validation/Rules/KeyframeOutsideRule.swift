/// A keyframe lies after its segment's end.
struct KeyframeOutsideRule: Rule {
  let id = RuleID.keyframeOutside
  let severity = Severity.warning
  let summary = "A keyframe lies after its segment's end"
  let reason = """
    Its values are never reached: the segment ends on the way to them. `at` counts from the segment's \
    start, not from the timeline's.
    """
  let good = RuleExample(
    #"""
    {"t":[{"tt":0,"sg":[{"s":0,"d":5000,"m":{"src":"a.png","keyframes":[
      {"at":0,"scale":1},{"at":5000,"scale":1.2}]}}]}]}
    """#)
  let bad = RuleExample(
    #"""
    {"t":[{"tt":0,"sg":[{"s":0,"d":5000,"m":{"src":"a.png","keyframes":[
      {"at":0,"scale":1},{"at":9000,"scale":1.2}]}}]}]}
    """#)

  func findings(in context: ValidationContext) -> [Finding] {
    context.animated.flatMap { segment in
      context.writtenKeyframes(of: segment).compactMap { node, at in
        guard let at, at > segment.span.length else { return nil }
        return finding(
          at: node,
          "the keyframe at \(at)s lies after the segment's end at \(segment.span.length)s",
          advice: "\"at\" counts from the segment's start")
      }
    }
  }
}
