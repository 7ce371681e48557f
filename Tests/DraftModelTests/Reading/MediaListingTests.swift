import DraftModel
import JSONTree
import Testing

@Suite("MediaListing")
struct MediaListingTests {
  static let state = #"""
    {"draft": {"t": []},
     "video_infos": [
       {"id": "v1", "hash": "abc", "cdn_url": "https://cdn.example/x/one.mp4?sig=1",
        "url": "https://origin.example/one.mp4", "filename": "one.mp4"},
       {"id": 42, "filename": "two.mp4", "path": "/mnt/userdata/s/clips/two.mp4"},
       {"id": "v3", "filename": "same.mp4", "path": "/mnt/userdata/s/a/same.mp4"},
       {"id": "v4", "filename": "same.mp4", "path": "/mnt/userdata/s/b/same.mp4"}],
     "generated_media": {"g1": {"url": "https://cdn.example/g/three.png"}, "g2": "odd"}}
    """#

  private func listing() throws -> MediaListing { try Draft(Self.state).mediaListing }

  private func pointer(_ match: MediaListing.Match) -> String {
    switch match {
    case .entry(let entry): entry.pointer.description
    case .ambiguous(let entries): entries.map(\.pointer.description).joined(separator: " ")
    case .none: "none"
    }
  }

  @Test(
    "A source means the entry that its id, hash, address, name or longest tail says",
    arguments: [
      ("v1", "/video_infos/0"), ("asset:v1", "/video_infos/0"), ("abc", "/video_infos/0"),
      ("https://cdn.example/x/one.mp4?sig=1", "/video_infos/0"),
      ("https://origin.example/one.mp4", "/video_infos/0"), ("one.mp4", "/video_infos/0"),
      ("42", "/video_infos/1"), ("g1", "/generated_media/g1"),
      ("/mnt/userdata/other/clips/two.mp4", "/video_infos/1"),
      ("https://cdn.example/x/one.mp4?sig=2", "/video_infos/0"),
      ("three.png", "/generated_media/g1"),
      ("/home/me/a/same.mp4", "/video_infos/2"), ("/home/me/b/same.mp4", "/video_infos/3"),
      ("same.mp4", "/video_infos/2 /video_infos/3"),
      ("/home/me/c/same.mp4", "/video_infos/2 /video_infos/3"),
      ("nothing.mp4", "none"), ("", "none"), ("/", "none"), ("?", "none"),
    ])
  func matches(source: String, expected: String) throws {
    #expect(pointer(try listing().match(source)) == expected)
  }

  @Test(
    "Names that differ in their scalars are different files, also where Unicode calls them equivalent"
  )
  func exactNames() throws {
    let draft = try Draft(
      #"{"draft":{"t":[]},"video_infos":[{"id":"\u00e9","path":"/a/caf\u00e9/x.mp4"},"#
        + #"{"id":"e\u0301","path":"/a/cafe\u0301/x.mp4"},{"id":"k","path":"/\u0301b/y.mp4"}]}"#)
    let listing = draft.mediaListing
    #expect(pointer(listing.match("\u{e9}")) == "/video_infos/0")
    #expect(pointer(listing.match("e\u{301}")) == "/video_infos/1")
    #expect(pointer(listing.match("asset:e\u{301}")) == "/video_infos/1")
    #expect(pointer(listing.match("/b/cafe\u{301}/x.mp4")) == "/video_infos/1")
    #expect(pointer(listing.match("/c/\u{301}b/y.mp4")) == "/video_infos/2")
    // The accent belongs to the slash for people, and not for file systems.
    #expect(pointer(listing.match("z/y.mp4?\u{301}")) == "/video_infos/2")
  }

  @Test("A bare draft lists nothing")
  func bare() throws {
    let listing = try Draft(#"{"t":[],"video_infos":[{"id":"a"}]}"#).mediaListing
    #expect(listing == .empty)
    #expect(listing.match("a") == .none)
  }

  @Test("A whole service answer lists what its state lists")
  func answer() throws {
    let draft = try Draft(
      #"{"code":0,"data":{"state":{"draft":{"t":[]},"video_infos":[{"id":"a","cdn_url":"c"}]}}}"#)
    guard case .entry(let entry) = draft.mediaListing.match("a") else {
      Issue.record("expected one entry")
      return
    }
    #expect(entry.pointer.description == "/data/state/video_infos/0")
    #expect(entry.addresses == ["c"])
    #expect(entry.hash == nil)
  }

  @Test("An entry that both lists carry under one id is one entry", arguments: ["a", "n.mp4"])
  func listedTwice(source: String) throws {
    let draft = try Draft(
      """
      {"draft":{"t":[]},"video_infos":[{"id":"a","filename":"n.mp4"}],
       "generated_media":{"a":{"filename":"n.mp4"}}}
      """)
    guard case .entry(let entry) = draft.mediaListing.match(source) else {
      Issue.record("expected one entry")
      return
    }
    #expect(entry.pointer.description == "/video_infos/0")
  }
}
