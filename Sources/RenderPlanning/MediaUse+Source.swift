import DraftModel

extension Timeline.MediaUse {
  /// The source time at the end of a span that it plays through, without turning back; nothing where that is out of range.
  func sourceEnd(over span: TimeSpan) -> Ratio? {
    Ratio(span.length.rawValue, 1000)?.multiplied(by: speed)
      .flatMap { Ratio(inPoint.rawValue, 1000)?.adding($0) }
  }

  /// Whether sound of a length starts over: a bed that is shorter than its segment does unless the draft says `false`
  /// (format section 2).
  func loopsSound(of length: Ratio?, over span: TimeSpan, on kind: TrackKind) -> Bool {
    if let loops { return loops }
    guard kind == .audio, let length, let end = sourceEnd(over: span) else { return false }
    return end > length
  }
}
