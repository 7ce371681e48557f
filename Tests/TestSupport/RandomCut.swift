/// A cut by chance for laws about renders: clips one after another, titles above and a bed below, all times on
/// a grid of 100 ms, which are whole frames at 30 a second.
public struct RandomCut: Hashable, Sendable {
  /// One clip: its file, its in-point and its length in milliseconds, and its further members as JSON.
  public struct Clip: Hashable, Sendable {
    /// The file.
    public var source: String
    /// The in-point in milliseconds.
    public var inPoint: Int
    /// The length in milliseconds.
    public var length: Int
    /// Further members, such as `"opacity":0.5`.
    public var members: [String]

    /// Makes a clip.
    public init(source: String, inPoint: Int = 0, length: Int, members: [String] = []) {
      self.source = source
      self.inPoint = inPoint
      self.length = length
      self.members = members
    }
  }

  /// One title, its times in milliseconds.
  public struct Title: Hashable, Sendable {
    /// Where it starts.
    public var start: Int
    /// How long it is shown.
    public var length: Int
    /// What it says.
    public var text: String
  }

  /// The clips in order.
  public var clips: [Clip]
  /// The titles.
  public var titles: [Title]
  /// The bed's file and its gain in percent; nothing for none.
  public var bed: String?
  /// The bed's gain in percent.
  public var bedVolume: Int
  private let sources: [String]

  private static let looks = [
    [], [], [], [#""opacity":0.5"#], [#""fade_in":300,"fade_out":200"#],
    [#""x":0.4"#, #""y":0.6"#],
    [#""keyframes":[{"at":0,"scale":1},{"at":700,"scale":2,"ease":"in"}]"#], [#""volume":0.3"#],
    [#""rotation":20"#], [#""keyframes":[{"at":0,"opacity":1},{"at":500,"opacity":0.3}]"#],
    [#""transition":{"type":"crossfade","d":400}"#], [#""transition":{"type":"wipe_up","d":600}"#],
    [#""flip":"h""#], [#""scale":0.4"#], [#""pan":-0.5"#], [#""fit":"cover""#, #""opacity":0.9"#],
    [#""crop":{"l":0.2,"b":0.3}"#, ##""background":"#204060""##],
    [#""scale":0.5"#, #""background":"blur""#],
    [#""ken_burns":{"from":{"scale":1},"to":{"x":0.6,"scale":1.4}}"#], [#""speed":1.5"#],
    [#""speed":0.5"#, #""fade_in":200"#], [#""effects":[{"type":"saturation","amount":0.4}]"#],
    [#""effects":[{"type":"blur","amount":2},{"type":"vignette","amount":0.5}]"#],
    [#""transition":{"type":"zoom","d":500}"#], [#""transition":{"type":"dip_white","d":300}"#],
  ]

  /// Up to `clips` clips out of `sources`, of up to `longest` milliseconds each.
  public init(
    sources: [String], bed: String? = nil, clips: Int = 6, longest: Int = 6000,
    using generator: inout SeededGenerator
  ) {
    self.sources = sources
    self.bed = bed
    bedVolume = Int.random(in: 10...100, using: &generator)
    self.clips = (0..<Int.random(in: 1...clips, using: &generator)).map { _ in
      Self.clip(sources: sources, longest: longest, using: &generator)
    }
    titles = (0..<Int.random(in: 0...2, using: &generator)).map { number in
      Title(
        start: longest * number + 100 * Int.random(in: 0...10, using: &generator),
        length: 100 * Int.random(in: 2...20, using: &generator), text: "title \(number)")
    }
  }

  private static func clip(
    sources: [String], longest: Int, using generator: inout SeededGenerator
  ) -> Clip {
    Clip(
      source: sources.randomElement(using: &generator) ?? "",
      inPoint: 100 * Int.random(in: 0...30, using: &generator),
      length: 100 * Int.random(in: 2...max(longest / 100, 2), using: &generator),
      members: looks.randomElement(using: &generator) ?? [])
  }

  /// The draft as text, all of it later by `head` where that is put first.
  public func text(head: Clip? = nil) -> String {
    let shift = head?.length ?? 0
    let shown = [head].compactMap { $0 } + clips
    let segments = shown.map { clip in
      let members = [#""src":"\#(clip.source)""#, #""in":\#(clip.inPoint)"#] + clip.members
      return #"{"d":\#(clip.length),"m":{\#(members.joined(separator: ","))}}"#
    }
    let words = titles.map {
      #"{"s":\#($0.start + shift),"d":\#($0.length),"m":{"text":"\#($0.text)"}}"#
    }
    let length = shown.map(\.length).reduce(0, +)
    let beds = bed.map {
      #",{"tt":1,"sg":[{"d":\#(length),"m":{"src":"\#($0)","volume":\#(bedVolume)e-2}}]}"#
    }
    return #"{"t":[{"tt":0,"sg":[\#(segments.joined(separator: ","))]},"#
      + #"{"tt":7,"sg":[\#(words.joined(separator: ","))]}\#(beds ?? "")]}"#
  }

  /// The cut after one edit by chance, of the kinds that people make.
  public func edited(using generator: inout SeededGenerator) -> RandomCut {
    var cut = self
    let place = Int.random(in: clips.indices, using: &generator)
    let new = Self.clip(sources: sources, longest: 2000, using: &generator)
    switch Int.random(in: 0..<9, using: &generator) {
    case 0: cut.clips.insert(new, at: place)
    case 1 where clips.count > 1: cut.clips.remove(at: place)
    case 2: cut.clips[place].members = new.members
    case 3: cut.clips[place].source = new.source
    case 4 where clips[place].length > 200:
      cut.clips[place].inPoint += 100
      cut.clips[place].length -= 100
    case 5 where clips[place].length > 200:
      let half = clips[place].length / 200 * 100
      cut.clips[place].length = half
      let rest = Clip(
        source: clips[place].source, inPoint: clips[place].inPoint + half,
        length: clips[place].length - half)
      cut.clips.insert(rest, at: place + 1)
    case 6: cut.bedVolume = Int.random(in: 10...100, using: &generator)
    case 7: cut.titles.append(Title(start: 300, length: 900, text: "another"))
    default: cut.clips.swapAt(0, place)
    }
    return cut
  }
}
