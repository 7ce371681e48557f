import DraftModel
import Foundation
import JSONTree
import TestSupport
import Testing

@Suite("The laws of a merge when a service writes ids anew on every turn")
struct MergeIdentityLawTests {
  /// How many random triples are tried; `scripts/soak merges` asks for more.
  private static let rounds =
    ProcessInfo.processInfo.environment["ROUGHCUT_SOAK"].flatMap { Int($0) } ?? 80

  /// Base, ours and theirs without ids.
  private struct Triple {
    let base: RandomDraft
    let ours: RandomDraft
    let theirs: RandomDraft

    init(using generator: inout SeededGenerator) {
      base = RandomDraft(using: &generator).named(.absent, using: &generator)
      ours = base.edited(Int.random(in: 0...2, using: &generator), using: &generator)
      theirs = base.edited(Int.random(in: 0...2, using: &generator), using: &generator)
    }

    func drafts(
      _ naming: RandomDraft.Naming, using generator: inout SeededGenerator
    ) throws -> [Draft] {
      try [base, ours, theirs].map { try $0.named(naming, using: &generator).draft() }
    }
  }

  private static func content(_ draft: Draft) -> [UInt8] {
    JSONValue(draft.node).withoutIdentifiers.canonicalBytes
  }

  /// The changes in words; none if there is no change.
  private static func lines(_ difference: DraftDifference) -> [String] {
    difference.isEmpty
      ? [] : difference.text(withNotes: false).split(separator: "\n").map(String.init)
  }

  private static func conflicts(_ merge: DraftMerge) -> [String] {
    merge.conflicts.map { "\($0.kind) \($0.field)" }.sorted()
  }

  @Test("Ids that are new or numbered by place change neither the content nor the conflicts")
  func idsDoNotMatter() throws {
    var generator = SeededGenerator()
    for _ in 0..<Self.rounds {
      let triple = Triple(using: &generator)
      let bare = try triple.drafts(.absent, using: &generator)
      let wanted = try DraftMerge(base: bare[0], ours: bare[1], theirs: bare[2])
      for naming in [RandomDraft.Naming.regenerated, .renumbered] {
        let drafts = try triple.drafts(naming, using: &generator)
        let merge = try DraftMerge(base: drafts[0], ours: drafts[1], theirs: drafts[2])
        let isSame = Self.content(merge.draft) == Self.content(wanted.draft)
        #expect(isSame, "\(naming) \(generator)")
        #expect(Self.conflicts(merge) == Self.conflicts(wanted), "\(naming) \(generator)")
      }
    }
  }

  @Test("What one side edited is taken, though the other wrote all ids anew")
  func oneSide() throws {
    var generator = SeededGenerator()
    for _ in 0..<Self.rounds {
      let triple = Triple(using: &generator)
      for naming in RandomDraft.Naming.allCases {
        let drafts = try triple.drafts(naming, using: &generator)
        let untouched = try triple.base.named(naming, using: &generator).draft()
        for (ours, theirs) in [(drafts[1], untouched), (untouched, drafts[1])] {
          let merge = try DraftMerge(base: drafts[0], ours: ours, theirs: theirs)
          #expect(merge.isClean, "\(naming) \(generator)\n\(merge.text)")
          let isTaken = Self.content(merge.draft) == Self.content(drafts[1])
          #expect(isTaken, "\(naming) \(generator)")
        }
        let exact = try DraftMerge(base: drafts[0], ours: drafts[0], theirs: drafts[1])
        let isExact = exact.draft.node.canonicalBytes == drafts[1].node.canonicalBytes
        #expect(isExact, "\(naming) \(generator)")
      }
    }
  }

  @Test("Sides swapped give the mirrored result, and no id occurs twice")
  func mirrored() throws {
    var generator = SeededGenerator()
    for _ in 0..<Self.rounds {
      let triple = Triple(using: &generator)
      for naming in [RandomDraft.Naming.regenerated, .renumbered] {
        let drafts = try triple.drafts(naming, using: &generator)
        let forth = try DraftMerge(base: drafts[0], ours: drafts[1], theirs: drafts[2])
        let back = try DraftMerge(base: drafts[0], ours: drafts[2], theirs: drafts[1])
        let isSame = forth.draft.node.canonicalBytes == back.draft.node.canonicalBytes
        #expect(isSame, "\(naming) \(generator)")
        let ids = forth.draft.tracks.flatMap { $0.segments.compactMap(\.identifier) }
        #expect(Set(ids).count == ids.count, "\(naming) \(generator)")
        let names = forth.draft.tracks.compactMap { $0.node["id"]?.stringValue }
        #expect(Set(names).count == names.count, "\(naming) \(generator)")
      }
    }
  }

  @Test("A difference reports the same changes whatever the ids are, and its patch is exact")
  func difference() throws {
    var generator = SeededGenerator()
    for _ in 0..<Self.rounds {
      let triple = Triple(using: &generator)
      let bare = try triple.drafts(.absent, using: &generator)
      let wanted = Self.lines(DraftDifference(from: bare[0], to: bare[1]))
      for naming in [RandomDraft.Naming.regenerated, .renumbered] {
        let drafts = try triple.drafts(naming, using: &generator)
        let difference = DraftDifference(from: drafts[0], to: drafts[1])
        #expect(Self.lines(difference).map(\.withoutBrackets) == wanted, "\(naming) \(generator)")
        let patched = try difference.patched(drafts[0])
        let isExact = patched.node.canonicalBytes == drafts[1].node.canonicalBytes
        #expect(isExact, "\(naming) \(generator)")
        let again = try triple.base.named(naming, using: &generator).draft()
        #expect(DraftDifference(from: drafts[0], to: again).isEmpty, "\(naming) \(generator)")
      }
    }
  }

  @Test(
    "Tracks that both sides add and number by place are two, and what overlaps on one side is its own"
  )
  func addedTracks() throws {
    let clip = #"{"d":900,"m":{"src":"a.mp4"}}"#
    let base = #"{"t":[{"id":"t1","tt":0,"sg":[\#(clip)]}]}"#
    let with = { (source: String) in
      #"{"t":[{"id":"t1","tt":0,"sg":[\#(clip)]},{"id":"t2","tt":1,"sg":[{"s":0,"d":900,"m":{"src":"\#(source)"}}]}]}"#
    }
    let merge = try DraftMerge(
      base: Draft(base), ours: Draft(with("b.m4a")), theirs: Draft(with("c.m4a")))
    #expect(merge.isClean, "\(merge.text)")
    #expect(merge.draft.tracks.map(\.segments.count) == [1, 1, 1])
    #expect(Set(merge.draft.tracks.map { $0.node["id"]?.stringValue }).count == 3)
    // Ids of the service's own stay evidence.
    let named = { (text: String) in text.replacing("t2", with: "music") }
    let one = try DraftMerge(
      base: Draft(base), ours: Draft(named(with("b.m4a"))), theirs: Draft(named(with("c.m4a"))))
    #expect(one.draft.tracks.count == 2)
    // Two clips that one side puts over each other are its own affair, also if the other renames all ids.
    let overlapping =
      #"{"t":[{"id":"x9","tt":0,"sg":[{"id":"y","d":900,"m":{"src":"a.mp4"}},{"id":"z","s":300,"d":900,"m":{"src":"b.mp4"}}]}]}"#
    let renamed = #"{"t":[{"id":"q7","tt":0,"sg":[{"id":"r5","d":900,"m":{"src":"a.mp4"}}]}]}"#
    let over = try DraftMerge(base: Draft(base), ours: Draft(overlapping), theirs: Draft(renamed))
    #expect(over.isClean, "\(over.text)")
  }
}

extension String {
  /// The text without ids, which are in brackets.
  fileprivate var withoutBrackets: String { replacing(#/ \[[0-9a-z]+\]/#, with: "") }
}

extension JSONValue {
  /// The value without members named `id`.
  fileprivate var withoutIdentifiers: JSONValue {
    switch self {
    case .object(let members):
      .object(
        members.filter { $0.key != "id" }
          .map { JSONMember($0.key, $0.value.withoutIdentifiers) })
    case .array(let elements): .array(elements.map(\.withoutIdentifiers))
    case .string, .number, .boolean, .null: self
    }
  }
}
