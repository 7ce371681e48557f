import TestSupport

/// Two tracks of sounds by chance: speeds, loops, fades, gains, ducking, transitions.
struct RandomSounds {
  private struct Clip {
    var source: String
    var inPoint: Int
    var length: Int
    var members: [String]
  }

  private var tracks: [[Clip]]

  private static let sources = ["tone.wav", "ticks.wav", "lo-fi.m4a", "clock-30.mp4"]
  private static let members = [
    #""speed":1.3"#, #""speed":0.4"#, #""speed":3"#, #""loop":true"#, #""loop":false"#,
    #""fade_in":300"#, #""fade_out":700"#, #""volume":0.4"#, #""volume":3"#, #""volume":0"#,
    #""pan":-0.6"#, #""duck":0.7"#, #""muted":true"#,
    #""transition":{"type":"crossfade","d":500}"#,
    #""keyframes":[{"at":100,"volume":0.2,"ease":"in_out"},{"at":900,"volume":1.4}]"#,
  ]

  init(using generator: inout SeededGenerator) {
    tracks = []
    for _ in 0..<2 {
      tracks.append(
        (0..<Int.random(in: 1...3, using: &generator)).map { _ in Self.clip(using: &generator) })
    }
  }

  private static func clip(using generator: inout SeededGenerator) -> Clip {
    Clip(
      source: sources.randomElement(using: &generator) ?? "",
      inPoint: Int.random(in: 0...4000, using: &generator),
      length: Int.random(in: 50...4000, using: &generator),
      members: Self.members(using: &generator))
  }

  /// None, one or two, no two of one name.
  private static func members(using generator: inout SeededGenerator) -> [String] {
    let chosen = members.shuffled(using: &generator).prefix(
      Int.random(in: 0...2, using: &generator))
    return Dictionary(chosen.map { ($0.prefix { $0 != ":" }, $0) }) { first, _ in first }
      .values.sorted()
  }

  /// One edit of the kinds that people make.
  mutating func edit(using generator: inout SeededGenerator) {
    let track = Int.random(in: tracks.indices, using: &generator)
    let place = Int.random(in: tracks[track].indices, using: &generator)
    let new = Self.clip(using: &generator)
    switch Int.random(in: 0..<6, using: &generator) {
    case 0: tracks[track].insert(new, at: 0)
    case 1: tracks[track][place].members = new.members
    case 2: tracks[track][place].source = new.source
    case 3 where tracks[track][place].length > 200:
      tracks[track][place].inPoint += 133
      tracks[track][place].length -= 133
    case 4 where tracks[track][place].length > 200:
      var rest = tracks[track][place]
      let half = rest.length / 2
      tracks[track][place].length = half
      rest.inPoint += half
      rest.length -= half
      tracks[track].insert(rest, at: place + 1)
    default: tracks[track].swapAt(0, place)
    }
  }

  /// The draft as text.
  var text: String {
    let lines = tracks.enumerated().map { number, clips in
      let segments = clips.map { clip in
        let members = [#""src":"\#(clip.source)""#, #""in":\#(clip.inPoint)"#] + clip.members
        return #"{"d":\#(clip.length),"m":{\#(members.joined(separator: ","))}}"#
      }
      return #"{"tt":1,"m":{"volume":\#(number == 0 ? 1 : 0.5)},"#
        + #""sg":[\#(segments.joined(separator: ","))]}"#
    }
    return #"{"t":[\#(lines.joined(separator: ","))]}"#
  }
}
