import Foundation
import TestSupport

/// A draft of one track of self-clocking clips, and what format rule 3 says of it.
///
/// Whole numbers only, and nothing of the product's own planner: this is the second opinion.
struct ClockDraft {
  struct Segment {
    var clip: ClockClip
    var start: Int
    var length: Int
    var inPoint: Int
  }

  private(set) var segments: [Segment] = []
  /// The length in milliseconds.
  let length: Int
  /// Pictures a second.
  let rate: Int

  /// Reads a fixture of `Fixtures/drafts`.
  init(fixture name: String) throws {
    let bytes = try Data(contentsOf: Repository.fixture("drafts/\(name).json"))
    guard let draft = try JSONSerialization.jsonObject(with: bytes) as? [String: Any],
      let track = (draft["t"] as? [[String: Any]])?.first,
      let list = track["sg"] as? [[String: Any]]
    else { throw CocoaError(.fileReadCorruptFile) }
    rate = (draft["m"] as? [String: Any])?["fps"] as? Int ?? 30
    var end = 0
    for entry in list {
      let metadata = entry["m"] as? [String: Any] ?? [:]
      let file = (metadata["src"] as? String ?? "").split(separator: "/").last.map(String.init)
      guard let clip = ClockClip.all.first(where: { $0.name == file }),
        let length = entry["d"] as? Int
      else { throw CocoaError(.fileReadCorruptFile) }
      let start = entry["s"] as? Int ?? end
      end = start + length
      segments.append(
        Segment(
          clip: clip, start: start, length: length, inPoint: metadata["in"] as? Int ?? 0))
    }
    length = draft["d"] as? Int ?? end
  }

  /// The files it plays.
  var media: [String] { Array(Set(segments.map(\.clip.name))).sorted() }

  /// How many frames it lasts: `round(d · f / 1000)`, half up.
  var frameCount: Int { frame(nearest: length) }

  /// The clip and frame that output frame `number` must show; nothing in a gap.
  func shown(at number: Int) -> (clip: Int, frame: Int)? {
    for segment in segments {
      let first = frame(nearest: segment.start)
      guard (first..<frame(nearest: segment.start + segment.length)).contains(number) else {
        continue
      }
      // in + (n − n0) · 1000/f, in thousandths of 1/f seconds; then the last frame not later than that.
      let time = segment.inPoint * rate + (number - first) * 1000
      let frame = time * segment.clip.rate / (1000 * rate * segment.clip.per)
      return (segment.clip.clip, min(frame, segment.clip.frameCount - 1))
    }
    return nil
  }

  /// Where whole ticks must begin, in samples at 48 kHz, and the clip's second that each begins.
  var ticks: [(sample: Int, clip: Int, second: Int)] {
    segments.flatMap { segment in
      (0..<segment.clip.seconds).compactMap { second in
        let place = segment.start + second * 1000 - segment.inPoint
        // A tick lasts 10 ms; one that is cut by an edge is not looked for.
        guard place >= segment.start, place + 10 <= min(segment.start + segment.length, length)
        else { return nil }
        return (place * 48, segment.clip.clip, second)
      }
    }
  }

  private func frame(nearest milliseconds: Int) -> Int { (milliseconds * rate + 500) / 1000 }
}
