import DraftModel
import JSONTree
import Testing

/// What an edit adds to the findings.
@Suite("New findings")
struct NewFindingTests {
  private static let cut = #"""
    {"m":{"width":1920,"height":1080},"t":[{"tt":0,"sg":[
      {"id":"a","s":0,"d":2000,"m":{"src":"a.mp4"}},{"id":"b","s":2000,"d":2000,"m":{"src":"b.mp4"}}]}]}
    """#

  @Test("A gap that an edit leaves is new; one that only moves is not")
  func gap() throws {
    let old = try Draft(Self.cut)
    let trimmed = try outcome(
      of: ["trim": ["segment": "a", "tail": "500ms"]], on: Self.cut
    ).draft
    let gained = trimmed.newFindings(since: old)
    #expect(gained.map(\.rule.rawValue) == ["base-track-gap"], "\(gained)")
    let moved = try outcome(
      of: ["trim": ["segment": "a", "tail": "250ms"]],
      on: String(decoding: trimmed.bytes, as: UTF8.self)
    ).draft
    #expect(moved.newFindings(since: trimmed) == [])
    #expect(old.newFindings(since: trimmed) == [])
  }

  @Test("Between a draft and itself nothing is new; since a clean one all is")
  func bounds() throws {
    let broken = try Draft(ValidationTests.overlapping)
    #expect(broken.newFindings(since: broken) == [])
    let clean = try Draft(Self.cut)
    let known = clean.validated().map(\.rule)
    let gained = broken.newFindings(since: clean)
    #expect(
      gained.count
        >= broken.validated().count - broken.validated().filter { known.contains($0.rule) }.count)
  }
}
