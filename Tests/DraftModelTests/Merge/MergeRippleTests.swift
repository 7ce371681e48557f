import DraftModel
import JSONTree
import Testing

@Suite("Ripples in a merge")
struct MergeRippleTests {
  /// A segment as a test writes it: id, start and length in milliseconds, and more metadata.
  private struct Clip {
    let id: String
    let start: Int
    let length: Int
    var more = ""

    func text(_ kind: Int) -> String {
      let media = kind == 7 ? #""text":"\#(id)""# : #""src":"\#(id.prefix { $0 != "'" }).mp4""#
      return #"{"id":"\#(id)","s":\#(start),"d":\#(length),"m":{\#(media)\#(more)}}"#
    }
  }

  private static func draft(_ tracks: (Int, [Clip])...) throws -> Draft {
    let texts = tracks.map { kind, clips in
      #"{"tt":\#(kind),"id":"track-\#(kind)","sg":[\#(clips.map { $0.text(kind) }.joined(separator: ","))]}"#
    }
    return try Draft(parsing: Array(#"{"t":[\#(texts.joined(separator: ","))]}"#.utf8))
  }

  /// Clips of 2 s in a row from a start on.
  private static func row(_ ids: String, from start: Int = 0) -> [Clip] {
    ids.enumerated().map { Clip(id: "\($1)", start: start + 2000 * $0, length: 2000) }
  }

  private static func starts(_ draft: Draft) -> [String: Int64] {
    var starts: [String: Int64] = [:]
    for segment in draft.resolved().timeline.tracks.flatMap(\.segments) {
      starts[segment.id ?? "?"] = segment.span.start.rawValue
    }
    return starts
  }

  /// Merges in both directions, which have to agree.
  private static func merge(_ base: Draft, _ ours: Draft, _ theirs: Draft) throws -> DraftMerge {
    let merge = try DraftMerge(base: base, ours: ours, theirs: theirs)
    let back = try DraftMerge(base: base, ours: theirs, theirs: ours)
    #expect(merge.draft.node.canonicalBytes == back.draft.node.canonicalBytes)
    return merge
  }

  private static let titles = [
    Clip(id: "x", start: 0, length: 1000), Clip(id: "y", start: 6000, length: 1000),
  ]

  @Test("A ripple of one track leaves alone what the other side added to another")
  func otherTrackStays() throws {
    let base = try Self.draft((0, Self.row("abcdef")), (7, Self.titles))
    let ours = try Self.draft((0, Self.row("bcdef")), (7, Self.titles))
    let theirs = try Self.draft(
      (0, Self.row("abcdef")), (7, Self.titles + [Clip(id: "new", start: 8000, length: 500)]))
    let merge = try Self.merge(base, ours, theirs)
    #expect(merge.isClean, "\(merge.text)")
    #expect(Self.starts(merge.draft)["new"] == 8000)
  }

  @Test("A ripple of all tracks carries what the other side added to any of them")
  func allTracksMove() throws {
    let moved = [Self.titles[0], Clip(id: "y", start: 4000, length: 1000)]
    let base = try Self.draft((0, Self.row("abcdef")), (7, Self.titles))
    let ours = try Self.draft((0, Self.row("bcdef")), (7, moved))
    let theirs = try Self.draft(
      (0, Self.row("abcdef")), (7, Self.titles + [Clip(id: "new", start: 8000, length: 500)]))
    let merge = try Self.merge(base, ours, theirs)
    #expect(merge.isClean, "\(merge.text)")
    #expect(Self.starts(merge.draft)["new"] == 6000)
  }

  @Test("A new track under a ripple that all of several tracks made moves with it")
  func newTrackMoves() throws {
    let moved = [Self.titles[0], Clip(id: "y", start: 4000, length: 1000)]
    let base = try Self.draft((0, Self.row("abcdef")), (7, Self.titles))
    let ours = try Self.draft((0, Self.row("bcdef")), (7, moved))
    let theirs = try Self.draft(
      (0, Self.row("abcdef")), (7, Self.titles), (1, [Clip(id: "new", start: 8000, length: 500)]))
    let merge = try Self.merge(base, ours, theirs)
    #expect(merge.isClean, "\(merge.text)")
    #expect(Self.starts(merge.draft)["new"] == 6000)
  }

  @Test(
    "If nothing shows whether a track was meant, it is a conflict that can be settled both ways")
  func doubt() throws {
    let base = try Self.draft((0, Self.row("abcdef")), (7, [Self.titles[0]]))
    let ours = try Self.draft((0, Self.row("bcdef")), (7, [Self.titles[0]]))
    let theirs = try Self.draft(
      (0, Self.row("abcdef")), (7, [Self.titles[0], Clip(id: "new", start: 8000, length: 500)]))
    let merge = try Self.merge(base, ours, theirs)
    #expect(merge.openConflicts.map(\.kind) == [.ripple])
    #expect(Self.starts(merge.draft)["new"] == 8000)
    for (choice, start) in [(MergeChoice.ours, 6000), (.theirs, 8000), (.base, 8000)] {
      let settled = try DraftMerge(
        base: base, ours: ours, theirs: theirs, settling: MergeSettlement(otherwise: choice))
      #expect(settled.isClean)
      #expect(Self.starts(settled.draft)["new"] == Int64(start))
    }
  }

  @Test("A bed that the other side split stays whole in time, and takes what was changed of it")
  func splitStays() throws {
    let bed = Clip(id: "bed", start: 0, length: 12_000)
    let base = try Self.draft((0, Self.row("abcdef")), (1, [bed]))
    let ours = try Self.draft(
      (0, Self.row("bcdef")),
      (1, [Clip(id: "bed", start: 0, length: 12_000, more: #","volume":0.3"#)]))
    let theirs = try Self.draft(
      (0, Self.row("abcdef")),
      (
        1,
        [
          Clip(id: "bed", start: 0, length: 6000),
          Clip(id: "bed'2", start: 6000, length: 6000, more: #","in":6000"#),
        ]
      ))
    let merge = try Self.merge(base, ours, theirs)
    #expect(merge.isClean, "\(merge.text)")
    #expect(Self.starts(merge.draft)["bed'2"] == 6000)
    let pieces = try #require(merge.draft.node["t"]?[1]?["sg"])
    for piece in pieces.elements { #expect(piece["m"]?["volume"]?.number?.text == "0.3") }
    #expect(pieces[1]?["m"]?["in"]?.number?.int64 == 6000)
  }

  @Test("Pieces move with a ripple that moved the whole")
  func piecesMove() throws {
    let base = try Self.draft((0, Self.row("abcdef")))
    let ours = try Self.draft((0, Self.row("bcdef")))
    var split = Self.row("abcdef")
    split[3] = Clip(id: "d", start: 6000, length: 500)
    split.insert(Clip(id: "d'2", start: 6500, length: 1500, more: #","in":500"#), at: 4)
    let merge = try Self.merge(base, ours, try Self.draft((0, split)))
    #expect(merge.isClean, "\(merge.text)")
    let starts = Self.starts(merge.draft)
    #expect(starts["d"] == 4000 && starts["d'2"] == 4500 && starts["e"] == 6000)
  }
}
