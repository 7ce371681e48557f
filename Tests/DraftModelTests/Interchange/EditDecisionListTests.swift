import DraftModel
import Foundation
import JSONTree
import TestSupport
import Testing

@Suite("An edit decision list")
struct EditDecisionListTests {
  static let text = #"""
    {"m":{"title":"Cut","fps":25},"t":[{"tt":0,"sg":[
      {"d":2000,"m":{"src":"media/first.mp4","in":1000}},
      {"d":2000,"m":{"src":"media/second.mp4","in":3000,"transition":{"type":"crossfade","d":800}}},
      {"s":5000,"d":1000,"m":{"src":"third.mp4","speed":2}}]},
      {"tt":1,"sg":[{"d":6000,"m":{"src":"bed.m4a","volume":0.3}}]}]}
    """#

  @Test("It says cuts, dissolves, speeds and sources")
  func golden() throws {
    let list = try EditDecisionList.text(of: Draft(parsing: Array(Self.text.utf8)))
    #expect(
      list.value == """
        TITLE: Cut
        FCM: NON-DROP FRAME

        001  first     V     C        00:00:01:00 00:00:02:15 00:00:00:00 00:00:01:15
        * FROM CLIP NAME: first.mp4
        * SOURCE FILE: media/first.mp4
        002  first     V     C        00:00:02:15 00:00:02:15 00:00:01:15 00:00:01:15
        002  second    V     D    020 00:00:02:15 00:00:05:00 00:00:01:15 00:00:04:00
        * FROM CLIP NAME: first.mp4
        * TO CLIP NAME: second.mp4
        * SOURCE FILE: media/second.mp4
        003  third     V     C        00:00:00:00 00:00:02:00 00:00:05:00 00:00:06:00
        * FROM CLIP NAME: third.mp4
        M2   third     050.0  00:00:00:00
        * SOURCE FILE: third.mp4
        004  bed       A     C        00:00:00:00 00:00:06:00 00:00:00:00 00:00:06:00
        * FROM CLIP NAME: bed.m4a
        * SOURCE FILE: bed.m4a

        """)
    #expect(list.notes.map(\.place) == ["/t/1/sg/0"])
  }

  /// Prints, for each track, the clips' places and sources' starts in frames, as the real adapter reads them.
  static let reader = """
    import sys, json, opentimelineio as otio
    t = otio.adapters.read_from_string(sys.stdin.read(), "cmx_3600", rate=25)
    print(json.dumps([
      [[c.name, c.range_in_parent().start_time.to_frames(), c.range_in_parent().duration.to_frames(),
        c.source_range.start_time.to_frames()] for c in track.find_clips()]
      for track in t.tracks]))
    """

  @Test(
    "The real adapter reads the clips where they are",
    .enabled(if: PythonOracle.isThere, PythonOracle.isMissing))
  func adapter() throws {
    let list = try EditDecisionList.text(of: Draft(parsing: Array(Self.text.utf8)))
    let outcome = try PythonOracle.run(Self.reader, input: Data(list.value.utf8))
    #expect(outcome.status == 0, "\(outcome.errors)")
    let tracks = try JSONDocument(parsing: Array(outcome.output)).root.value
    let pictures: JSONValue = [
      ["first.mp4", 0, 40, 25], ["second.mp4", 40, 60, 65], ["third.mp4", 125, 25, 0],
    ]
    #expect(tracks == [pictures, [["bed.m4a", 0, 150, 0]]])
  }

  @Test("A draft with nothing to cut is refused")
  func empty() throws {
    let draft = try Draft(parsing: Array(#"{"t":[{"tt":7,"sg":[{"d":9,"m":{"text":"a"}}]}]}"#.utf8))
    #expect(throws: InterchangeError.self) { try EditDecisionList.text(of: draft) }
  }
}
