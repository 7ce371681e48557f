import DraftModel
import JSONTree
import TestSupport
import Testing

@Suite("The laws of a merge")
struct MergeLawTests {
  private static let rounds = 150

  private static func canonical(_ merge: DraftMerge) -> [UInt8] { merge.draft.node.canonicalBytes }

  @Test("What only one side changed, or both alike, is taken as it is")
  func oneSide() throws {
    var generator = SeededGenerator()
    for _ in 0..<Self.rounds {
      let random = RandomDraft(using: &generator)
      let base = try random.draft()
      let count = Int.random(in: 0...4, using: &generator)
      let changed = try random.edited(count, using: &generator).draft()
      let wanted = changed.node.canonicalBytes
      for (ours, theirs) in [(base, changed), (changed, base), (changed, changed)] {
        let merge = try DraftMerge(base: base, ours: ours, theirs: theirs)
        #expect(merge.isClean, "\(generator)\n\(merge.text)")
        let isWanted = Self.canonical(merge) == wanted
        #expect(isWanted, "\(generator)")
      }
    }
  }

  @Test("Sides swapped give the mirrored result")
  func mirrored() throws {
    var generator = SeededGenerator()
    for _ in 0..<Self.rounds {
      let random = RandomDraft(using: &generator)
      let base = try random.draft()
      let ours = try random.edited(2, using: &generator).draft()
      let theirs = try random.edited(2, using: &generator).draft()
      let forth = try DraftMerge(base: base, ours: ours, theirs: theirs)
      let back = try DraftMerge(base: base, ours: theirs, theirs: ours)
      let isSame = Self.canonical(forth) == Self.canonical(back)
      #expect(isSame, "\(generator)")
      #expect(Set(forth.conflicts.map(\.id)) == Set(back.conflicts.map(\.id)), "\(generator)")
      let mine = try DraftMerge(
        base: base, ours: ours, theirs: theirs, settling: MergeSettlement(otherwise: .ours))
      let same = try DraftMerge(
        base: base, ours: theirs, theirs: ours, settling: MergeSettlement(otherwise: .theirs))
      let isMirrored = Self.canonical(mine) == Self.canonical(same)
      #expect(isMirrored, "\(generator)")
      #expect(mine.isClean, "\(generator)")
    }
  }

  @Test("A sidecar settles what it names, and only that")
  func sidecar() throws {
    var generator = SeededGenerator()
    for _ in 0..<Self.rounds {
      let random = RandomDraft(using: &generator)
      let base = try random.draft()
      let ours = try random.edited(3, using: &generator).draft()
      let theirs = try random.edited(3, using: &generator).draft()
      let open = try DraftMerge(base: base, ours: ours, theirs: theirs)
      let again = try DraftMerge(
        base: base, ours: ours, theirs: theirs, settling: try MergeSettlement(sidecar: open.sidecar)
      )
      #expect(again.draft.bytes == open.draft.bytes, "\(generator)")
      let filled = open.sidecar.mapping("take") { _ in "theirs" }
      let settled = try DraftMerge(
        base: base, ours: ours, theirs: theirs, settling: try MergeSettlement(sidecar: filled))
      let strategy = try DraftMerge(
        base: base, ours: ours, theirs: theirs, settling: MergeSettlement(otherwise: .theirs))
      #expect(settled.draft.bytes == strategy.draft.bytes, "\(generator)")
      #expect(settled.openConflicts.count <= open.openConflicts.count, "\(generator)")
    }
  }
}
