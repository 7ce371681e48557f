import DraftModel
import JSONTree
import Testing

@Suite("Meaning in a merge")
struct MergeMeaningTests {
  private static func draft(_ text: String) throws -> Draft { try Draft(parsing: Array(text.utf8)) }

  private static func segment(_ members: String) throws -> Draft {
    try draft(#"{"t":[{"tt":0,"sg":[{"id":"a",\#(members)}]}]}"#)
  }

  private static func merge(_ base: Draft, _ ours: Draft, _ theirs: Draft) throws -> DraftMerge {
    let merge = try DraftMerge(base: base, ours: ours, theirs: theirs)
    let back = try DraftMerge(base: base, ours: theirs, theirs: ours)
    #expect(merge.draft.bytes.count == back.draft.bytes.count || !merge.isClean)
    #expect(merge.draft.node.canonicalBytes == back.draft.node.canonicalBytes)
    return merge
  }

  /// One value in two spellings, and another value.
  static let spellings: [(base: String, respelled: String, changed: String)] = [
    (
      #""d":2000,"m":{"src":"a.mp4"}"#, #""d":2000,"m":{"url":"a.mp4"}"#,
      #""d":2000,"m":{"src":"b.mp4"}"#
    ),
    (
      #""d":2000,"m":{"src":"a"}"#, #""duration_s":2,"m":{"src":"a"}"#, #""d":1500,"m":{"src":"a"}"#
    ),
    (
      #""d":1,"m":{"src":"a"}"#, #""d":1,"m":{"src":"a","speed":1.0}"#,
      #""d":1,"m":{"src":"a","speed":2}"#
    ),
    (
      ##""d":1,"m":{"src":"a","background":"#FFF"}"##,
      ##""d":1,"m":{"src":"a","background":"#ffffff"}"##,
      #""d":1,"m":{"src":"a","background":"blur"}"#
    ),
    (
      #""d":1,"m":{"src":"https://x/a?Expires=1&Signature=b"}"#,
      #""d":1,"m":{"src":"https://x/a?Expires=2&Signature=c"}"#, #""d":1,"m":{"src":"b.mp4"}"#
    ),
  ]

  @Test(
    "Another spelling on one side does not contradict another value on the other", arguments: 0..<5)
  func respelled(number: Int) throws {
    let example = Self.spellings[number]
    let base = try Self.segment(example.base)
    let changed = try Self.segment(example.changed)
    let merge = try Self.merge(base, try Self.segment(example.respelled), changed)
    #expect(merge.isClean, "\(merge.text)")
    #expect(DraftDifference(from: changed, to: merge.draft).isEmpty)
  }

  @Test("One value in two spellings is one value")
  func agreed() throws {
    let base = try Self.segment(#""d":1,"m":{"src":"a","volume":1}"#)
    let ours = try Self.segment(#""d":1,"m":{"src":"a","volume":0.5}"#)
    let theirs = try Self.segment(#""d":1,"m":{"src":"a","vol":0.50}"#)
    let merge = try Self.merge(base, ours, theirs)
    #expect(merge.isClean, "\(merge.text)")
    #expect(DraftDifference(from: ours, to: merge.draft).isEmpty)
  }

  @Test("Both sides renewed the signature of one address")
  func signatures() throws {
    let address = { (number: Int) in
      try Self.segment(
        #""d":1,"m":{"src":"https://x/a.mp4?X-Amz-Date=\#(number)&X-Amz-Signature=f"}"#)
    }
    let merge = try Self.merge(try address(1), try address(2), try address(3))
    #expect(merge.isClean, "\(merge.text)")
    #expect(merge.draft.bytes == (try address(3)).bytes)
  }

  /// A state with media, a canvas, and a member that nothing reads.
  private static func state(
    draft: String = #"{"t":[]}"#, media: [(String, String)] = [("v1", "a.mp4")], width: Int = 1280,
    more: String = ""
  ) throws -> Draft {
    let list = media.map { #"{"id":"\#($0)","path":"/mnt/\#($1)"}"# }.joined(separator: ",")
    return try Self.draft(
      #"{"draft":\#(draft),"video_infos":[\#(list)],"canvas_config":{"width":\#(width)}\#(more)}"#)
  }

  @Test("What both states say beside their drafts is merged")
  func states() throws {
    let base = try Self.state()
    let ours = try Self.state(media: [("v1", "a.mp4"), ("v2", "b.mp4")], more: #","style":"x""#)
    let theirs = try Self.state(media: [("v3", "c.mp4"), ("v1", "a.mp4")], width: 1080)
    let merge = try Self.merge(base, ours, theirs)
    #expect(merge.isClean, "\(merge.text)")
    let state = try #require(merge.draft.state)
    #expect(
      Set(merge.draft.mediaListing.entries.compactMap { $0.names["id"] }) == ["v1", "v2", "v3"])
    #expect(state["canvas_config"]?["width"]?.number?.int64 == 1080)
    #expect(state["style"]?.stringValue == "x")
  }

  @Test("Two canvases are a conflict, and can be settled")
  func canvases() throws {
    let merge = try Self.merge(
      try Self.state(), try Self.state(width: 720), try Self.state(width: 1080))
    #expect(merge.openConflicts.map(\.field.description) == ["/canvas_config/width"])
    let settled = try DraftMerge(
      base: try Self.state(), ours: try Self.state(width: 720), theirs: try Self.state(width: 1080),
      settling: MergeSettlement(otherwise: .theirs))
    #expect(settled.draft.state?["canvas_config"]?["width"]?.number?.int64 == 1080)
  }

  @Test("A bare draft says nothing of a state, and takes none away")
  func bare() throws {
    let base = try Self.draft(#"{"t":[]}"#)
    let state = try Self.state()
    let merge = try Self.merge(base, base, state)
    #expect(merge.isClean)
    #expect(merge.draft.mediaListing.entries.count == 1)
  }

  @Test("Both sides added the same under two ids: it is there once")
  func twins() throws {
    let base = try Self.draft(#"{"t":[{"tt":7,"sg":[]}]}"#)
    let added = { (id: String) in
      try Self.draft(
        #"{"t":[{"tt":7,"sg":[{"id":"\#(id)","s":0,"d":500,"m":{"text":"Hi"}}]}]}"#)
    }
    let merge = try Self.merge(base, try added("x"), try added("y"))
    #expect(merge.isClean, "\(merge.text)")
    #expect(merge.draft.tracks[0].segments.count == 1)
  }

  @Test("Both sides added different clips under one number: both are there, under two ids")
  func sameNumber() throws {
    let base = try Self.draft(#"{"t":[{"tt":7,"sg":[]}]}"#)
    let added = { (text: String, start: Int) in
      try Self.draft(
        #"{"t":[{"tt":7,"sg":[{"id":"s1","s":\#(start),"d":500,"m":{"text":"\#(text)"}}]}]}"#)
    }
    let merge = try Self.merge(base, try added("Hello", 0), try added("Bye now", 3000))
    #expect(merge.isClean, "\(merge.text)")
    #expect(merge.draft.tracks[0].segments.count == 2)
    #expect(Set(merge.draft.tracks[0].segments.compactMap(\.identifier)).count == 2)
  }

  @Test("An edit is not carried to a clip that only took the place of the edited one")
  func replacedInPlace() throws {
    let row = { (names: [String], volume: String) in
      let segments = names.enumerated().map { number, name in
        let more = name == "river" ? volume : ""
        return
          #"{"id":"s\#(number + 1)","s":\#(number * 2000),"d":2000,"m":{"src":"\#(name).mp4"\#(more)}}"#
      }
      return try Self.draft(#"{"t":[{"tt":0,"sg":[\#(segments.joined(separator: ","))]}]}"#)
    }
    let base = try row(["sky", "market", "river", "bridge"], "")
    let ours = try row(["sky", "market", "tower"], "")
    let theirs = try row(["sky", "market", "river", "bridge"], #","volume":0.5"#)
    let merge = try Self.merge(base, ours, theirs)
    #expect(merge.openConflicts.contains { $0.kind == .removedAndChanged }, "\(merge.text)")
    for segment in merge.draft.tracks[0].segments
    where segment.metadata?["volume"] != nil {
      #expect(segment.metadata?["src"]?.stringValue == "river.mp4")
    }
  }

  @Test("A title without an id that was reworded in its place keeps the other side's edit of it")
  func rewordedInPlace() throws {
    let draft = { (text: String, length: Int) in
      try Self.draft(
        #"{"t":[{"tt":7,"sg":[{"s":0,"d":\#(length),"m":{"text":"\#(text)"}}]}]}"#)
    }
    let merge = try Self.merge(try draft("hi", 1000), try draft("ho", 1000), try draft("hi", 900))
    #expect(merge.isClean, "\(merge.text)")
    let segment = try #require(merge.draft.tracks[0].segments.first)
    #expect(merge.draft.tracks[0].segments.count == 1)
    #expect(segment.metadata?["text"]?.stringValue == "ho")
    #expect(segment.node["d"]?.number?.text == "900")
  }
}
