import DraftModel
import JSONTree
import Testing

@Suite("A merge of drafts")
struct DraftMergeTests {
  /// Three clips in a row, a title and a bed.
  private static let base = """
    {"d":9000,"m":{"title":"Cut"},"t":[
      {"tt":0,"id":"v","sg":[
        {"id":"a","s":0,"d":3000,"m":{"src":"a.mp4"}},
        {"id":"b","s":3000,"d":3000,"m":{"src":"b.mp4"}},
        {"id":"c","s":6000,"d":3000,"m":{"src":"c.mp4"}}]},
      {"tt":7,"id":"x","sg":[{"id":"t","s":6500,"d":1000,"m":{"text":"Helo"}}]},
      {"tt":1,"id":"m","sg":[{"id":"bed","s":0,"d":9000,"m":{"src":"bed.mp3","volume":1}}]}]}
    """

  private static func draft(_ changes: (String, String)...) throws -> Draft {
    var text = base
    for (old, new) in changes {
      #expect(text.contains(old))
      text = text.replacing(old, with: new)
    }
    return try Draft(parsing: Array(text.utf8))
  }

  private static func merge(_ ours: Draft, _ theirs: Draft) throws -> DraftMerge {
    try DraftMerge(base: try draft(), ours: ours, theirs: theirs)
  }

  /// The base with everything behind `a` later by 1500.
  private static func rippled(_ more: (String, String)...) throws -> Draft {
    var text = base
    for (old, new) in [
      (#""s":3000"#, #""s":4500"#), (#""s":6000"#, #""s":7500"#), (#""s":6500"#, #""s":8000"#),
      (#"{"d":9000"#, #"{"d":10500"#),
      (#"{"id":"b""#, #"{"id":"new","s":3000,"d":1500,"m":{"src":"n.mp4"}},{"id":"b""#),
    ] + more {
      text = text.replacing(old, with: new)
    }
    return try Draft(parsing: Array(text.utf8))
  }

  private static func starts(_ merge: DraftMerge) -> [String: Int64] {
    var starts: [String: Int64] = [:]
    for segment in merge.draft.resolved().timeline.tracks.flatMap(\.segments) {
      starts[segment.id ?? "?"] = segment.span.start.rawValue
    }
    return starts
  }

  @Test("A title mended here and a bed lowered there both stay")
  func independentFields() throws {
    let ours = try Self.draft(("Helo", "Hello"))
    let theirs = try Self.draft((#""volume":1"#, #""volume":0.4"#))
    let both = try Self.draft(("Helo", "Hello"), (#""volume":1"#, #""volume":0.4"#))
    let merge = try Self.merge(ours, theirs)
    #expect(merge.isClean)
    #expect(merge.draft.bytes == both.bytes)
  }

  @Test("A ripple here carries a head trim and an added title there")
  func rippleAndTrim() throws {
    let theirs = try Self.draft(
      (#""id":"c","s":6000,"d":3000,"m":{"#, #""id":"c","s":6400,"d":2600,"m":{"in":400,"#),
      (#"{"id":"t""#, #"{"id":"u","s":3200,"d":500,"m":{"text":"New"}},{"id":"t""#))
    let merge = try Self.merge(try Self.rippled(), theirs)
    #expect(merge.isClean, "\(merge.text)")
    let starts = Self.starts(merge)
    #expect(starts["b"] == 4500 && starts["c"] == 7900 && starts["t"] == 8000)
    #expect(starts["u"] == 4700)
  }

  @Test("Two ripples from two places add up")
  func twoRipples() throws {
    let theirs = try Self.draft(
      (#""id":"a","s":0,"d":3000"#, #""id":"a","s":0,"d":2500"#), (#""s":3000"#, #""s":2500"#),
      (#""s":6000"#, #""s":5500"#), (#""s":6500"#, #""s":6000"#))
    var ours = Self.base
    for (old, new) in [
      (#""s":6000"#, #""s":8000"#), (#""s":6500"#, #""s":8500"#),
      (#""id":"b","s":3000,"d":3000"#, #""id":"b","s":3000,"d":5000"#),
    ] { ours = ours.replacing(old, with: new) }
    let merge = try Self.merge(try Draft(parsing: Array(ours.utf8)), theirs)
    #expect(merge.openConflicts.map(\.field.description) == [], "\(merge.text)")
    let starts = Self.starts(merge)
    #expect(starts["b"] == 2500 && starts["c"] == 7500 && starts["t"] == 8000)
  }

  @Test("One field with two values is a conflict, named by segment and field, and can be settled")
  func fieldConflict() throws {
    let ours = try Self.draft(("Helo", "Hello"))
    let theirs = try Self.draft(("Helo", "Hallo"))
    let merge = try Self.merge(ours, theirs)
    let conflict = try #require(merge.openConflicts.first)
    #expect(merge.openConflicts.count == 1)
    #expect(conflict.subject == "\"Helo\" [t], text track 2")
    #expect(conflict.field.description == "/m/text")
    #expect(conflict.base == "Helo" && conflict.ours == "Hello" && conflict.theirs == "Hallo")
    #expect(merge.draft.bytes == (try Self.draft()).bytes)
    for (choice, wanted) in [
      (MergeChoice.ours, "Hello"), (.theirs, "Hallo"), (.base, "Helo"), (.value("Hi"), "Hi"),
    ] {
      let settled = try DraftMerge(
        base: try Self.draft(), ours: ours, theirs: theirs,
        settling: MergeSettlement(choices: [conflict.id: choice]))
      #expect(settled.isClean)
      #expect(settled.draft.node["t"]?[1]?["sg"]?[0]?["m"]?["text"]?.stringValue == wanted)
    }
  }

  @Test(
    "What one side removed and the other changed is a conflict and stays; moved by a ripple it goes"
  )
  func removal() throws {
    let removed = try Self.draft((#"{"id":"t","s":6500,"d":1000,"m":{"text":"Helo"}}"#, ""))
    let merge = try Self.merge(removed, try Self.draft(("Helo", "Hello")))
    #expect(merge.openConflicts.map(\.kind) == [.removedAndChanged])
    #expect(Self.starts(merge)["t"] == 6500)
    let clean = try Self.merge(removed, try Self.rippled())
    #expect(clean.isClean, "\(clean.text)")
    #expect(Self.starts(clean)["t"] == nil)
  }

  @Test("Two clips put into one place by two sides are reported as overlapping")
  func overlap() throws {
    let theirs = try Self.rippled(("n.mp4", "o.mp4"), (#""id":"new""#, #""id":"other""#))
    let merge = try Self.merge(try Self.rippled(), theirs)
    #expect(merge.openConflicts.map(\.kind) == [.overlap])
  }

  @Test("The envelope and the untouched bytes are ours")
  func envelope() throws {
    let state = #"{"draft": \#(Self.base) , "video_infos":[]}"#
    let ours = try Draft(parsing: Array(state.utf8))
    let merge = try DraftMerge(
      base: try Self.draft(), ours: ours, theirs: try Self.draft(("Helo", "Hello")))
    #expect(merge.draft.bytes == Array(state.replacing("Helo", with: "Hello").utf8))
  }

  @Test(
    "A sidecar that is none, or a choice that is none, is refused with its place",
    arguments: [
      "{}", #"{"schema":"roughcut.conflicts/1","conflicts":[{"take":"ours"}]}"#,
      #"{"schema":"roughcut.conflicts/1","conflicts":[{"id":"x","take":"mine"}]}"#,
    ])
  func refusedSidecar(text: String) throws {
    let value = try JSONDocument(parsing: text).root.value
    #expect(throws: MergeSidecarError.self) { _ = try MergeSettlement(sidecar: value) }
  }
}
