import DraftModel
import Foundation
import RenderPlanning
import SelfClock
import TestSupport
import Testing

@Suite("Frames of a preview")
struct FrameExactnessTests {
  private static let clips = ClockClip.all.filter { $0.seconds == 6 && $0.width == 640 }

  /// Renders the clips, reads the numbers back with ffmpeg, and compares frame by frame.
  private func check(_ placed: [PlacedClip]) async throws {
    let studio = try Studio(media: placed.map(\.clip.name))
    let segments = placed.map(\.segment).joined(separator: ",")
    let plan = try studio.plan(
      #"{"m":{"width":640,"height":360},"t":[{"tt":0,"sg":[\#(segments)]}]}"#)
    try await studio.render(plan, to: "out.mp4")
    let marks = try DecodedVideo(file: studio.file("out.mp4"), width: 640, height: 360).marks()
    #expect(marks.count == Int(plan.frameCount))
    for (frame, mark) in marks.enumerated() {
      let shown = placed.first { $0.expectedFrame(at: frame) != nil }
      #expect(
        mark?.frame == shown?.expectedFrame(at: frame) && mark?.clip == shown?.clip.clip,
        "frame \(frame): \(shown?.description ?? "gap")")
    }
  }

  @Test("A trimmed clip of any rate shows the frame that is on screen in it", arguments: clips)
  func trimmed(clip: ClockClip) async throws {
    try await check([PlacedClip(clip: clip, start: 0, length: 1700, inPoint: 1234)])
  }

  @Test("Reordered pieces of one clip, with gaps and odd milliseconds")
  func reordered() async throws {
    let clip = ClockClip.withBFrames[2]
    try await check([
      PlacedClip(clip: clip, start: 17, length: 750, inPoint: 4001),
      PlacedClip(clip: clip, start: 767, length: 333, inPoint: 33),
      PlacedClip(clip: ClockClip.plain[4], start: 1400, length: 651, inPoint: 2500),
      PlacedClip(clip: clip, start: 2051, length: 500, inPoint: 2990),
    ])
  }

  @Test("Speeds from a tenth to sixteen", arguments: [1, 5, 15, 20, 160])
  func speeds(tenths: Int) async throws {
    try await check([
      PlacedClip(
        clip: ClockClip.withBFrames[3], start: 0, length: tenths > 100 ? 370 : 1200, inPoint: 50,
        speed: tenths)
    ])
  }

  @Test("A source that ends early holds its last frame")
  func heldEnd() async throws {
    try await check([PlacedClip(clip: ClockClip.plain[1], start: 0, length: 1000, inPoint: 5600)])
  }
}
