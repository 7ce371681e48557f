import DraftModel
import JSONTree
import Testing

@Suite("The type of a track")
struct TrackTypeTests {
  static let kinds: [(String, Int64, TrackKind)] = [
    ("video", 0, .video), ("audio", 1, .audio), ("text", 7, .text),
  ]

  @Test("A word means what its number means, under every spelling of the member")
  func words() throws {
    for (word, number, kind) in Self.kinds {
      for member in ["tt", "type", "track_type"] {
        let text = #"{"t":[{"\#(member)":"\#(word)","sg":[{"d":900,"m":{"src":"a","text":"b"}}]}]}"#
        let draft = try Draft(text)
        #expect(draft.tracks.map(\.kind) == [kind])
        let twin = try Draft(text.replacing(#""\#(word)""#, with: "\(number)"))
        #expect(draft.resolved().timeline == twin.resolved().timeline)
        #expect(draft.resolved().findings.map(\.rule) == twin.resolved().findings.map(\.rule))
        #expect(DraftDifference(from: draft, to: twin).changes.isEmpty)
        let normal = try Normalize().applied(to: draft).draft
        #expect(normal.node["t"]?[0]?["tt"]?.number?.int64 == number)
      }
    }
  }

  @Test("Other words are kept and reported")
  func unknown() throws {
    for word in ["effects", "Video", "0", ""] {
      let draft = try Draft(#"{"t":[{"tt":"\#(word)","sg":[]}]}"#)
      #expect(draft.tracks.map(\.kind) == [.unknown(nil)])
      #expect(draft.brokenRules.contains(.unknownTrackType))
      #expect(try Normalize().applied(to: draft).draft.node["t"]?[0]?["tt"]?.stringValue == word)
    }
  }
}
