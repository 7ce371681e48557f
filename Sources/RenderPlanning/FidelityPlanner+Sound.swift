import DraftModel

extension FidelityPlanner {
  /// Sound streams that are not heard, and sounds of which the file holds only a part.
  func soundEntries(
    for segment: Timeline.Segment, playing use: Timeline.MediaUse, from item: MediaItem,
    on track: Timeline.Track
  ) -> [FidelityReport.Entry] {
    guard let sound = item.sound, Self.isHeard(segment, on: track) else { return [] }
    let places = sound.places(heard: use.soundStreams)
    var entries: [FidelityReport.Entry] = []
    func add(_ grade: FidelityReport.Grade, _ span: TimeSpan, _ message: String) {
      entries.append(
        FidelityReport.Entry(
          grade: grade, span: span, message: message, pointer: segment.pointer))
    }
    if case .one(let place) = use.soundStreams, places.isEmpty {
      add(
        .omitted, segment.span,
        "\"\(use.source)\" has no sound stream \(place): it has \(sound.count), counted from 0")
    }
    if use.soundStreams == nil, sound.streams.count > 1 {
      add(
        .approximated, segment.span,
        "\"\(use.source)\" has \(sound.count): number \(sound.main) is heard, "
          + "\(sound.others) not; \"audio_stream\" chooses")
    }
    for place in places {
      guard let missing = missingPart(of: segment, playing: use, sound.streams[place], item, track)
      else { continue }
      add(.omitted, missing.span, "the sound of \"\(use.source)\" \(missing.words)")
    }
    return entries
  }

  private static func isHeard(_ segment: Timeline.Segment, on track: Timeline.Track) -> Bool {
    !track.isMuted && !track.isHidden && !segment.sound.isMuted
  }

  /// The part of a segment for which its file should have sound, by what it states, and has none.
  private func missingPart(
    of segment: Timeline.Segment, playing use: Timeline.MediaUse,
    _ stream: MediaItem.SoundStreamFacts, _ item: MediaItem, _ track: Timeline.Track
  ) -> (span: TimeSpan, words: String)? {
    guard let stated = stream.statedDuration, let there = stream.duration,
      let rest = rest(of: segment, playing: use, behind: there, slack: Self.soundSlack)
    else { return nil }
    return (rest, "is cut short: the file holds \(there.seconds)s of \(stated.seconds)s")
  }

  /// The part of a segment behind the end of its sound, if that is silent; `nil` if its sound starts over, or none
  /// is heard.
  func silentRest(
    of segment: Timeline.Segment, playing use: Timeline.MediaUse, from item: MediaItem,
    on track: Timeline.Track
  ) -> TimeSpan? {
    guard let sound = item.sound, Self.isHeard(segment, on: track) else { return nil }
    // The first to end, of those of which nothing is missing.
    return sound.places(heard: use.soundStreams).map { sound.streams[$0] }
      .filter { stream in
        stream.statedDuration == nil
          && use.soundLoop(
            of: item, lasting: stream.duration, over: segment.span, on: track.kind) == nil
      }
      .compactMap {
        rest(of: segment, playing: use, behind: $0.duration, slack: Self.soundSlack)
      }
      .max { $0.length < $1.length }
  }
}

extension MediaItem.SoundFacts {
  /// How many streams there are: `2 sound streams`.
  fileprivate var count: String {
    streams.count == 1 ? "1 sound stream" : "\(streams.count) sound streams"
  }

  /// The streams that are not heard unless a draft asks for them: `1 (eng) is`, `1 (eng) and 2 are`.
  fileprivate var others: String {
    let names = streams.indices.filter { $0 != main }.map { place in
      streams[place].name.map { "\(place) (\($0))" } ?? "\(place)"
    }
    let text = names.dropLast().joined(separator: ", ")
    return names.count == 1
      ? "\(names[0]) is" : "\(text) and \(names[names.count - 1]) are"
  }
}

extension Ratio {
  /// Seconds to the millisecond, as messages give times: `3.12`.
  fileprivate var seconds: Milliseconds {
    Milliseconds(numerator.scaled(by: 1000, over: denominator))
  }
}
