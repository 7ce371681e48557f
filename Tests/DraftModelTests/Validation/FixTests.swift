import DraftModel
import JSONTree
import Testing

@Suite("Fixes")
struct FixTests {
  @Test(
    "A fix changes what it is about and keeps every other byte",
    arguments: [
      (
        #"{"t":[{"tt":0,"sg":[ {"s" : 0.5,"d":1e3,"m":{"src":"a"}} ]}]}"#,
        #"{"t":[{"tt":0,"sg":[ {"s" : 1,"d":1e3,"m":{"src":"a"}} ]}]}"#
      ),
      (
        #"{"t":[{"tt":0,"sg":[{"start_s":1.23456,"d":10,"m":{"src":"a"}}]}]}"#,
        #"{"t":[{"tt":0,"sg":[{"start_s":1.235,"d":10,"m":{"src":"a"}}]}]}"#
      ),
      (
        #"{"t":[{"tt":0,"sg":[{"s":1000, "start_s":1, "d":10,"m":{"src":"a"}}]}]}"#,
        #"{"t":[{"tt":0,"sg":[{"s":1000, "d":10,"m":{"src":"a"}}]}]}"#
      ),
      (
        #"{"t":[{"tt":0,"sg":[{"s":5,"st":5,"start":5,"d":10,"m":{"src":"a"}}]}]}"#,
        #"{"t":[{"tt":0,"sg":[{"s":5,"d":10,"m":{"src":"a"}}]}]}"#
      ),
      (
        #"{"t":[{"tt":0,"sg":[{"d":10,"m":{"src":"a","keyframes":[{"at":5 },{ "at":1},{"at":9}]}}]}]}"#,
        #"{"t":[{"tt":0,"sg":[{"d":10,"m":{"src":"a","keyframes":[{ "at":1},{"at":5 },{"at":9}]}}]}]}"#
      ),
      (
        #"{"t":[{"tt":0,"sg":[{"d":10,"m":{"src":"a","transition":{"type":"zoom","d":0}}}]}]}"#,
        #"{"t":[{"tt":0,"sg":[{"d":10,"m":{"src":"a"}}]}]}"#
      ),
    ])
  func bytes(before: String, after: String) throws {
    let fixed = try Draft(before).fixed()
    #expect(String(decoding: fixed.draft.bytes, as: UTF8.self) == after)
    #expect(!fixed.applied.isEmpty)
  }

  @Test(
    "What could be meant in two ways is left to people",
    arguments: [
      #"{"t":[{"tt":0,"sg":[{"s":5,"start":6,"d":10,"m":{"src":"a"}}]}]}"#,
      #"{"t":[{"tt":0,"sg":[{"s":-5,"d":10,"m":{"src":"a","volume":35}}]}]}"#,
      #"{"t":[{"tt":0,"sg":[{"d":10,"m":{"src":"a","keyframes":[{"at":5},{"x":1},{"at":1}]}}]}]}"#,
      #"{"d":5,"t":[{"tt":0,"sg":[{"d":10,"m":{"src":"a"}}]}]}"#,
    ])
  func ambiguous(text: String) throws {
    let draft = try Draft(text)
    #expect(!draft.validated().isEmpty)
    let fixed = draft.fixed()
    #expect(fixed.applied.isEmpty)
    #expect(fixed.draft.bytes == draft.bytes)
  }

  @Test(
    "Over hostile drafts: the meaning stays, no finding is new, and a second fix does nothing",
    arguments: SplitMix64.seeds(8))
  func laws(seed: UInt64) throws {
    var drafts = HostileDraft(seed: seed)
    for round in 0..<25 {
      let draft = try Draft(drafts.text())
      let place: Comment = "seed \(seed), round \(round)"
      let before = draft.validated()
      for finding in before {
        #expect(RuleCatalog.rule(finding.rule) != nil, "\(finding.rule): \(place)")
        #expect(draft.document.node(at: finding.pointer)?.location == finding.location, place)
      }
      let fixed = draft.fixed()
      #expect(fixed.draft.resolved().timeline == draft.resolved().timeline, place)
      let after = fixed.draft.validated()
      #expect(after.count == before.count - Self.settled(by: fixed.applied, in: before), place)
      let again = fixed.draft.fixed()
      #expect(again.applied.isEmpty, place)
      #expect(again.draft.bytes == fixed.draft.bytes, place)
      if fixed.applied.isEmpty { #expect(fixed.draft.bytes == draft.bytes, place) }
    }
  }

  /// How many of the findings the fixes settle: those of the fix's rule at its place, or beneath it.
  private static func settled(by fixes: [Fix], in findings: [Finding]) -> Int {
    findings.filter { finding in
      fixes.contains { $0.rule == finding.rule && $0.pointer.isPrefix(of: finding.pointer) }
    }.count
  }
}
