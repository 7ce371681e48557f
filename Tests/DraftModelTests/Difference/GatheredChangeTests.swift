import DraftModel
import JSONTree
import Testing

@Suite("Changes reported as a person would")
struct GatheredChangeTests {
  private static func draft(_ tracks: String...) throws -> Draft {
    try Draft(parsing: Array(#"{"t":[\#(tracks.joined(separator: ","))]}"#.utf8))
  }

  private static func captions(_ count: Int, style: String, name: String = "Titles") -> String {
    let segments = (0..<count).map {
      #"{"s":\#(1000 * $0),"d":900,"m":{"text":"Line \#($0)","style":{\#(style)}}}"#
    }
    return #"{"tt":7,"m":{"name":"\#(name)"},"sg":[\#(segments.joined(separator: ","))]}"#
  }

  private static func lines(_ old: Draft, _ new: Draft) -> [String] {
    DraftDifference(from: old, to: new).text().split(separator: "\n").map(String.init)
  }

  /// A segment for each source, one after the other, with its length in milliseconds.
  private static func row(_ clips: (String, Int)...) -> String {
    var start = 0
    let segments = clips.map { name, length in
      defer { start += length }
      return #"{"s":\#(start),"d":\#(length),"m":{"src":"\#(name).mp4"}}"#
    }
    return #"{"tt":0,"sg":[\#(segments.joined(separator: ","))]}"#
  }

  @Test("The same edit of many segments is one line, and data for each in JSON")
  func bulk() throws {
    let old = try Self.draft(Self.captions(60, style: #""size":48"#))
    let new = try Self.draft(Self.captions(60, style: ##""size":56,"color":"#ff0""##))
    #expect(
      Self.lines(old, new) == [
        "1 change: 1 changed",
        ##"~ 60 captions, Titles (track 1): color "#ffffff" → "#ffff00", size 48 → 56"##,
      ])
    let difference = DraftDifference(from: old, to: new)
    #expect(difference.changes.count == 120)
    #expect(difference.places.count == 1)
    #expect(difference.markdown.split(separator: "\n").count == 4)
    #expect(difference.html(from: "a", to: "b").split(separator: "<li ").count == 2)
  }

  @Test("A track is added or removed with what it holds, in one line")
  func track() throws {
    let video = Self.row(("a", 2000), ("b", 2000))
    let (old, new) = (
      try Self.draft(video), try Self.draft(video, Self.captions(60, style: #""size":48"#))
    )
    #expect(Self.lines(old, new).last == "+ Titles (track 2): added with 60 captions")
    #expect(Self.lines(new, old).last == "- Titles (track 2): removed with 60 captions")
  }

  @Test("Many segments added to a track are one line")
  func segments() throws {
    let old = try Self.draft(Self.captions(2, style: ""))
    let new = try Self.draft(Self.captions(60, style: ""))
    #expect(
      Self.lines(old, new).last
        == "+ 58 captions, Titles (track 1): added between 2-59.9s (f60-1797)")
  }

  @Test("A swap is one change")
  func swap() throws {
    let old = try Self.draft(Self.row(("a", 2000), ("b", 2000), ("c", 2000), ("d", 2000)))
    let adjacent = try Self.draft(Self.row(("b", 2000), ("a", 2000), ("c", 2000), ("d", 2000)))
    #expect(
      Self.lines(old, adjacent) == [
        "1 change: 1 moved",
        "> a and b, video track 1: swapped, now 2-4s (f60-120) and 0-2s (f0-60)",
      ])
    let apart = try Self.draft(Self.row(("c", 2000), ("b", 2000), ("a", 2000), ("d", 2000)))
    #expect(Self.lines(old, apart).count == 2)
    let json = DraftDifference(from: old, to: apart).json
    #expect(json["changes"]?[0]?["edit"] == "swapped")
    #expect(json["changes"]?[0]?["segments"]?[1]?["new"]?["start"] == 0)
  }

  @Test("A swap of clips of two lengths moves what is between, in the same line")
  func unequalSwap() throws {
    let old = try Self.draft(Self.row(("a", 3000), ("x", 1000), ("y", 1000), ("b", 2000)))
    let new = try Self.draft(Self.row(("b", 2000), ("x", 1000), ("y", 1000), ("a", 3000)))
    #expect(
      Self.lines(old, new).dropFirst() == [
        "> a and b, video track 1: swapped, now 4-7s (f120-210) and 0-2s (f0-60); 2 between move by -1s"
      ])
  }

  @Test("A clip that moved past others is one change: they stayed")
  func moved() throws {
    let old = try Self.draft(Self.row(("a", 2000), ("b", 1000), ("c", 2000), ("d", 2000)))
    let new = try Self.draft(Self.row(("a", 2000), ("c", 2000), ("d", 2000), ("b", 1000)))
    #expect(
      Self.lines(old, new).dropFirst() == [
        "> b, video track 1: moved from 2-3s (f60-90) to 6-7s (f180-210)"
      ])
    #expect(Self.lines(new, old).count == 2)
  }

  @Test("A middle cut out is one change, with the gap left or closed", arguments: [0, 2000])
  func cutOut(closed: Int) throws {
    let track = { (segments: String) in #"{"tt":0,"sg":[\#(segments)]}"# }
    let old = try Self.draft(track(#"{"id":"a","s":0,"d":6000,"m":{"src":"a.mp4","in":1000}}"#))
    let new = try Self.draft(
      track(
        #"{"id":"p","s":0,"d":2000,"m":{"src":"a.mp4","in":1000}},{"id":"q","s":\#(4000 - closed),"d":2000,"m":{"src":"a.mp4","in":5000}}"#
      ))
    let last = closed == 0 ? "4-6s (f120-180)" : "2-4s (f60-120)"
    #expect(
      Self.lines(old, new) == [
        "1 change: 1 changed",
        "~ a, video track 1: 2s cut out of the middle (2-4s (f60-120)), now 0-2s (f0-60), \(last)",
        "note: 1 id is new; --ids lists them",
      ])
    #expect(Self.lines(new, old)[1].contains("joined from 2"))
  }

  /// A member before and after, and how it reads.
  static let fields: [(String, String, String)] = [
    ("", #""volume":0.5"#, "volume 1 → 0.5"), (#""fade_in":500"#, "", "fade_in 0.5s → 0s"),
    (#""fade_in":500"#, #""fade_in":1250"#, "fade_in 0.5s → 1.25s"),
    ("", #""muted":true"#, "muted false → true"),
    ("", #""fit":"cover""#, #"fit "contain" → "cover""#),
    ("", #""transition":{"type":"crossfade","d":400}"#, "transition none → crossfade 0.4s"),
    ("", #""effects":[{"type":"blur","amount":2}]"#, "effects none → blur 2"),
    (
      #""keyframes":[{"at":0,"x":0.5}]"#, #""keyframes":[{"at":500,"x":0.5}]"#,
      "keyframes 0s x 0.5 → 0.5s x 0.5"
    ),
    ("", #""grade":"teal""#, #"grade none → "teal""#),
  ]

  @Test("Defaults are shown by their value, and times in seconds", arguments: fields)
  func field(old: String, new: String, wanted: String) throws {
    let draft = { (members: String) in
      let more = members.isEmpty ? "" : ",\(members)"
      return try Self.draft(#"{"tt":0,"sg":[{"d":5000,"m":{"src":"a.mp4"\#(more)}}]}"#)
    }
    #expect(Self.lines(try draft(old), try draft(new)).last == "~ a, video track 1: \(wanted)")
  }

  @Test("Two long texts are cut to where they differ")
  func longTexts() throws {
    let draft = { (word: String) in
      let text =
        "It was a long way through the \(word) streets of the old city, and nobody was there"
      return try Self.draft(
        #"{"tt":7,"sg":[{"id":"t","d":5000,"m":{"text":"\#(text)","name":"Intro"}}]}"#)
    }
    #expect(
      Self.lines(try draft("dark"), try draft("narrow")).last
        == #"~ Intro [t], text track 1: text "…rough the dark streets o…" → "…rough the narrow streets o…""#
    )
  }
}
