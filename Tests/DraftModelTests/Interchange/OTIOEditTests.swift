import DraftModel
import Foundation
import JSONTree
import TestSupport
import Testing

/// What another program changes in a file of ours is in the draft that comes back. `scripts/soak otio` has the real
/// library make such edits.
@Suite("An OpenTimelineIO file that was edited elsewhere")
struct OTIOEditTests {
  static let draft = #"""
    {"d":6000,"m":{"title":"Cut"},"t":[
     {"tt":0,"m":{"name":"Main"},"sg":[
      {"id":"a","s":0,"d":2000,"m":{"src":"a.mp4"}},
      {"id":"b","s":2000,"d":2000,"m":{"src":"b.mp4","in":1000,"speed":0.5}},
      {"id":"c","s":4000,"d":2000,"m":{"src":"c.mp4","in":1000,"transition":{"type":"wipe_left","d":500}}}]},
     {"tt":3,"sg":[{"d":9,"look":"warm"}]},
     {"tt":1,"sg":[{"id":"o","s":0,"d":1000,"m":{"src":"bed.m4a"}}]},
     {"tt":7,"sg":[{"id":"t","s":0,"d":2000,"m":{"text":"Old","style":{"size":60}}}]}]}
    """#

  /// An edit of the file, and the edits of the draft that it comes to.
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let file: [JSONEdit]
    let draft: [JSONEdit]
  }

  private static func place(_ track: Int, _ child: Int? = nil, _ rest: String...) -> JSONPointer {
    let track = JSONPointer(["tracks", "children", "\(track)"])
    let item = child.map { track.appending("children").appending($0) } ?? track
    return rest.reduce(item) { $0.appending($1) }
  }

  private static func pointer(_ text: String) -> JSONPointer { JSONPointer(text) ?? .root }

  private static func time(_ value: JSONValue, rate: JSONValue = 24) -> JSONValue {
    ["OTIO_SCHEMA": "RationalTime.1", "rate": rate, "value": value]
  }

  private static func range(_ start: JSONValue, _ length: JSONValue) -> JSONValue {
    ["OTIO_SCHEMA": "TimeRange.1", "start_time": time(start), "duration": time(length)]
  }

  private static func warp(_ scalar: JSONValue) -> JSONValue {
    [
      "OTIO_SCHEMA": "LinearTimeWarp.1", "metadata": [:], "name": "",
      "effect_name": "LinearTimeWarp", "time_scalar": scalar,
    ]
  }

  static let cases: [Case] = [
    Case(
      testDescription: "nothing", file: [], draft: []),
    Case(
      testDescription: "a speed put on",
      file: [.replace(place(0, 0, "effects"), [warp(2.0)])],
      draft: [.setMember(pointer("/t/0/sg/0/m"), key: "speed", 2.0)]),
    Case(
      testDescription: "two speeds put on",
      file: [.replace(place(0, 0, "effects"), [warp(2.0), warp(0.75)])],
      draft: [.setMember(pointer("/t/0/sg/0/m"), key: "speed", 1.5)]),
    Case(
      testDescription: "a speed taken off", file: [.replace(place(0, 1, "effects"), [])],
      draft: [.remove(pointer("/t/0/sg/1/m/speed"))]),
    Case(
      testDescription: "a clip's name", file: [.replace(place(0, 0, "name"), "renamed")],
      draft: [.setMember(pointer("/t/0/sg/0/m"), key: "name", "renamed")]),
    Case(
      testDescription: "a disabled clip", file: [.replace(place(0, 0, "enabled"), false)],
      draft: [
        .setMember(pointer("/t/0/sg/0/m"), key: "opacity", 0),
        .setMember(pointer("/t/0/sg/0/m"), key: "muted", true),
      ]),
    Case(
      testDescription: "a title's text",
      file: [
        .replace(place(2, 0, "media_references", "DEFAULT_MEDIA", "parameters", "text"), "New")
      ],
      draft: [.replace(pointer("/t/3/sg/0/m/text"), "New")]),
    Case(
      testDescription: "another medium",
      file: [
        .replace(place(0, 0, "media_references", "DEFAULT_MEDIA", "target_url"), "z.mp4")
      ],
      draft: [.replace(pointer("/t/0/sg/0/m/src"), "z.mp4")]),
    Case(
      testDescription: "a removed transition", file: [.remove(place(0, 2))],
      draft: [.remove(pointer("/t/0/sg/2/m/transition"))]),
    Case(
      testDescription: "a longer transition",
      file: [
        .replace(place(0, 2, "in_offset"), time(12)), .replace(place(0, 2, "out_offset"), time(12)),
      ],
      draft: [.replace(pointer("/t/0/sg/2/m/transition/d"), 1000)]),
    Case(
      testDescription: "a transition of another type",
      file: [.replace(place(0, 2, "transition_type"), "SMPTE_Dissolve")],
      draft: [.replace(pointer("/t/0/sg/2/m/transition/type"), "crossfade")]),
    Case(
      testDescription: "an added dissolve",
      file: [
        .insertElement(
          place(0).appending("children"), at: 1,
          [
            "OTIO_SCHEMA": "Transition.1", "metadata": [:], "name": "", "in_offset": time(6),
            "out_offset": time(6), "transition_type": "SMPTE_Dissolve",
          ])
      ],
      draft: [
        .setMember(
          pointer("/t/0/sg/1/m"), key: "transition", ["type": "crossfade", "d": 500])
      ]),
    Case(
      testDescription: "tracks in another order, and the one without a counterpart behind its own",
      file: [.move(from: place(2), to: place(0))],
      draft: [.move(from: pointer("/t/3"), to: pointer("/t/0"))]),
    Case(
      testDescription: "a track's name", file: [.replace(place(0, nil, "name"), "Picture")],
      draft: [.replace(pointer("/t/0/m/name"), "Picture")]),
    Case(
      testDescription: "a track's first name", file: [.replace(place(1, nil, "name"), "Bed")],
      draft: [.setMember(pointer("/t/2"), key: "m", ["name": "Bed"])]),
    Case(
      testDescription: "a disabled track", file: [.replace(place(1, nil, "enabled"), false)],
      draft: [.setMember(pointer("/t/2"), key: "m", ["hidden": true])]),
    Case(
      testDescription: "the timeline's name", file: [.replace(pointer("/name"), "New")],
      draft: [.replace(pointer("/m/title"), "New")]),
    Case(
      testDescription: "the timeline's rate",
      file: [.replace(pointer("/global_start_time"), time(0, rate: 25.0))],
      draft: [.setMember(pointer("/m"), key: "fps", 25)]),
    Case(
      testDescription: "a removed clip, which leaves what follows where it was without a gap",
      file: [.remove(place(0, 3)), .remove(place(0, 2))],
      draft: [.remove(pointer("/t/0/sg/2")), .replace(pointer("/d"), 4000)]),
    Case(
      testDescription: "a trimmed stack",
      file: [.replace(pointer("/tracks/source_range"), range(24, 48))],
      draft: [
        .replace(pointer("/d"), 2000), .replace(pointer("/t/0/sg/0/d"), 1000),
        .setMember(pointer("/t/0/sg/0/m"), key: "in", 1000),
        .replace(pointer("/t/0/sg/1/s"), 1000), .replace(pointer("/t/0/sg/1/d"), 1000),
        .replace(pointer("/t/3/sg/0/d"), 1000), .remove(pointer("/t/2/sg/0")),
        .remove(pointer("/t/0/sg/2")),
      ]),
    Case(
      testDescription: "another program's metadata",
      file: [
        .setMember(place(0, 0, "metadata"), key: "studio", ["shot": 7]),
        .setMember(place(0, nil, "metadata"), key: "studio", 8),
        .setMember(pointer("/metadata"), key: "studio", 9),
      ],
      draft: [
        .setMember(pointer("/t/0/sg/0/m"), key: "otio", ["studio": ["shot": 7]]),
        .setMember(pointer("/t/0/m"), key: "otio", ["studio": 8]),
        .setMember(pointer("/m"), key: "otio", ["studio": 9]),
      ]),
  ]

  @Test("Each edit is the draft's, and all else is as it was", arguments: cases)
  func edit(_ some: Case) throws {
    let draft = try Draft(parsing: Array(Self.draft.utf8))
    let written = try JSONDocument(
      parsing: OpenTimelineIO.document(of: draft).value.serialized())
    let edited = try written.applying(some.file)
    let back = try OpenTimelineIO.draft(from: edited)
    let expected = try draft.document.applying(some.draft).root
    #expect(back.value.isEquivalent(to: expected.value), "\(String(decoding: back.value.serialized(), as: UTF8.self))")
    // What was taken over is written again, and comes back again.
    let again = OpenTimelineIO.document(of: try Draft(parsing: back.value.serialized()))
    let twice = try OpenTimelineIO.draft(from: JSONDocument(parsing: again.value.serialized()))
    #expect(twice.value.isEquivalent(to: back.value))
  }

  @Test("What a draft cannot have is reported")
  func losses() throws {
    let draft = try Draft(parsing: Array(Self.draft.utf8))
    let written = try JSONDocument(
      parsing: OpenTimelineIO.document(of: draft).value.serialized())
    #expect(try OpenTimelineIO.draft(from: written).notes == [])
    let freeze: JSONValue = [
      "OTIO_SCHEMA": "FreezeFrame.1", "metadata": [:], "name": "", "effect_name": "FreezeFrame",
      "time_scalar": 0,
    ]
    let marker: JSONValue = ["OTIO_SCHEMA": "Marker.2", "name": "here", "metadata": [:]]
    let edits: [JSONEdit] = [
      .replace(Self.place(0, 0, "effects"), [freeze]),
      .replace(Self.place(0, 0, "markers"), [marker]),
      .replace(Self.place(0, nil, "markers"), [marker]),
      .replace(Self.place(0, nil, "effects"), [Self.warp(2)]),
      .replace(Self.pointer("/tracks/metadata"), ["x": 1]),
      .replace(Self.pointer("/global_start_time"), Self.time(86400, rate: 1000)),
      .setMember(Self.place(0, 0), key: "color", ["OTIO_SCHEMA": "Color.1", "r": 1]),
      .replace(Self.place(0, 0, "source_range", "start_time", "value"), -5),
      .setMember(
        Self.place(0, 1, "media_references"), key: "proxy",
        ["OTIO_SCHEMA": "ExternalReference.1", "target_url": "p.mp4"]),
      .replace(Self.place(1, 0, "media_references"), [:]),
    ]
    for edit in edits {
      let back = try OpenTimelineIO.draft(from: written.applying([edit]))
      #expect(!back.notes.isEmpty, "\(edit)")
    }
  }

  @Test("Motion and fades of a trimmed clip are cut as a trim here cuts them")
  func motion() throws {
    let draft = try Draft(
      parsing: Array(
        #"""
        {"t":[{"tt":0,"sg":[{"id":"a","s":0,"d":2000,"m":{"src":"a.mp4","fade_out":1500,
         "keyframes":[{"at":0,"x":0},{"at":2000,"x":1}]}}]}]}
        """#.utf8))
    let written = try JSONDocument(
      parsing: OpenTimelineIO.document(of: draft).value.serialized())
    let edited = try written.applying([
      .replace(Self.place(0, 0, "source_range"), Self.range(12, 24))
    ])
    let back = try OpenTimelineIO.draft(from: edited).value
    let trimmed = try TrimSegment(
      .id("a"), head: .time(Milliseconds(500)), tail: .time(Milliseconds(500))
    ).applied(to: draft).draft
    let (mine, theirs) = (back["t"]?[0]?["sg"]?[0], trimmed.node.value["t"]?[0]?["sg"]?[0])
    #expect(mine?["m"]?["keyframes"] == theirs?["m"]?["keyframes"])
    #expect(mine?["m"]?["fade_out"] == theirs?["m"]?["fade_out"])
    #expect(mine?["m"]?["in"] == 500)
  }

  @Test("A clip that is split or copied elsewhere leaves its id to the first part")
  func identifiers() throws {
    let draft = try Draft(parsing: Array(Self.draft.utf8))
    let written = try JSONDocument(
      parsing: OpenTimelineIO.document(of: draft).value.serialized())
    let clip = try #require(written.node(at: Self.place(0, 0))).value
    let edited = try written.applying([
      .insertElement(Self.place(0).appending("children"), at: 1, clip)
    ])
    let back = try Draft(parsing: OpenTimelineIO.draft(from: edited).value.serialized())
    #expect(!back.validated().contains { $0.rule.rawValue == "duplicate-id" })
    #expect(back.tracks.first?.segments.map(\.identifier) == ["a", nil, "b", "c"])
    // Ids that the draft itself has twice stay.
    let twice = try Draft(
      parsing: Array(
        #"{"t":[{"tt":0,"sg":[{"id":"a","d":9,"m":{"src":"a"}},{"id":"a","d":9,"m":{"src":"a"}}]}]}"#
          .utf8))
    let document = try JSONDocument(
      parsing: OpenTimelineIO.document(of: twice).value.serialized())
    #expect(try OpenTimelineIO.draft(from: document).value == twice.node.value)
  }
}
