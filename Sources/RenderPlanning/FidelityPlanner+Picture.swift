import DraftModel

extension FidelityPlanner {
  /// What is known of a file's pictures that makes a segment look otherwise than the draft means.
  func pictureRemarks(
    on segment: Timeline.Segment, playing use: Timeline.MediaUse, from item: MediaItem
  ) -> [FidelityReport.Entry] {
    guard let picture = item.picture else { return [] }
    var entries: [FidelityReport.Entry] = []
    if use.loops == true, let words = cutWords(use, picture) {
      entries.append(
        FidelityReport.Entry(
          grade: .omitted, span: segment.span, message: "\(words); what there is starts over",
          pointer: segment.pointer))
    }
    return entries
      + picture.remarks.compactMap { remark in
        guard let span = span(of: remark, in: segment, playing: use, from: picture) else {
          return nil
        }
        return FidelityReport.Entry(
          grade: remark.grade, span: span, message: "\"\(use.source)\" \(remark.message)",
          pointer: segment.pointer)
      }
  }

  /// The entry for the part of a segment behind the last picture of its file.
  func pictureEnd(
    of segment: Timeline.Segment, playing use: Timeline.MediaUse, from item: MediaItem,
    held: TimeSpan
  ) -> FidelityReport.Entry {
    let cut = item.picture.flatMap { cutWords(use, $0) }
    return FidelityReport.Entry(
      grade: cut == nil ? .approximated : .omitted, span: held,
      message: "\(cut ?? "\"\(use.source)\" ends early"); its last picture holds",
      pointer: segment.pointer)
  }

  /// That a file is cut, if its header promises more than there is.
  private func cutWords(
    _ use: Timeline.MediaUse, _ picture: MediaItem.PictureFacts
  ) -> String? {
    guard let promised = picture.promisedDuration, let length = picture.duration else { return nil }
    func seconds(_ ratio: Ratio) -> String {
      let tenths = Int64(min((ratio.doubleValue * 10).rounded(), 1e15))
      return "\(tenths / 10).\(abs(tenths % 10))"
    }
    return
      "\"\(use.source)\" is cut short: \(seconds(length)) of its \(seconds(promised)) s are there"
  }

  /// The part of a segment over which a remark's part of the source is shown; `nil` for none of it.
  ///
  /// A loop shows each part again and again, so a remark on any of it is one on the whole segment.
  private func span(
    of remark: PictureRemark, in segment: Timeline.Segment, playing use: Timeline.MediaUse,
    from picture: MediaItem.PictureFacts
  ) -> TimeSpan? {
    guard let start = remark.start, !picture.isStill else { return segment.span }
    let speed = use.speed.doubleValue
    guard speed > 0 else { return segment.span }
    let inPoint = Double(use.inPoint.rawValue) / 1000
    func milliseconds(_ seconds: Ratio) -> Double {
      (seconds.doubleValue - inPoint) / speed * 1000
    }
    let length = Double(segment.span.length.rawValue)
    let first = milliseconds(start)
    let last = remark.end.map { milliseconds($0) } ?? .infinity
    if use.loops == true { return last > 0 ? segment.span : nil }
    guard first < length, last > 0 else { return nil }
    let from = Milliseconds(Int64(max(first, 0).rounded(.down)))
    let to = Milliseconds(Int64(min(last, length).rounded(.up)))
    guard from < to else { return nil }
    return TimeSpan(start: segment.span.start + from, end: segment.span.start + to)
  }
}
