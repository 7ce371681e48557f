import JSONTree

extension RandomDraft {
  /// The draft after `count` edits of the kinds that people and agents make.
  func edited(_ count: Int, using generator: inout some RandomNumberGenerator) -> RandomDraft {
    var draft = self
    for _ in 0..<count { draft.edit(using: &generator) }
    return draft
  }

  /// One edit by chance; none where what was chosen has nothing to act on.
  mutating func edit(using generator: inout some RandomNumberGenerator) {
    switch Int.random(in: 0..<14, using: &generator) {
    case 0: metadata["title"] = .string(Self.word(using: &generator))
    case 1: duration = Bool.random(using: &generator) ? nil : contentEnd
    case 2: addTrack(using: &generator)
    case 3: if tracks.count > 1 { tracks.remove(at: place(in: tracks.count, using: &generator)) }
    case 4: if tracks.count > 1 { tracks.swapAt(0, tracks.count - 1) }
    case 5: change(using: &generator) { $0.metadata[$1] = $2 }
    case 6: change(using: &generator) { segment, key, _ in segment.metadata[key] = nil }
    case 7: rippleInsert(using: &generator)
    case 8: rippleDelete(using: &generator)
    case 9: change(using: &generator) { segment, _, _ in segment.length += 300 }
    case 10:
      change(using: &generator) { segment, _, _ in segment.start = segment.start.map { $0 + 700 } }
    case 11:
      change(using: &generator) { segment, _, _ in segment.metadata["src"] = "media/new.mp4" }
    case 12: moveToOtherTrack(using: &generator)
    default: split(using: &generator)
    }
  }

  private func place(
    in count: Int, using generator: inout some RandomNumberGenerator
  ) -> Int {
    Int.random(in: 0..<count, using: &generator)
  }

  private mutating func addTrack(using generator: inout some RandomNumberGenerator) {
    let metadata = Self.segmentMetadata(type: 1, using: &generator)
    let segment = Segment(id: nil, start: 0, length: 900, metadata: metadata)
    tracks.append(Track(type: 1, id: nil, metadata: ["name": "New"], segments: [segment]))
  }

  private mutating func change(
    using generator: inout some RandomNumberGenerator,
    _ body: (inout Segment, String, JSONValue) -> Void
  ) {
    let (key, value) = Self.someMember(using: &generator)
    guard let (track, segment) = someSegment(using: &generator) else { return }
    body(&tracks[track].segments[segment], key, value)
  }

  private func someSegment(
    using generator: inout some RandomNumberGenerator
  ) -> (track: Int, segment: Int)? {
    let track = place(in: tracks.count, using: &generator)
    let count = tracks[track].segments.count
    return count == 0 ? nil : (track, place(in: count, using: &generator))
  }

  private mutating func rippleInsert(using generator: inout some RandomNumberGenerator) {
    guard let (track, place) = someSegment(using: &generator) else { return }
    let start = tracks[track].starts[place]
    let isWritten = tracks[track].segments[place].start != nil
    shift(from: start, by: 1500)
    let inserted = Segment(
      id: nil, start: isWritten ? start : nil, length: 1500,
      metadata: Self.segmentMetadata(type: tracks[track].type, using: &generator))
    tracks[track].segments.insert(inserted, at: place)
  }

  private mutating func rippleDelete(using generator: inout some RandomNumberGenerator) {
    guard let (track, place) = someSegment(using: &generator) else { return }
    let start = tracks[track].starts[place]
    let removed = tracks[track].segments.remove(at: place)
    shift(from: start + removed.length, by: -removed.length)
  }

  /// Moves everything that starts at or after `time` and has a written start.
  mutating func shift(from time: Int, by distance: Int) {
    for track in tracks.indices {
      for place in tracks[track].segments.indices {
        guard let start = tracks[track].segments[place].start, start >= time else { continue }
        tracks[track].segments[place].start = max(0, start + distance)
      }
    }
  }

  private mutating func moveToOtherTrack(using generator: inout some RandomNumberGenerator) {
    guard let (from, place) = someSegment(using: &generator) else { return }
    guard
      let to = tracks.indices.first(where: { $0 != from && tracks[$0].type == tracks[from].type })
    else { return }
    tracks[to].segments.append(tracks[from].segments.remove(at: place))
  }

  private mutating func split(using generator: inout some RandomNumberGenerator) {
    guard let (track, place) = someSegment(using: &generator), tracks[track].type != 7 else {
      return
    }
    let start = tracks[track].starts[place]
    let whole = tracks[track].segments[place]
    guard whole.length >= 200 else { return }
    let headLength = whole.length / 2
    tracks[track].segments[place].length = headLength
    var tail = whole
    tail.id = nil
    tail.length = whole.length - headLength
    tail.start = whole.start == nil ? nil : start + headLength
    let speed = whole.metadata["speed"] == 2 ? 2 : 1
    var inPoint = 0
    if case .number(let number)? = whole.metadata["in"] { inPoint = Int(number.int64 ?? 0) }
    tail.metadata["in"] = .number(JSONNumber(Int64(inPoint + headLength * speed)))
    tracks[track].segments.insert(tail, at: place + 1)
  }
}
