import JSONTree

/// CMX3600 edit decision lists, `.edl`: cuts, dissolves and speed changes of one video track, with its sound.
///
/// The list's own description is CMX's "3600 list format"; names and sources go into the comments that other
/// programs read, `FROM CLIP NAME` and `SOURCE FILE`.
public enum EditDecisionList {
  /// The list of a draft's first visible video track and of its audio tracks, at the draft's rate.
  ///
  /// A list does not name its rate. Its `FCM` line says whether timecode drops frame numbers, which is done at 29.97 and 59.94
  /// (SMPTE ST 12-1); at other rates it counts each frame.
  ///
  /// - Throws: ``InterchangeError`` where the draft has neither.
  public static func text(of draft: Draft) throws(InterchangeError) -> Converted<String> {
    var writer = EDLWriter(draft)
    writer.write()
    guard writer.hasEvents else {
      throw InterchangeError(.nothingToWrite("video or sound with a source"))
    }
    return Converted(value: writer.text, notes: writer.notes)
  }
}

private struct EDLWriter {
  private let draft: Draft
  let timeline: Timeline
  private(set) var text = ""
  private(set) var notes: [ConversionNote] = []
  private var number = 0
  private let timecode: Timecode
  /// How many times of the draft lie between two frames.
  private var roundedTimes = 0

  var hasEvents: Bool { number > 0 }

  init(_ draft: Draft) {
    self.draft = draft
    timeline = draft.resolved().timeline
    timecode = Timecode(timeline.frameRate)
  }

  mutating func write() {
    text = "TITLE: \(Self.onOneLine(timeline.title ?? "Untitled"))\n"
    text += "FCM: \(timecode.dropsNumbers ? "" : "NON-")DROP FRAME\n\n"
    noteDraft()
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
    if roundedTimes > 0 {
      let times = roundedTimes == 1 ? "1 time lies" : "\(roundedTimes) times lie"
      notes.append(
        ConversionNote(
          "draft", "\(times) between two frames at \(timeline.frameRate) a second and is rounded"))
    }
  }

  /// Notes what the list cannot carry of the draft as a whole.
  private mutating func noteDraft() {
    let metadata = draft.keys.field(.draftMetadata, in: draft.node)?.node
    note(metadata, of: draft.node, but: [.title, .frameRate])
    noteUnread(in: draft.node, .draft, of: draft.node)
    if draft.envelope != .bare {
      notes.append(
        ConversionNote(
          draft.node.pointer.description,
          "only the draft is written, not the \(draft.envelope.rawValue) around it"))
    }
    if timeline.contentEnd > Milliseconds(86_400_000) {
      notes.append(ConversionNote("draft", "timecode goes up to 24 hours, and the draft beyond"))
    }
    if draft.keys.field(.draftDuration, in: draft.node) != nil,
      timeline.duration != timeline.contentEnd
    {
      notes.append(
        ConversionNote(
          "draft",
          "the draft lasts \(timeline.duration)s; the list ends with its last event, at \(timeline.contentEnd)s"
        ))
    }
    if timecode.nominalRate > 100 {
      notes.append(
        ConversionNote(
          "draft",
          "timecode has two digits for frames, and the draft \(timecode.nominalRate) a second"
        ))
    }
  }

  /// Notes the members of an object's metadata that the list does not carry.
  private mutating func note(_ metadata: JSONNode?, of node: JSONNode, but carried: [DraftKey]) {
    let names = carried.flatMap { draft.keys.spellings(of: $0).map(\.name) }
    note(metadata?.members.map(\.key).filter { !names.contains($0) } ?? [], of: node)
  }

  private mutating func note(_ left: [String], of node: JSONNode) {
    guard !left.isEmpty else { return }
    notes.append(
      ConversionNote(
        node.pointer.description, "the list cannot carry \(left.joined(separator: ", "))"))
  }

  private mutating func write(_ track: Timeline.Track, channel: String) {
    let raw = draft.tracks[track.index]
    note(raw.metadata, of: raw.node, but: [])
    noteUnread(in: raw.node, .track, of: raw.node)
    for segment in track.segments where segment.span.isEmpty {
      note(segment, "the segment lasts no time and is left out")
    }
    let ordered = track.segments.filter { !$0.span.isEmpty }
      .enumerated().sorted {
        ($0.element.span.start, $0.offset) < ($1.element.span.start, $1.offset)
      }.map(\.element)
    for (index, segment) in ordered.enumerated() {
      guard case .media(let use) = segment.content else {
        note(segment, "the segment has no source")
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
    let cut = segment.transition?.length ?? .zero
    roundedTimes += [segment.span.start, segment.span.end, use.inPoint, cut].count {
      rate.time(of: rate.frame(nearest: $0)) != $0
    }
    if let next, next.span.start < segment.span.end {
      end = min(end, rate.frame(nearest: next.span.start).rawValue)
      note(segment, "the next segment begins before this ends; the event ends where it begins")
    }
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
    guard end > start else {
      note(segment, "the segment has no frame of its own in the list and is left out")
      return
    }
    number += 1
    let sourceEnd = sourceStart + (end - start).scaled(by: use.speed)
    let event = "\(padded(number, 3))  \(reel(use))  \(channel.padded(to: 4))"
    let record = "\(timecode.text(start)) \(timecode.text(end))"
    if let dissolve, let previous, case .media(let from) = previous.content {
      let out =
        frames(from.inPoint)
        + (start - rate.frame(nearest: previous.span.start).rawValue).scaled(by: from.speed)
      text +=
        "\(padded(number, 3))  \(reel(from))  \(channel.padded(to: 4))  C        "
        + "\(timecode.text(out)) \(timecode.text(out)) \(timecode.text(start)) \(timecode.text(start))\n"
      text +=
        "\(event)  D    \(padded(Int(dissolve), 3)) \(timecode.text(sourceStart)) "
        + "\(timecode.text(sourceEnd)) \(record)\n"
      text += "* FROM CLIP NAME: \(label(previous))\n* TO CLIP NAME: \(label(segment))\n"
    } else {
      text +=
        "\(event)  C        \(timecode.text(sourceStart)) \(timecode.text(sourceEnd)) \(record)\n"
      text += "* FROM CLIP NAME: \(label(segment))\n"
    }
    if use.speed != .one {
      text += "M2   \(reel(use))  \(playback(use.speed))  \(timecode.text(sourceStart))\n"
    }
    text += "* SOURCE FILE: \(Self.onOneLine(use.source))\n"
    noteLosses(of: segment, use, isDissolved: dissolve != nil)
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

  private mutating func noteLosses(
    of segment: Timeline.Segment, _ use: Timeline.MediaUse, isDissolved: Bool
  ) {
    if let transition = segment.transition {
      if !isDissolved {
        note(segment, "the transition has no room for a dissolve and is written as a cut")
      } else if transition.kind != .crossfade {
        note(segment, "\(transition.kind.rawValue) is written as a dissolve")
      }
    }
    if segment.picture != Timeline.Placement() || segment.sound != Timeline.Sound()
      || !segment.keyframes.isEmpty || segment.kenBurns != nil || !segment.effects.isEmpty
      || use.loops == true
    {
      note(segment, "placement, gain, fades, motion, loops and effects are not carried")
    }
    let framesPlayed = use.speed.multiplied(by: Ratio(timecode.nominalRate))
    if framesPlayed != Ratio(Int64(playbackTenths(use.speed)), 10) {
      note(segment, "the speed \(use.speed.decimalText) is rounded to a tenth of a frame a second")
    }
    guard let node = draft.document.node(at: segment.pointer) else { return }
    noteUnread(in: node, .segment, of: node)
    noteUnread(in: draft.keys.field(.segmentMetadata, in: node)?.node, .segmentMetadata, of: node)
  }

  /// Notes the members of an object that no preview reads and no list carries.
  private mutating func noteUnread(in object: JSONNode?, _ scope: DraftScope, of node: JSONNode) {
    let left = object?.members.map(\.key).filter { !draft.keys.reads($0, in: scope) } ?? []
    note(left, of: node)
  }

  private mutating func note(_ segment: Timeline.Segment, _ message: String) {
    notes.append(ConversionNote(segment.pointer.description, message))
  }

  private func frames(_ time: Milliseconds) -> Int64 {
    timeline.frameRate.frame(nearest: time).rawValue
  }

  /// The source's frames a second, to one decimal.
  private func playback(_ speed: Ratio) -> String {
    let tenths = playbackTenths(speed)
    return "\(padded(tenths / 10, 3)).\(tenths % 10)"
  }

  private func playbackTenths(_ speed: Ratio) -> Int {
    Int((speed.doubleValue * Double(timecode.nominalRate) * 10).rounded())
  }

  /// Up to eight letters and digits of the file's name; `AX` where it has none.
  private func reel(_ use: Timeline.MediaUse) -> String {
    let stem = TimelineSummary.fileStem(of: use.source).filter {
      $0.isASCII && ($0.isLetter || $0.isNumber)
    }
    return (stem.isEmpty ? "AX" : String(stem.prefix(8))).padded(to: 8)
  }

  private func label(_ segment: Timeline.Segment) -> String {
    Self.onOneLine(segment.label ?? "")
  }

  /// The text with blanks for what could begin a line of its own.
  private static func onOneLine(_ text: String) -> String {
    var line = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator: line.append(" ")
      default: line.append(scalar)
      }
    }
    return String(line)
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
