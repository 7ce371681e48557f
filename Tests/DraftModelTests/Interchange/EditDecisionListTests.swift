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

  /// Prints the timecode that the real library has for each frame.
  static let timecodes = """
    import sys, json
    from opentimelineio.opentime import RationalTime
    rate, drops, frames = json.load(sys.stdin)
    print(json.dumps([RationalTime(f, rate).to_timecode(rate, bool(drops)) for f in frames]))
    """

  @Test(
    "Frames are counted as the real library counts them, at each rate",
    .enabled(if: PythonOracle.isThere, PythonOracle.isMissing),
    arguments: [
      ("24", false), ("25", false), ("30", false), ("50", false), ("60", false), ("23.976", false),
      ("29.97", true), ("59.94", true),
    ])
  func rates(text: String, drops: Bool) throws {
    let rate = try #require(FrameRate(decimal: text))
    // Cuts around full minutes and tens of minutes, where numbers drop.
    let seconds: [Int64] = [0, 1, 59, 60, 61, 119, 120, 599, 600, 601, 660, 1200, 3599, 3600, 7200]
    let frames = Set(
      seconds.flatMap { second in (-2...2).map { second * rate.ratio.rounded + $0 } }
    ).filter { $0 >= 0 }.sorted()
    let segments = zip(frames, frames.dropFirst()).map { start, end in
      let (start, end) = (rate.time(of: FrameIndex(start)), rate.time(of: FrameIndex(end)))
      return #"{"s":\#(start.rawValue),"d":\#((end - start).rawValue),"m":{"src":"a.mp4"}}"#
    }
    let array = segments.joined(separator: ",")
    let list = try EditDecisionList.text(
      of: Draft(#"{"m":{"fps":\#(text)},"t":[{"tt":0,"sg":[\#(array)]}]}"#))
    #expect(list.notes == [])
    #expect(list.value.contains("FCM: \(drops ? "" : "NON-")DROP FRAME\n"))
    let starts = list.value.split(separator: "\n").filter { $0.first?.isNumber ?? false }
      .map { $0.split(separator: " ")[6] }
    let input: JSONValue = [
      .number(JSONNumber(rate.ratio.doubleValue) ?? JSONNumber(0)), .boolean(drops),
      .array(frames.dropLast().map { .number(JSONNumber($0)) }),
    ]
    let outcome = try PythonOracle.run(Self.timecodes, input: Data(input.serialized()))
    #expect(outcome.status == 0, "\(outcome.errors)")
    let expected = try JSONDocument(parsing: Array(outcome.output)).root.elements.map(\.stringValue)
    #expect(starts.map { String($0) } == expected)
  }

  @Test("What the list cannot carry is reported; text of the draft begins no line of its own")
  func losses() throws {
    let one = #"{"d":1000,"m":{"src":"a"}}"#
    let reports: [(String, String)] = [
      (#"{"m":{"width":320,"height":180},"t":[{"tt":0,"sg":[\#(one)]}]}"#, "width"),
      (#"{"t":[{"tt":0,"m":{"volume":0.5},"sg":[\#(one)]}]}"#, "volume"),
      (#"{"d":9000,"t":[{"tt":0,"sg":[\#(one)]}]}"#, "lasts 9s"),
      (#"{"t":[{"tt":0,"sg":[{"d":1001,"m":{"src":"a"}},\#(one)]}]}"#, "between two frames"),
      (#"{"look":"x","t":[{"tt":0,"sg":[\#(one)]}]}"#, "look"),
      (#"{"t":[{"tt":0,"look":1,"sg":[\#(one)]}]}"#, "look"),
      (#"{"t":[{"tt":0,"sg":[{"d":1000,"look":1,"m":{"src":"a"}}]}]}"#, "look"),
      (#"{"t":[{"tt":0,"sg":[{"d":1000,"m":{"src":"a","otio":{"studio":1}}}]}]}"#, "otio"),
      (#"{"draft":{"t":[{"tt":0,"sg":[\#(one)]}]},"video_infos":[]}"#, "around it"),
      (#"{"t":[{"tt":0,"sg":[\#(one),{"d":0,"m":{"src":"a"}}]}]}"#, "lasts no time"),
      (#"{"t":[{"tt":0,"sg":[\#(one),{"d":10,"m":{"src":"a"}}]}]}"#, "no frame of its own"),
      (#"{"t":[{"tt":0,"sg":[{"d":1000,"m":{"src":"a","speed":1.371}}]}]}"#, "speed 1.371"),
      (
        #"{"t":[{"tt":0,"sg":[\#(one),{"d":900,"m":{"src":"a","transition":{"type":"crossfade","d":400}}}]}]}"#,
        "written as a cut"
      ),
      (#"{"t":[{"tt":0,"sg":[{"s":90000000,"d":1000,"m":{"src":"a"}}]}]}"#, "24 hours"),
      (#"{"t":[{"tt":0,"sg":[\#(one),{"s":500,"d":1000,"m":{"src":"a"}}]}]}"#, "begins before"),
      (#"{"t":[{"tt":0,"sg":[{"d":1000,"m":{"src":"a","loop":true}}]}]}"#, "loops"),
    ]
    for (text, word) in reports {
      let list = try EditDecisionList.text(of: Draft(text))
      #expect(list.notes.contains { $0.message.contains(word) }, "\(text): \(list.notes)")
    }
    let hostile = try EditDecisionList.text(
      of: Draft(
        #"""
        {"m":{"title":"a\nFCM: DROP FRAME"},"t":[{"tt":0,"sg":[
         {"d":1000,"m":{"src":"a\n002  x","name":"b\u2028c"}}]}]}
        """#))
    #expect(hostile.value.split(separator: "\n").count == 5)
  }

  @Test("A draft with nothing to cut is refused")
  func empty() throws {
    let draft = try Draft(parsing: Array(#"{"t":[{"tt":7,"sg":[{"d":9,"m":{"text":"a"}}]}]}"#.utf8))
    #expect(throws: InterchangeError.self) { try EditDecisionList.text(of: draft) }
  }
}

extension Ratio {
  /// The nearest whole number.
  fileprivate var rounded: Int64 { (numerator * 2 + denominator) / (denominator * 2) }
}
