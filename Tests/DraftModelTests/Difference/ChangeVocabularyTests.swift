import DraftModel
import JSONTree
import Testing

@Suite("The vocabulary of changes")
struct ChangeVocabularyTests {
  /// What an edit is called, told as text without the line that counts.
  struct Example: CustomTestStringConvertible, Sendable {
    let name: String
    let old: String
    let new: String
    let lines: [String]

    init(_ name: String, _ old: String, _ new: String, _ lines: String...) {
      self.name = name
      self.old = old
      self.new = new
      self.lines = lines
    }

    var testDescription: String { name }
  }

  /// A draft of one video track.
  private static func video(_ segments: String...) -> String {
    #"{"t":[{"tt":0,"sg":["# + segments.joined(separator: ",") + "]}]}"
  }

  /// Four clips in a row, the later ones moved by `shift`.
  private static func row(first: String, shift: Int) -> String {
    let rest = (1...3).map { #"{"s":\#(1000 * $0 + shift),"d":1000,"m":{"src":"c\#($0).mp4"}}"# }
    return video(([first] + rest).joined(separator: ","))
  }

  private static let clip = #"{"id":"a","s":0,"d":4000,"m":{"src":"a.mp4","in":1000}}"#

  static let examples: [Example] = [
    Example(
      "added", video(clip), video(clip, #"{"s":4000,"d":500,"m":{"src":"x/b.mov"}}"#),
      "+ b, video track 1: added at 4-4.5s (f120-135)"),
    Example(
      "removed", video(clip, #"{"s":4000,"d":500,"m":{"src":"b.mov","name":"Logo"}}"#), video(clip),
      "- Logo, video track 1: removed from 4-4.5s (f120-135)"),
    Example(
      "shifted alone", video(clip),
      video(#"{"id":"a","s":500,"d":4000,"m":{"src":"a.mp4","in":1000}}"#),
      "> a [a], video track 1: moves by +0.5s to 0.5-4.5s (f15-135)"),
    Example(
      "trimmed at the head",
      video(clip), video(#"{"id":"a","s":700,"d":3300,"m":{"src":"a.mp4","in":1700}}"#),
      "~ a [a], video track 1: head trimmed by 0.7s, now 0.7-4s (f21-120)"),
    Example(
      "trimmed at the tail",
      video(clip), video(#"{"id":"a","s":0,"d":3000,"m":{"src":"a.mp4","in":1000}}"#),
      "~ a [a], video track 1: tail trimmed by 1s, now 0-3s (f0-90)"),
    Example(
      "extended", video(clip), video(#"{"id":"a","s":0,"d":4500,"m":{"src":"a.mp4","in":1000}}"#),
      "~ a [a], video track 1: tail extended by 0.5s, now 0-4.5s (f0-135)"),
    Example(
      "slipped", video(clip), video(#"{"id":"a","s":0,"d":4000,"m":{"src":"a.mp4","in":1250}}"#),
      "~ a [a], video track 1: slipped by +0.25s of its source"),
    Example(
      "retimed, not trimmed",
      video(clip), video(#"{"id":"a","s":0,"d":2000,"m":{"src":"a.mp4","in":1000,"speed":2}}"#),
      "~ a [a], video track 1: retimed from 1× to 2×, now 0-2s (f0-60)"),
    Example(
      "replaced", video(clip), video(#"{"id":"a","s":0,"d":4000,"m":{"src":"z.mp4","in":1000}}"#),
      "~ z [a], video track 1: replaced: a.mp4 → z.mp4"),
    Example(
      "replaced without an id",
      video(#"{"d":4000,"m":{"src":"a.mp4"}}"#), video(#"{"d":4000,"m":{"src":"z.mp4"}}"#),
      "~ z, video track 1: replaced: a.mp4 → z.mp4"),
    Example(
      "split", video(clip),
      video(
        #"{"id":"a","s":0,"d":1500,"m":{"src":"a.mp4","in":1000}}"#,
        #"{"s":1500,"d":2500,"m":{"src":"a.mp4","in":2500}}"#),
      "~ a [a], video track 1: split into 2: 0-1.5s (f0-45), 1.5-4s (f45-120)"),
    Example(
      "joined",
      video(
        #"{"id":"a","s":0,"d":1500,"m":{"src":"a.mp4","in":1000}}"#,
        #"{"s":1500,"d":2500,"m":{"src":"a.mp4","in":2500}}"#),
      video(clip),
      "~ a [a], video track 1: joined from 2: 0-1.5s (f0-45), 1.5-4s (f45-120)"),
    Example(
      "changed", video(clip),
      video(#"{"id":"a","s":0,"d":4000,"m":{"src":"a.mp4","in":1000,"volume":0.5}}"#),
      "~ a [a], video track 1: volume 1 → 0.5"),
    Example(
      "a member that nothing reads", video(clip),
      video(#"{"id":"a","s":0,"d":4000,"m":{"src":"a.mp4","in":1000,"lut":"teal"}}"#),
      #"~ a [a], video track 1: lut none → "teal""#),
    Example(
      "moved to another track",
      #"{"t":[{"tt":0,"id":"v","sg":[\#(clip)]},{"tt":0,"id":"w","sg":[]}]}"#,
      #"{"t":[{"tt":0,"id":"v","sg":[]},{"tt":0,"id":"w","sg":[\#(clip)]}]}"#,
      "> a [a], video track 2: moved from video track 1, 0-4s (f0-120) to 0-4s (f0-120)"),
    Example(
      "moved behind its neighbours",
      video(
        #"{"d":1000,"m":{"src":"a.mp4"}}"#, #"{"d":1000,"m":{"src":"b.mp4"}}"#,
        #"{"d":1000,"m":{"src":"c.mp4"}}"#, #"{"d":1000,"m":{"src":"e.mp4"}}"#),
      video(
        #"{"d":1000,"m":{"src":"a.mp4"}}"#, #"{"d":1000,"m":{"src":"c.mp4"}}"#,
        #"{"d":1000,"m":{"src":"e.mp4"}}"#, #"{"d":1000,"m":{"src":"b.mp4"}}"#),
      "> b, video track 1: moved from 1-2s (f30-60) to 3-4s (f90-120)"),
    Example(
      "a ripple is one change",
      row(first: #"{"s":0,"d":1000,"m":{"src":"a.mp4"}}"#, shift: 0),
      row(first: #"{"s":0,"d":1000,"m":{"src":"a.mp4"}}"#, shift: 1500),
      "> everything from 1s (f30) on (3 segments, video track 1): moves by +1.5s"),
    Example(
      "a head trimmed with a ripple shifts the trimmed segment too",
      row(first: #"{"s":0,"d":1000,"m":{"src":"a.mp4"}}"#, shift: 0),
      row(first: #"{"s":0,"d":600,"m":{"src":"a.mp4","in":400}}"#, shift: -400),
      "> everything from 0s (f0) on (4 segments, video track 1): moves by -0.4s",
      "~ a, video track 1: head trimmed by 0.4s, now 0-0.6s (f0-18)"),
    Example(
      "draft", #"{"d":1000,"m":{"title":"A"},"t":[]}"#, #"{"d":2000,"m":{"title":"B"},"t":[]}"#,
      "~ draft: length 1s → 2s", #"~ draft: title "A" → "B""#),
    Example(
      "tracks added, removed, changed",
      #"{"t":[{"tt":0,"id":"v","sg":[]},{"tt":1,"id":"x","m":{"name":"Bed"},"sg":[]}]}"#,
      #"{"t":[{"tt":0,"id":"v","m":{"muted":true},"sg":[]},{"tt":7,"id":"y","sg":[]}]}"#,
      "~ video track 1: muted false → true", "- Bed (track 2): removed", "+ text track 2: added"),
    Example(
      "tracks reordered",
      #"{"t":[{"tt":0,"id":"v","sg":[\#(clip),\#(clip)]},{"tt":7,"id":"y","sg":[]}]}"#,
      #"{"t":[{"tt":7,"id":"y","sg":[]},{"tt":0,"id":"v","sg":[\#(clip),\#(clip)]}]}"#,
      "> text track 1: moves from place 2 to place 1 in the painting order"),
  ]

  @Test("Each edit is told by its name", arguments: examples)
  func vocabulary(example: Example) throws {
    let old = try Draft(parsing: Array(example.old.utf8))
    let new = try Draft(parsing: Array(example.new.utf8))
    let lines = DraftDifference(from: old, to: new).text().split(separator: "\n").dropFirst()
    #expect(lines.map(String.init) == example.lines)
  }

  @Test("Two ripples with one retimed segment between them stay two")
  func retimingIsNoRipple() throws {
    let old = try Draft(parsing: Array(Self.row(first: Self.clip, shift: 4000).utf8))
    let halved = #"{"id":"a","s":0,"d":2000,"m":{"src":"a.mp4","in":1000,"speed":2}}"#
    let new = try Draft(parsing: Array(Self.row(first: halved, shift: 2000).utf8))
    let edits = DraftDifference(from: old, to: new).changes.map(\.edit)
    #expect(edits.contains(.retimed(from: .one, to: Ratio(2))))
    #expect(edits.contains(.shifted(by: Milliseconds(-2000), reachesEnd: true)))
    #expect(edits.count == 2)
  }
}
