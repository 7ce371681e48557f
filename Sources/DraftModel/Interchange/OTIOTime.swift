import JSONTree

/// How a file's times are written: in whole milliseconds, or in frames where every time of the draft is one.
struct OTIOTime {
  /// The rate of the draft's own frames; `nil` for milliseconds.
  private let frames: FrameRate?

  /// Takes the draft's own rate where it has one and everything is cut on its frames, as other programs count in frames.
  init(of draft: Draft, _ timeline: Timeline) {
    guard OTIOTime.declaredRate(of: draft) != nil else {
      frames = nil
      return
    }
    let rate = timeline.frameRate
    let isOnFrames = { (time: Milliseconds) in rate.time(of: rate.frame(nearest: time)) == time }
    let isWhole = timeline.tracks.filter(\.kind.isDrawn).allSatisfy { track in
      track.segments.allSatisfy { segment in
        var times = [segment.span.start, segment.span.end]
        if let length = segment.transition?.length { times.append(length) }
        if case .media(let use) = segment.content { times.append(use.inPoint) }
        return times.allSatisfy(isOnFrames)
      }
    }
    frames = isWhole ? rate : nil
  }

  /// The rate that a draft declares; `nil` where it leaves that to the format.
  static func declaredRate(of draft: Draft) -> FrameRate? {
    draft.keys.field(.draftMetadata, in: draft.node)
      .flatMap { draft.keys.field(.frameRate, in: $0.node) }
      .flatMap { $0.node.number }.flatMap { FrameRate(decimal: $0.text) }
  }

  /// The time as a RationalTime.
  func time(_ time: Milliseconds) -> JSONValue {
    guard let frames else { return Self.rational(.milliseconds(time), rate: 1000) }
    let frame = frames.frame(nearest: time).rawValue
    return Self.rational(.number(JSONNumber(frame)), rate: Self.number(of: frames))
  }

  /// The time from one instant to another; frames are counted from both ends, so that neighbours touch.
  func length(from start: Milliseconds, to end: Milliseconds) -> JSONValue {
    guard let frames else { return time(end - start) }
    let count = frames.frame(nearest: end).rawValue - frames.frame(nearest: start).rawValue
    return Self.rational(.number(JSONNumber(count)), rate: Self.number(of: frames))
  }

  /// The halves of a transition around its cut; an odd number of frames has a half on each side.
  func halves(of length: Milliseconds) -> (before: JSONValue, after: JSONValue) {
    guard let frames else {
      let half = Milliseconds(length.rawValue / 2)
      return (time(half), time(length - half))
    }
    let count = frames.frame(nearest: length).rawValue
    let half =
      count % 2 == 0
      ? JSONValue.number(JSONNumber(count / 2))
      : JSONNumber(Double(count) / 2).map { .number($0) } ?? .null
    let value = Self.rational(half, rate: Self.number(of: frames))
    return (value, value)
  }

  /// A TimeRange.
  func range(_ start: Milliseconds, _ span: TimeSpan) -> JSONValue {
    [
      "OTIO_SCHEMA": "TimeRange.1", "duration": length(from: span.start, to: span.end),
      "start_time": time(start),
    ]
  }

  /// The start of a timeline of a rate, which is where other programs look for the rate.
  static func zero(at rate: FrameRate) -> JSONValue { rational(0, rate: number(of: rate)) }

  private static func rational(_ value: JSONValue, rate: JSONValue) -> JSONValue {
    ["OTIO_SCHEMA": "RationalTime.1", "rate": rate, "value": value]
  }

  private static func number(of rate: FrameRate) -> JSONValue {
    if rate.ratio.denominator == 1 { return .number(JSONNumber(rate.ratio.numerator)) }
    return JSONNumber(rate.ratio.doubleValue).map { .number($0) } ?? .null
  }
}
