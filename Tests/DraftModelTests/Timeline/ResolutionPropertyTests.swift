import DraftModel
import JSONTree
import Testing

@Suite("Resolution, over random drafts")
struct ResolutionPropertyTests {
  @Test(
    "Nothing crashes, and every value and every finding is in its place",
    arguments: SplitMix64.seeds(8))
  func laws(seed: UInt64) throws {
    var drafts = HostileDraft(seed: seed)
    for round in 0..<60 {
      let text = drafts.text()
      let draft = try Draft(text)
      let resolution = draft.resolved()
      let timeline = resolution.timeline
      for finding in resolution.findings {
        let node = draft.document.node(at: finding.pointer)
        #expect(
          node != nil && node?.location == finding.location,
          "seed \(seed), round \(round): \(finding)")
      }
      for segment in timeline.tracks.flatMap(\.segments) {
        #expect(
          draft.document.node(at: segment.pointer)?.kind == .object,
          "seed \(seed), round \(round): \(segment.pointer)")
        #expect(segment.span.start >= .zero && segment.span.length <= .limit)
        #expect(
          (0...1).contains(segment.picture.opacity) && (0...10).contains(segment.sound.volume))
      }
      #expect(timeline.duration >= .zero)
      #expect(timeline.tracks.count == draft.tracks.count, "seed \(seed), round \(round)")
      #expect(!TimelineSummary(timeline).line.contains("\n"), "seed \(seed), round \(round)")
      #expect(draft.resolved().timeline == timeline, "seed \(seed): resolving is a function")
      #expect(draft.bytes == Array(text.utf8))
      _ = draft.mediaListing.match("a.mp4")
    }
  }
}
