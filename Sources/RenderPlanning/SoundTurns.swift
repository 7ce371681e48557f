import DraftModel

/// The part of a source that a sound plays over and over, in samples of the source at 48 kHz.
///
/// Places are counted as if the source went on instead of starting over. Each turn begins at the sample that is
/// nearest to its exact time, so that a hundred turns of a length that is no whole number of samples are not late.
package struct SoundTurns: Hashable, Sendable {
  /// The place at which every turn begins.
  package let start: Int64
  /// The place at which the first turn ends.
  package let end: Int64
  private let loop: SourceLoop

  init(_ loop: SourceLoop) {
    self.loop = loop
    start = Self.samples(in: loop.start)
    end = Self.sum(start, Self.samples(in: loop.length))
  }

  private static func samples(in time: Ratio) -> Int64 {
    time.numerator.scaled(by: SoundPlan.sampleRate, over: time.denominator)
  }

  /// The place at which a turn begins.
  private func start(ofTurn turn: Int64) -> Int64 {
    let length = loop.length
    let (top, overflow) = length.numerator.multipliedReportingOverflow(by: turn)
    return overflow
      ? .max : Self.sum(start, top.scaled(by: SoundPlan.sampleRate, over: length.denominator))
  }

  /// The sum of two places, at most the last one there can be.
  private static func sum(_ left: Int64, _ right: Int64) -> Int64 {
    let (sum, overflow) = left.addingReportingOverflow(right)
    return overflow ? .max : sum
  }

  /// A run of places that a source gives without starting over.
  package struct Run: Hashable, Sendable {
    /// The sample of the source with which it begins; `nil` for silence.
    package let source: Int64?
    /// How many samples it has.
    package let count: Int64
  }

  /// What is played from a place on.
  package func run(at place: Int64) -> Run {
    guard place >= end, let time = Ratio(place, SoundPlan.sampleRate) else {
      return Run(source: place, count: Swift.max(end - place, 1))
    }
    // A turn that begins within a sample was rounded to one of its sides.
    var turn = loop.turn(at: time)
    if turn != loop.lastTurn, start(ofTurn: turn + 1) <= place { turn += 1 }
    if start(ofTurn: turn) > place { turn -= 1 }
    let next = start(ofTurn: turn + 1)
    guard place < next else { return Run(source: nil, count: .max) }
    return Run(source: start + place - start(ofTurn: turn), count: next - place)
  }

  /// The places between two at which a turn begins, the first turn's own left out; `limit` at most.
  func starts(from first: Int64, to last: Int64, limit: Int) -> [Int64] {
    guard first < last, let time = Ratio(Swift.max(first, start), SoundPlan.sampleRate)
    else { return [] }
    var places: [Int64] = []
    var turn = Swift.max(loop.turn(at: time), 1)
    while places.count < limit, loop.lastTurn.map({ turn <= $0 }) ?? true {
      let place = start(ofTurn: turn)
      if place >= last { break }
      if place >= first { places.append(place) }
      turn += 1
    }
    return places
  }

  /// The place from which on there is silence, if a stretch comes to it; `nil` otherwise.
  func silence(before last: Int64) -> Int64? {
    guard let turn = loop.lastTurn else { return nil }
    let place = start(ofTurn: turn + 1)
    return place < last ? place : nil
  }
}

extension SoundClip {
  /// How its source turns; `nil` where it does not.
  package var turns: SoundTurns? { source.loop.map { SoundTurns($0) } }
}
