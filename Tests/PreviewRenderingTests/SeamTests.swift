import DraftModel
import Foundation
import PreviewRendering
import RenderPlanning
import SelfClock
import TestSupport
import Testing

/// Where chunks meet, kept ones beside new ones, no frame is lost, doubled or of another clip.
@Suite("Seams between chunks")
struct SeamTests {
  private static let plain = ClockClip.plain
  private static let withBFrames = ClockClip.withBFrames

  /// Clips of every rate one after another, at odd milliseconds, at several speeds, two of them in a loop.
  private static let cut: [PlacedClip] = {
    let pieces: [(clip: ClockClip, length: Int, inPoint: Int, speed: Int, loops: Bool)] = [
      (plain[0], 2317, 400, 10, false), (withBFrames[0], 1501, 1234, 10, false),
      (plain[1], 901, 3000, 15, false), (withBFrames[1], 2222, 1700, 10, false),
      (plain[2], 1333, 2001, 10, false), (withBFrames[2], 2777, 333, 10, false),
      (plain[3], 3600, 100, 20, true), (withBFrames[3], 1111, 4000, 5, false),
      (plain[4], 733, 2750, 10, false), (withBFrames[4], 1999, 901, 20, false),
      (withBFrames[3], 66, 2000, 10, false), (plain[1], 2600, 4500, 10, true),
    ]
    var start = 0
    return pieces.map { piece in
      defer { start += piece.length }
      return PlacedClip(
        clip: piece.clip, start: start, length: piece.length, inPoint: piece.inPoint,
        speed: piece.speed, loops: piece.loops)
    }
  }()

  /// The draft; titles, which leave the numbers in the pictures alone, cut it into more chunks.
  private func draft(of clips: [PlacedClip], titles: [Int]) -> String {
    let segments = clips.map(\.segment).joined(separator: ",")
    let words = titles.enumerated().map { number, start in
      #"{"s":\#(start),"d":417,"m":{"text":"title \#(number)","y":0.93,"style":{"size":40}}}"#
    }
    return #"{"m":{"width":640,"height":360},"t":[{"tt":0,"sg":[\#(segments)]},"#
      + #"{"tt":7,"sg":[\#(words.joined(separator: ","))]}]}"#
  }

  /// Reads the number in every frame, and holds those at the edges of chunks to the oracle by name.
  private func check(_ file: URL, _ plan: RenderPlan, _ clips: [PlacedClip]) throws {
    let marks = try DecodedVideo(file: file, width: 320, height: 180).marks()
    try #require(marks.count == Int(plan.frameCount))
    func isRight(_ frame: Int) -> Bool {
      let shown = clips.first { $0.expectedFrame(at: frame) != nil }
      let mark = marks[frame]
      return mark?.frame == shown?.expectedFrame(at: frame) && mark?.clip == shown?.clip.clip
    }
    for chunk in plan.chunks() {
      let (first, last) = (Int(chunk.first.rawValue), Int(chunk.end.rawValue) - 1)
      #expect(isRight(first), "the first frame of chunk \(first)...\(last)")
      #expect(isRight(last), "the last frame of chunk \(first)...\(last)")
    }
    let wrong = marks.indices.filter { !isRight($0) }
    #expect(wrong.isEmpty)
  }

  @Test("Every frame is the one meant, first and last of each chunk too, before and after an edit")
  func acrossAnEdit() async throws {
    let studio = try Studio(media: Self.cut.map(\.clip.name))
    let size = RenderRequest(size: .shortSide(180))
    let first = try studio.plan(draft(of: Self.cut, titles: [333, 5017, 9999, 14_040]), size)
    try await studio.render(first, to: "first.mp4")
    #expect(first.chunks().count > 20)
    try check(studio.file("first.mp4"), first, Self.cut)

    // A clip in front moves everything; one clip is trimmed, a title goes and one comes.
    var edited = Self.cut.map { clip in
      var moved = clip
      moved.start += 1500
      return moved
    }
    edited[4].inPoint += 100
    edited.insert(
      PlacedClip(clip: Self.withBFrames[1], start: 0, length: 1500, inPoint: 2100), at: 0)
    let second = try studio.plan(draft(of: edited, titles: [1833, 6517, 15_540, 17_017]), size)
    let outcome = try await studio.render(second, to: "second.mp4")
    #expect(outcome.picture.reused > 10 && outcome.picture.rendered > 3)
    try check(studio.file("second.mp4"), second, edited)
  }
}
