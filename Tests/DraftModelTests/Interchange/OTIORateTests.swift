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

  @Test("It is the draft's: that of the timeline's start, else that of most items; others are reported")
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
    "A draft's rate and its frames come back from a file of frames",
    arguments: ["24", "25", "29.97", "30", "23.976", "50", "59.94"])
  func frames(text: String) throws {
    let rate = try #require(FrameRate(decimal: text))
    var cursor = Milliseconds.zero
    let segments = [37, 41, 5, 120].map { frames -> String in
      let start = cursor
      cursor = rate.time(of: rate.frame(nearest: start) + Int64(frames))
      let length = cursor - start
      return #"{"s":\#(start.rawValue),"d":\#(length.rawValue),"m":{"src":"a.mp4","in":\#(rate.time(of: FrameIndex(7)).rawValue)}}"#
    }
    let draft = try Draft(
      #"{"m":{"fps":\#(text)},"t":[{"tt":0,"sg":[\#(segments.joined(separator: ","))]}]}"#)
    let document = try JSONDocument(
      parsing: OpenTimelineIO.document(of: draft).value.serialized())
    let clips = try #require(document.root["tracks"]?["children"]?[0]?["children"]).elements
    #expect(clips.map { $0["source_range"]?["duration"]?["value"]?.number?.int64 } == [37, 41, 5, 120])
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
