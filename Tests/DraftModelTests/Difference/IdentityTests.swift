import DraftModel
import JSONTree
import TestSupport
import Testing

@Suite("Identity in a difference")
struct IdentityTests {
  private static func draft(_ text: String) throws -> Draft { try Draft(parsing: Array(text.utf8)) }

  private static func row(_ names: [String], ids: (Int) -> String?) -> String {
    let segments = names.enumerated().map { number, name in
      let id = ids(number).map { #""id":"\#($0)","# } ?? ""
      return #"{\#(id)"s":\#(2000 * number),"d":2000,"m":{"src":"\#(name).mp4"}}"#
    }
    return #"{"tt":0,"sg":[\#(segments.joined(separator: ","))]}"#
  }

  private static let names = ["sky", "market", "river", "bridge", "night", "outro"]

  private static func lines(_ old: String, _ new: String) throws -> [String] {
    DraftDifference(from: try draft(old), to: try draft(new)).text()
      .split(separator: "\n").map(String.init)
  }

  @Test("A draft of which all ids changed has no change, and one note; they can be listed")
  func regenerated() throws {
    let old = #"{"id":"d1","t":[\#(Self.row(Self.names) { "a\($0)x" })]}"#
    let new = #"{"id":"d2","t":[\#(Self.row(Self.names) { "b\($0)y" })]}"#
    #expect(try Self.lines(old, new) == ["no changes", "note: 7 ids are new; --ids lists them"])
    let difference = DraftDifference(
      from: try Self.draft(old), to: try Self.draft(new), showingIdentifiers: true)
    #expect(difference.changes.count == 7)
    #expect(difference.json["ids_changed"] == 7)
    let patched = try difference.patched(try Self.draft(old))
    #expect(patched.node.canonicalBytes == (try Self.draft(new)).node.canonicalBytes)
  }

  @Test("A clip taken out of ids numbered by place is the one that is gone")
  func renumbered() throws {
    let kept = Self.names.filter { $0 != "river" }
    let lines = try Self.lines(
      #"{"t":[\#(Self.row(Self.names) { "s\($0 + 1)" })]}"#,
      #"{"t":[\#(Self.row(kept) { "s\($0 + 1)" })]}"#)
    #expect(
      lines == [
        "2 changes: 1 removed, 1 moved",
        "- river [s3], video track 1: removed from 4-6s (f120-180)",
        "> everything from 6s (f180) on (3 segments, video track 1): moves by -2s",
        "note: 3 ids are new; --ids lists them",
      ])
  }

  @Test("An id that was seen on another clip does not name a third one")
  func reassigned() throws {
    let ids = ["clip-a", "clip-b", "clip-c", "clip-d", "clip-e", "clip-f"]
    let kept = ["sky", "market", "bridge", "tower", "outro"]
    let lines = try Self.lines(
      #"{"t":[\#(Self.row(Self.names) { ids[$0] })]}"#, #"{"t":[\#(Self.row(kept) { ids[$0] })]}"#)
    #expect(lines.contains { $0.hasPrefix("- river") })
    #expect(lines.contains { $0.contains("replaced: night.mp4 → tower.mp4") })
  }

  @Test("An id that nothing contradicts names a clip that was replaced and moved")
  func kept() throws {
    let old =
      #"{"t":[{"tt":0,"sg":[{"id":"x","s":0,"d":900,"m":{"src":"a"}},{"id":"y","s":900,"d":500,"m":{"src":"b"}}]}]}"#
    let new =
      #"{"t":[{"tt":0,"sg":[{"id":"x","s":0,"d":900,"m":{"src":"a"}},{"id":"y","s":9000,"d":700,"m":{"src":"c"}}]}]}"#
    #expect(try Self.lines(old, new).contains { $0.contains("replaced: b → c") })
  }

  @Test("A caption that was edited while one before it was taken out is found at its new place")
  func editedCaption() throws {
    let texts = (0..<8).map { "Caption number \($0) of the city at night" }
    let captions = { (texts: [String]) in
      let segments = texts.enumerated().map { number, text in
        #"{"id":"c\#(number)","s":\#(1000 * number),"d":1000,"m":{"text":"\#(text)"}}"#
      }
      return #"{"t":[{"tt":7,"sg":[\#(segments.joined(separator: ","))]}]}"#
    }
    var changed = texts
    changed.remove(at: 2)
    changed[2] += " and by day"
    let lines = try Self.lines(captions(texts), captions(changed))
    #expect(lines.contains { $0.hasPrefix(#"- "Caption number 2"#) })
    #expect(lines.contains { $0.hasPrefix("~") && $0.contains("and by day") })
    #expect(lines.filter { "+-~>".contains($0.prefix(1)) }.count == 3)
  }

  @Test("Tracks are found again though all ids and names changed, and all texts with them")
  func translatedTrack() throws {
    let track = { (id: String, name: String, texts: [String]) in
      let segments = texts.enumerated().map { number, text in
        #"{"id":"\#(id)\#(number)x","s":\#(1500 * number),"d":1000,"m":{"text":"\#(text)"}}"#
      }
      return
        #"{"id":"\#(id)","tt":7,"m":{"name":"\#(name)"},"sg":[\#(segments.joined(separator: ","))]}"#
    }
    let old = track("p", "English", ["One day", "in the city", "we met", "again"])
    let new = track("q", "Deutsch", ["Eines Tages", "trafen wir", "uns dort", "nochmals"])
    let video = Self.row(Self.names) { _ in nil }
    let lines = try Self.lines(#"{"t":[\#(video),\#(old)]}"#, #"{"t":[\#(video),\#(new)]}"#)
    #expect(lines.contains { $0.contains(#"name "English" → "Deutsch""#) })
    #expect(!lines.contains { $0.hasPrefix("+") || $0.hasPrefix("-") }, "\(lines)")
  }

  @Test("Tracks that are numbered by place are found again by what they hold")
  func renumberedTracks() throws {
    let track = { (id: String, kind: Int, source: String) in
      #"{"id":"\#(id)","tt":\#(kind),"sg":[{"s":0,"d":5000,"m":{"src":"\#(source)"}}]}"#
    }
    let lines = try Self.lines(
      #"{"t":[\#(track("t1", 1, "bed.mp3")),\#(track("t2", 1, "voice.mp3"))]}"#,
      #"{"t":[\#(track("t1", 1, "voice.mp3"))]}"#)
    #expect(lines.prefix(2) == ["1 change: 1 removed", "- audio track 1: removed with bed"])
  }

  static let signatures: [(String, String)] = [
    (
      "https://b.s3.amazonaws.com/a.mp4?X-Amz-Date=1&X-Amz-Signature=a",
      "https://b.s3.amazonaws.com/a.mp4?X-Amz-Date=2&X-Amz-Signature=b"
    ),
    (
      "https://d.cloudfront.net/a.mp4?Expires=1&Signature=a&Key-Pair-Id=K",
      "https://d.cloudfront.net/a.mp4?Expires=2&Signature=b&Key-Pair-Id=L"
    ),
    (
      "https://x.blob.core.windows.net/c/a.mp4?sv=2022&se=2026&sig=a",
      "https://x.blob.core.windows.net/c/a.mp4?sv=2023&se=2027&sig=b"
    ),
    (
      "https://storage.googleapis.com/b/a.mp4?X-Goog-Date=1&X-Goog-Signature=a",
      "https://storage.googleapis.com/b/a.mp4?X-Goog-Date=2&X-Goog-Signature=b"
    ),
    ("https://cdn.example.com/a.mp4?v=3&token=a", "https://cdn.example.com/a.mp4?v=3&token=b"),
    ("https://cdn.example.com/a.mp4", "https://cdn.example.com/a.mp4?Expires=9&Signature=b"),
  ]

  @Test("A renewed signature is no change", arguments: signatures)
  func signature(old: String, new: String) throws {
    let text = { (source: String) in #"{"t":[{"tt":0,"sg":[{"d":9,"m":{"src":"\#(source)"}}]}]}"# }
    #expect(try Self.lines(text(old), text(new)).first?.hasPrefix("no changes") == true)
  }

  @Test("Another file, or another query, is a change")
  func otherAddress() throws {
    let text = { (source: String) in #"{"t":[{"tt":0,"sg":[{"d":9,"m":{"src":"\#(source)"}}]}]}"# }
    for (old, new) in [
      ("https://x/a.mp4?sig=1&se=2", "https://x/b.mp4?sig=2&se=2"),
      ("https://x/a.mp4?v=1&token=a", "https://x/a.mp4?v=2&token=b"),
      ("https://x/a.mp4?se=1", "https://x/a.mp4?se=2"), ("a.mp4?token=1", "a.mp4?token=2"),
    ] {
      #expect(try Self.lines(text(old), text(new)).first == "1 change: 1 changed")
    }
  }

  @Test("What states say beside their drafts is compared, and a patch carries it")
  func envelope() throws {
    let old = try Self.draft(
      #"{"draft":{"t":[]},"video_infos":[{"id":"v1","url":"https://x/a?Expires=1"}],"canvas_config":{"width":1280}}"#
    )
    let new = try Self.draft(
      #"{"draft":{"t":[]},"video_infos":[{"id":"v2","url":"https://x/b"},{"id":"v1","url":"https://x/a?Expires=2"}],"canvas_config":{"width":1080},"grade":"warm"}"#
    )
    let difference = DraftDifference(from: old, to: new)
    #expect(
      difference.text().split(separator: "\n").dropFirst() == [
        "~ envelope: canvas_config.width 1280 → 1080", #"~ envelope: grade none → "warm""#,
        #"~ envelope: video_infos.v2 none → id v2 url "https://x/b""#,
      ])
    #expect(
      try difference.patched(old).document.root.canonicalBytes == new.document.root.canonicalBytes)
    for value in [difference.json, difference.documentPatch.value] {
      let patch = try DraftPatch(parsing: value.serialized())
      let patched = try patch.applied(to: old)
      #expect(patched.document.root.canonicalBytes == new.document.root.canonicalBytes)
      #expect(throws: DraftPatchError.self) { _ = try patch.applied(to: patched) }
    }
    let bare = try Self.draft(#"{"t":[]}"#)
    #expect(DraftDifference(from: bare, to: new).isEmpty)
  }

  @Test("A patch is refused where it no longer fits, and when it is applied twice")
  func patches() throws {
    var generator = SeededGenerator()
    var refused = 0
    for _ in 0..<150 {
      let old = RandomDraft(using: &generator)
      let new = old.edited(Int.random(in: 1...3, using: &generator), using: &generator)
      let (before, after) = (try old.draft(), try new.draft())
      let difference = DraftDifference(from: before, to: after)
      if difference.patch.isEmpty { continue }
      for value in [difference.json, difference.documentPatch.value] {
        let patch = try DraftPatch(parsing: value.serialized())
        let made = try patch.applied(to: before)
        #expect(made.node.canonicalBytes == after.node.canonicalBytes, "\(generator)")
        // A step that only adds a member to a large object cannot be tested for in RFC 6902.
        if let again = try? patch.applied(to: made) {
          #expect(again.node.canonicalBytes == after.node.canonicalBytes, "\(generator)")
        } else {
          refused += 1
        }
      }
      let own = try DraftPatch(parsing: difference.json.serialized())
      #expect(throws: DraftPatchError.self, "\(generator)") { _ = try own.applied(to: after) }
    }
    #expect(refused > 100)
  }

  @Test("A patch for one clip does not hit another that took its place")
  func anotherClip() throws {
    let row = { (names: [String]) in #"{"t":[\#(Self.row(names) { _ in nil })]}"# }
    let old = try Self.draft(row(["a", "b", "c", "d"]))
    for (wanted, other) in [
      (["a", "b", "d"], ["b", "c", "d"]), (["a", "b", "c", "d", "e"], ["a", "b", "c", "d", "x"]),
      (["a", "x", "b", "c", "d"], ["b", "c", "d"]),
    ] {
      let difference = DraftDifference(from: old, to: try Self.draft(row(wanted)))
      for value in [difference.json, difference.documentPatch.value] {
        let patch = try DraftPatch(value)
        #expect(throws: DraftPatchError.self) {
          _ = try patch.applied(to: try Self.draft(row(other)))
        }
      }
    }
  }
}
