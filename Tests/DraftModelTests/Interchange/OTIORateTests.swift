import DraftModel
import Foundation
import JSONTree
import TestSupport
import Testing

@Suite("The rate of an OpenTimelineIO file")
struct OTIORateTests {
  private static func timeline(_ rates: [String], start: String? = nil) -> String {
    let clips = rates.map { rate in
      #"""
      {"OTIO_SCHEMA":"Clip.2","name":"c","source_range":{"OTIO_SCHEMA":"TimeRange.1",
       "start_time":{"OTIO_SCHEMA":"RationalTime.1","rate":\#(rate),"value":10},
       "duration":{"OTIO_SCHEMA":"RationalTime.1","rate":\#(rate),"value":37}},
       "media_references":{"DEFAULT_MEDIA":{"OTIO_SCHEMA":"ExternalReference.1","target_url":"c.mov"}},
       "active_media_reference_key":"DEFAULT_MEDIA"}
      """#
    }
    let start = start.map {
      #"{"OTIO_SCHEMA":"RationalTime.1","rate":\#($0),"value":0}"#
    }
    return #"""
      {"OTIO_SCHEMA":"Timeline.1","name":"x","global_start_time":\#(start ?? "null"),
       "tracks":{"OTIO_SCHEMA":"Stack.1","children":[{"OTIO_SCHEMA":"Track.1","kind":"Video",
       "children":[\#(clips.joined(separator: ","))]}]}}
      """#
  }

  private static func rate(_ text: String) throws -> (JSONValue?, Int) {
    let converted = try OpenTimelineIO.draft(from: JSONDocument(parsing: text))
    return (converted.value["m"]?["fps"], converted.notes.count)
  }

  @Test("It is that of the timeline's start, else of most items; others are reported")
  func chosen() throws {
    #expect(try Self.rate(Self.timeline(["24", "24.0"])) == (24, 0))
    #expect(try Self.rate(Self.timeline(["24000.0", "1000", "1"])) == (nil, 0))
    #expect(try Self.rate(Self.timeline(["23.976023976023978"])) == (23.976, 0))
    #expect(try Self.rate(Self.timeline(["29.97"])) == (29.97, 0))
    #expect(try Self.rate(Self.timeline(["59.94005994005994"])) == (59.94, 0))
    #expect(try Self.rate(Self.timeline(["12.5"])) == (12.5, 0))
    #expect(try Self.rate(Self.timeline(["24", "30", "24"])) == (24, 1))
    #expect(try Self.rate(Self.timeline(["30", "30"], start: "25")) == (25, 1))
  }

  @Test(
    "A long cut on the frames of a rate comes back to the millisecond, with and without stated starts",
    arguments: [
      "12.5", "23.976", "24", "25", "29.97", "30", "47.952", "48", "50", "59.94", "60", "90", "100",
      "119.88", "120", "15",
    ])
  func longCut(text: String) throws {
    var generator = SeededGenerator()
    let rate = try #require(FrameRate(decimal: text))
    var frame: Int64 = 0
    let time = { (frame: Int64) in rate.time(of: FrameIndex(frame)) }
    let value = { (time: Milliseconds) in JSONValue.number(JSONNumber(time.rawValue)) }
    let segments = (0..<2000).map { place -> JSONValue in
      let hasGap = Int.random(in: 0..<4, using: &generator) == 0
      if hasGap { frame += Int64.random(in: 1...50, using: &generator) }
      let start = frame
      frame += Int64.random(in: 1...200, using: &generator)
      let inPoint = time(Int64.random(in: 1...9999, using: &generator))
      var media = [JSONMember("src", "a.mp4"), JSONMember("in", value(inPoint))]
      if place > 0, !hasGap, Bool.random(using: &generator) {
        // Odd counts of frames have a half on each side of the cut.
        let length = time(Int64.random(in: 2...9, using: &generator))
        media.append(JSONMember("transition", ["type": "zoom", "d": value(length)]))
      }
      var segment = [
        JSONMember("d", value(time(frame) - time(start))), JSONMember("m", .object(media)),
      ]
      if hasGap || Bool.random(using: &generator) {
        segment.append(JSONMember("s", value(time(start))))
      }
      return .object(segment)
    }
    let fps = try #require(JSONNumber(text))
    let draft: JSONValue = [
      "m": ["fps": .number(fps)], "t": [["tt": 0, "sg": .array(segments)]],
    ]
    let file = try OpenTimelineIO.document(of: Draft(parsing: draft.serialized())).value
    let isInMilliseconds = String(decoding: file.serialized(), as: UTF8.self).contains(
      #""rate":1000,"#)
    #expect(!isInMilliseconds)
    let back = try OpenTimelineIO.draft(from: JSONDocument(parsing: file.serialized()))
    #expect(back.value == draft, "\(generator)")
    #expect(back.notes.isEmpty)
  }

  @Test(
    "A draft's rate and its frames come back from a file of frames",
    arguments: ["24", "25", "29.97", "30", "23.976", "50", "59.94"])
  func frames(text: String) throws {
    let rate = try #require(FrameRate(decimal: text))
    var cursor = Milliseconds.zero
    let segments = [37, 41, 5, 120].map { frames -> String in
      let start = cursor
      cursor = rate.time(of: rate.frame(nearest: start) + Int64(frames))
      let length = cursor - start
      let inPoint = rate.time(of: FrameIndex(7)).rawValue
      return #"""
        {"s":\#(start.rawValue),"d":\#(length.rawValue),"m":{"src":"a.mp4","in":\#(inPoint)}}
        """#
    }
    let array = segments.joined(separator: ",")
    let draft = try Draft(#"{"m":{"fps":\#(text)},"t":[{"tt":0,"sg":[\#(array)]}]}"#)
    let document = try JSONDocument(
      parsing: OpenTimelineIO.document(of: draft).value.serialized())
    let clips = try #require(document.root["tracks"]?["children"]?[0]?["children"]).elements
    let lengths = clips.map { $0["source_range"]?["duration"]?["value"]?.number?.int64 }
    #expect(lengths == [37, 41, 5, 120])
    #expect(clips.allSatisfy { $0["source_range"]?["start_time"]?["value"]?.number?.int64 == 7 })
    #expect(try OpenTimelineIO.draft(from: document).value == draft.node.value)
    #expect(try OpenTimelineIO.draft(from: document).notes == [])
  }

  @Test(
    "Times that are not frames are written in milliseconds, and the rate all the same")
  func milliseconds() throws {
    let draft = try Draft(#"{"m":{"fps":24},"t":[{"tt":0,"sg":[{"d":1001,"m":{"src":"a.mp4"}}]}]}"#)
    let document = try JSONDocument(
      parsing: OpenTimelineIO.document(of: draft).value.serialized())
    #expect(document.root["global_start_time"]?["rate"]?.number?.int64 == 24)
    let clip = document.root["tracks"]?["children"]?[0]?["children"]?[0]
    #expect(clip?["source_range"]?["duration"]?["value"]?.number?.int64 == 1001)
    #expect(try OpenTimelineIO.draft(from: document).value == draft.node.value)
  }
}
