import JSONTree

/// CMX3600 edit decision lists, `.edl`: cuts, dissolves and speed changes of one video track, with its sound.
///
/// The list's own description is CMX's "3600 list format"; names and sources go into the comments that other
/// programs read, `FROM CLIP NAME` and `SOURCE FILE`.
public enum EditDecisionList {
  /// The list of a draft's first visible video track and of its audio tracks, non-drop at the draft's rate.
  ///
  /// - Throws: ``InterchangeError`` where the draft has neither.
  public static func text(of draft: Draft) throws(InterchangeError) -> Converted<String> {
    let timeline = draft.resolved().timeline
    var writer = EDLWriter(timeline: timeline)
    writer.write()
    guard writer.hasEvents else {
      throw InterchangeError(.nothingToWrite("video or sound with a source"))
    }
    return Converted(value: writer.text, notes: writer.notes)
  }
}

private struct EDLWriter {
  let timeline: Timeline
  private(set) var text = ""
  private(set) var notes: [ConversionNote] = []
  private var number = 0
  /// Timecode counts whole frames a second: 29.97 counts to 30.
  private let nominalRate: Int64

  var hasEvents: Bool { number > 0 }

  init(timeline: Timeline) {
    self.timeline = timeline
    let ratio = timeline.frameRate.ratio
    nominalRate = max(1, ratio.numerator.scaled(by: 1, over: ratio.denominator))
  }

  mutating func write() {
    let title = timeline.title.map { String($0.map { $0.isNewline ? " " : $0 }) } ?? "Untitled"
    text = "TITLE: \(title)\nFCM: NON-DROP FRAME\n\n"
    var isFirst = true
    var sounds = 0
    for track in timeline.tracks where !track.segments.isEmpty {
      let place = "track \(track.index + 1)"
      switch track.kind {
      case .video where isFirst && !track.isHidden:
        isFirst = false
        write(track, channel: "V")
      case .audio where sounds < 4 && !track.isMuted:
        sounds += 1
        write(track, channel: sounds == 1 ? "A" : "A\(sounds)")
      default:
        notes.append(
          ConversionNote(
            place, "the list carries one video and four audio tracks; this is left out"))
      }
    }
  }

  private mutating func write(_ track: Timeline.Track, channel: String) {
    let ordered = track.segments.filter { !$0.span.isEmpty }
      .enumerated().sorted {
        ($0.element.span.start, $0.offset) < ($1.element.span.start, $1.offset)
      }.map(\.element)
    for (index, segment) in ordered.enumerated() {
      guard case .media(let use) = segment.content else {
        notes.append(ConversionNote(segment.pointer.description, "the segment has no source"))
        continue
      }
      let next = index + 1 < ordered.count ? ordered[index + 1] : nil
      let previous = index > 0 ? ordered[index - 1] : nil
      write(segment, use, after: previous, before: next, channel: channel)
    }
  }

  /// One event; a dissolve takes its first half from before the cut, as a list's dissolve starts at its record-in.
  private mutating func write(
    _ segment: Timeline.Segment, _ use: Timeline.MediaUse, after previous: Timeline.Segment?,
    before next: Timeline.Segment?, channel: String
  ) {
    let rate = timeline.frameRate
    var start = rate.frame(nearest: segment.span.start).rawValue
    var end = rate.frame(nearest: segment.span.end).rawValue
    if let next { end = min(end, rate.frame(nearest: next.span.start).rawValue) }
    var sourceStart = frames(use.inPoint)
    let dissolve = dissolve(into: segment, after: previous, sourceStart: sourceStart, use)
    start -= dissolve.map { $0 / 2 } ?? 0
    sourceStart -= dissolve.map { ($0 / 2).scaled(by: use.speed) } ?? 0
    if let next, case .media(let nextUse) = next.content,
      let after = self.dissolve(
        into: next, after: segment, sourceStart: frames(nextUse.inPoint), nextUse)
    {
      end -= after / 2
    }
    guard end > start else { return }
    number += 1
    let sourceEnd = sourceStart + (end - start).scaled(by: use.speed)
    let event = "\(padded(number, 3))  \(reel(use))  \(channel.padded(to: 4))"
    let record = "\(timecode(start)) \(timecode(end))"
    if let dissolve, let previous, case .media(let from) = previous.content {
      let out =
        frames(from.inPoint)
        + (start - rate.frame(nearest: previous.span.start).rawValue).scaled(by: from.speed)
      text +=
        "\(padded(number, 3))  \(reel(from))  \(channel.padded(to: 4))  C        "
        + "\(timecode(out)) \(timecode(out)) \(timecode(start)) \(timecode(start))\n"
      text +=
        "\(event)  D    \(padded(Int(dissolve), 3)) \(timecode(sourceStart)) "
        + "\(timecode(sourceEnd)) \(record)\n"
      text += "* FROM CLIP NAME: \(label(previous))\n* TO CLIP NAME: \(label(segment))\n"
    } else {
      text += "\(event)  C        \(timecode(sourceStart)) \(timecode(sourceEnd)) \(record)\n"
      text += "* FROM CLIP NAME: \(label(segment))\n"
    }
    if use.speed != .one {
      text += "M2   \(reel(use))  \(playback(use.speed))  \(timecode(sourceStart))\n"
    }
    text += "* SOURCE FILE: \(use.source)\n"
    noteLosses(of: segment)
  }

  /// The length in frames of the dissolve a list can say at a segment's start.
  private func dissolve(
    into segment: Timeline.Segment, after previous: Timeline.Segment?, sourceStart: Int64,
    _ use: Timeline.MediaUse
  ) -> Int64? {
    guard let transition = segment.transition, let previous,
      previous.span.end == segment.span.start, case .media = previous.content
    else { return nil }
    let length = frames(transition.length)
    let half = length / 2
    let rate = timeline.frameRate
    let room = rate.frame(nearest: previous.span.end) - rate.frame(nearest: previous.span.start)
    guard half > 0, half < room, sourceStart >= half.scaled(by: use.speed) else { return nil }
    return length
  }

  private mutating func noteLosses(of segment: Timeline.Segment) {
    let place = segment.pointer.description
    if let transition = segment.transition {
      if transition.kind != .crossfade {
        notes.append(
          ConversionNote(
            place,
            "\(transition.kind.rawValue) is written as a dissolve, or as a cut where it has no handle"
          ))
      }
    }
    if segment.picture != Timeline.Placement() || segment.sound != Timeline.Sound()
      || !segment.keyframes.isEmpty || segment.kenBurns != nil || !segment.effects.isEmpty
    {
      notes.append(
        ConversionNote(place, "placement, gain, fades, motion and effects are not carried"))
    }
  }

  private func frames(_ time: Milliseconds) -> Int64 {
    timeline.frameRate.frame(nearest: time).rawValue
  }

  private func timecode(_ frame: Int64) -> String {
    let frame = max(0, frame)
    let seconds = frame / nominalRate
    return [seconds / 3600, seconds / 60 % 60, seconds % 60, frame % nominalRate]
      .map { padded(Int($0), 2) }.joined(separator: ":")
  }

  /// The source's frames a second, to one decimal.
  private func playback(_ speed: Ratio) -> String {
    let tenths = Int((speed.doubleValue * Double(nominalRate) * 10).rounded())
    return "\(padded(tenths / 10, 3)).\(tenths % 10)"
  }

  /// Up to eight letters and digits of the file's name; `AX` where it has none.
  private func reel(_ use: Timeline.MediaUse) -> String {
    let stem = TimelineSummary.fileStem(of: use.source).filter {
      $0.isASCII && ($0.isLetter || $0.isNumber)
    }
    return (stem.isEmpty ? "AX" : String(stem.prefix(8))).padded(to: 8)
  }

  private func label(_ segment: Timeline.Segment) -> String {
    String((segment.label ?? "").map { $0.isNewline ? " " : $0 })
  }

  private func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}

extension Int64 {
  fileprivate func scaled(by ratio: Ratio) -> Int64 {
    scaled(by: ratio.numerator, over: ratio.denominator)
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: Swift.max(0, width - count))
  }
}
