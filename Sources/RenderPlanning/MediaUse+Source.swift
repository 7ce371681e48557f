import DraftModel

extension Timeline.MediaUse {
  /// The source time at the end of a span that it plays through, without turning back; nothing where that is out of range.
  func sourceEnd(over span: TimeSpan) -> Ratio? {
    Ratio(span.length.rawValue, 1000)?.multiplied(by: speed)
      .flatMap { Ratio(inPoint.rawValue, 1000)?.adding($0) }
  }

  /// The part of its file that a segment's picture plays over and over; `nil` where it does not loop.
  func pictureLoop(of item: MediaItem, over span: TimeSpan) -> SourceLoop? {
    guard loops == true, let end = item.picture?.duration else { return nil }
    return SourceLoop(of: self, to: end, over: span)
  }

  /// The part of its file that a segment's sound plays over and over; `nil` where it does not loop.
  ///
  /// A clip's sound turns with its picture. A bed that is shorter than its segment starts over unless the draft says
  /// `false` (format section 2), if as much as ``SourceLoop/shortestTurn`` would be heard.
  ///
  /// - Parameters:
  ///   - length: The end of the sound, in seconds.
  ///   - span: The segment's place on the timeline.
  func soundLoop(
    of item: MediaItem, lasting length: Ratio?, over span: TimeSpan, on kind: TrackKind
  ) -> SourceLoop? {
    if kind == .video, let picture = item.picture, !picture.isStill, picture.duration != nil {
      return pictureLoop(of: item, over: span)
    }
    guard loops ?? (kind == .audio), let length,
      let loop = SourceLoop(of: self, to: length, over: span)
    else { return nil }
    // What ends before the source does never turns.
    guard loops == nil else { return loop }
    guard let end = sourceEnd(over: span), end > length, loop.lastTurn != 0 else { return nil }
    return loop
  }
}
