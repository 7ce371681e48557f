import DraftModel
import Testing

@Suite("TimelineSummary")
struct TimelineSummaryTests {
  private func line(_ tracks: String) throws -> String {
    TimelineSummary(try Draft(#"{"t":[\#(tracks)]}"#).resolved().timeline).line
  }

  @Test("The published line, to the letter")
  func published() throws {
    let line = try line(
      """
      {"tt":0,"sg":[{"s":0,"d":10000,"m":{"name":"city timelapse","src":"city.mp4"}}]},
      {"tt":1,"sg":[{"s":0,"d":10000,"m":{"name":"Lo-fi","src":"lofi.mp3","volume":0.35}}]},
      {"tt":7,"sg":[{"s":0,"d":3000,"m":{"text":"Urban Dreams"}}]}
      """)
    #expect(
      line == """
        Timeline (3 tracks): 1. Video: city timelapse (0-10s) 2. BGM: Lo-fi (0-10s, 35%) \
        3. Title: "Urban Dreams" (0-3s)
        """)
  }

  @Test(
    "A track is told by its name, else by its type",
    arguments: [
      (#"{"tt":0,"sg":[]}"#, "Video: empty"), (#"{"tt":1,"sg":[]}"#, "BGM: empty"),
      (#"{"tt":7,"sg":[]}"#, "Title: empty"), (#"{"tt":4,"sg":[]}"#, "Track: empty"),
      (#"{"tt":1,"m":{"name":"Voice"},"sg":[]}"#, "Voice: empty"),
    ])
  func tracks(track: String, expected: String) throws {
    #expect(try line(track) == "Timeline (1 track): 1. \(expected)")
  }

  @Test(
    "A segment is told by its name, else its words, else its source's file name",
    arguments: [
      (0, #""name":"N","src":"a.mp4""#, "N"), (0, #""src":"/x/y/a.b.mp4""#, "a.b"),
      (0, #""src":"https://h.example/p/clip.mov?sig=a/b.c#t""#, "clip"),
      (0, #""src":".hidden""#, ".hidden"), (0, #""src":"plain""#, "plain"),
      (0, #""volume":1"#, "nothing"), (7, #""text":"Hi""#, #""Hi""#),
      (7, #""text":"Hi","name":"Intro""#, "Intro"),
      (
        7, #""text":"two\nlines\r\nmore""#,
        #""two lines more""#
      ),
    ])
  func segments(type: Int, metadata: String, expected: String) throws {
    #expect(
      try line(#"{"tt":\#(type),"sg":[{"d":1000,"m":{\#(metadata)}}]}"#)
        .hasSuffix(": \(expected) (0-1s)"))
  }

  @Test(
    "Seconds have no trailing zeros, and the volume appears when it is not 100%",
    arguments: [
      (#""s":2500,"d":1500"#, "1", "(2.5-4s)"), (#""s":0,"d":1"#, "1.0", "(0-0.001s)"),
      (#""s":0,"d":10000"#, "0.35", "(0-10s, 35%)"), (#""s":0,"d":10000"#, "0", "(0-10s, 0%)"),
      (#""s":0,"d":10000"#, "1.5", "(0-10s, 150%)"), (#""s":0,"d":10000"#, "0.999", "(0-10s)"),
    ])
  func numbers(place: String, volume: String, expected: String) throws {
    let text = #"{"tt":1,"sg":[{\#(place),"m":{"src":"a.mp3","volume":\#(volume)}}]}"#
    #expect(try line(text) == "Timeline (1 track): 1. BGM: a \(expected)")
  }

  @Test("A track's volume counts too")
  func trackVolume() throws {
    #expect(
      try line(
        #"{"tt":1,"m":{"volume":0.5},"sg":[{"d":1000,"m":{"src":"a.mp3","volume":0.5}}]}"#)
        == "Timeline (1 track): 1. BGM: a (0-1s, 25%)")
  }

  @Test("Three segments are named, and the rest counted", arguments: 0...6)
  func many(count: Int) throws {
    let segments = (0..<count).map { #"{"d":1000,"m":{"src":"\#($0).mp4"}}"# }
    let named = (0..<min(count, 3)).map { "\($0) (\($0)-\($0 + 1)s)" }
    let rest = count > 3 ? ["+\(count - 3) more"] : []
    let expected = count == 0 ? "empty" : (named + rest).joined(separator: ", ")
    #expect(
      try line(#"{"tt":0,"sg":[\#(segments.joined(separator: ","))]}"#)
        == "Timeline (1 track): 1. Video: \(expected)")
  }

  @Test("The table has one row a segment, in aligned columns")
  func table() throws {
    let draft = try Draft(
      """
      {"m":{"title":"Cut"},"t":[{"tt":0,"sg":[{"d":2500,"m":{"src":"x/a.mp4"}},{"d":500}]},
      {"tt":7,"sg":[]}]}
      """)
    #expect(
      TimelineSummary(draft.resolved().timeline).table == """
        Cut, 3s
        TRACK     WHAT     START  END   LENGTH  VOLUME  SOURCE   PLACE
        1. Video  a        0s     2.5s  2.5s    100%    x/a.mp4  /t/0/sg/0
        1. Video  nothing  2.5s   3s    0.5s    100%             /t/0/sg/1
        2. Title  empty
        """)
  }
}
