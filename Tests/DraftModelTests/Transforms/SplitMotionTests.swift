import DraftModel
import JSONTree
import TestSupport
import Testing

/// A split is a cut that nobody sees: both parts together move, fade and sound as the whole did.
@Suite("The motion of a split segment")
struct SplitMotionTests {
  static let properties: [any KeyPath<Timeline.Keyframe, Double?> & Sendable] = [
    \.x, \.y, \.scale, \.rotation, \.opacity, \.volume,
  ]

  /// A value by the format's own words (section 2, *Meanings*).
  static func value(
    of property: KeyPath<Timeline.Keyframe, Double?>, in keyframes: [Timeline.Keyframe], at time: Double
  ) -> Double? {
    let points = keyframes.compactMap { keyframe in
      keyframe[keyPath: property].map { (Double(keyframe.at.rawValue), $0, keyframe.ease) }
    }
    guard let earlier = points.last(where: { $0.0 <= time }) else { return points.first?.1 }
    guard let later = points.first(where: { $0.0 > time }) else { return earlier.1 }
    let u = (time - earlier.0) / (later.0 - earlier.0)
    let share =
      switch earlier.2 {
      case .linear: u
      case .easeIn: u * u
      case .easeOut: 1 - (1 - u) * (1 - u)
      case .easeInOut: u < 0.5 ? 2 * u * u : 1 - 2 * (1 - u) * (1 - u)
      case .hold: 0.0
      }
    return earlier.1 + (later.1 - earlier.1) * share
  }

  static func fade(_ segment: Timeline.Segment, at time: Double) -> Double {
    let length = Double(segment.span.length.rawValue)
    let fadeIn = Double(segment.picture.fadeIn.rawValue)
    let fadeOut = Double(segment.picture.fadeOut.rawValue)
    return (fadeIn > 0 ? min(1, time / fadeIn) : 1) * (fadeOut > 0 ? min(1, (length - time) / fadeOut) : 1)
  }

  private static func split(
    _ metadata: String, _ length: Int, at time: Int, type: Int = 0
  ) throws -> (whole: Timeline.Segment, parts: [Timeline.Segment], changes: [String]) {
    let draft = try Draft.track(type, #"{"id":"x","s":0,"d":\#(length),"m":{\#(metadata)}}"#)
    let result = try SplitSegment(.id("x"), at: .time(Milliseconds(Int64(time)))).applied(to: draft)
    let whole = try #require(draft.resolved().timeline.tracks.first?.segments.first)
    let parts = try #require(result.draft.resolved().timeline.tracks.first).segments
    #expect(parts.map(\.span.length.rawValue) == [Int64(time), Int64(length - time)])
    return (whole, parts, result.changes)
  }

  /// Random keyframes, several properties on some, several at one time.
  private static func keyframes(_ length: Int, using generator: inout SeededGenerator) -> String {
    let count = Int.random(in: 1...5, using: &generator)
    let times = (0..<count).map { _ in Int.random(in: 0...length / 10, using: &generator) * 10 }.sorted()
    let names = ["x", "y", "scale", "rotation", "opacity", "volume"]
    let elements = times.map { time in
      let chosen = names.filter { _ in Int.random(in: 0..<3, using: &generator) == 0 } + ["x"]
      let values = Set(chosen).sorted().map { #""\#($0)":\#(Int.random(in: 0...1, using: &generator))"# }
      let eases = Timeline.Ease.allCases
      let ease = eases[Int.random(in: eases.indices, using: &generator)]
      return #"{"at":\#(time),\#(values.joined(separator: ",")),"ease":"\#(ease.rawValue)"}"#
    }
    return #""keyframes":[\#(elements.joined(separator: ","))]"#
  }

  @Test("Keyframes go on across the cut: exactly, or as near as the report says")
  func keyframes() throws {
    var generator = SeededGenerator()
    var (exact, reported) = (0, 0)
    for _ in 0..<400 {
      let length = 10 * Int.random(in: 20...400, using: &generator)
      let time = Int.random(in: 1..<length, using: &generator)
      let metadata = #""src":"a.mp4",\#(Self.keyframes(length, using: &generator))"#
      let (whole, parts, changes) = try Self.split(metadata, length, at: time)
      let isReported = changes.contains { $0.contains("straight pieces") }
      if isReported { reported += 1 } else { exact += 1 }
      for property in Self.properties {
        // The changes are 1 at most, and values have four decimals.
        let allowed = isReported ? 0.02 : 0.0016
        for at in stride(from: 0, to: length, by: max(1, length / 97)) {
          let part = at < time ? parts[0] : parts[1]
          let mine = Self.value(
            of: property, in: part.keyframes, at: Double(at < time ? at : at - time))
          let theirs = Self.value(of: property, in: whole.keyframes, at: Double(at))
          guard let mine, let theirs else {
            #expect(mine == nil && theirs == nil, "\(metadata) at \(time): \(at) \(generator)")
            continue
          }
          #expect(abs(mine - theirs) <= allowed, "\(metadata) at \(time): \(at) \(generator)")
        }
      }
    }
    #expect(exact > 50 && reported > 50)
  }

  @Test(
    "An ease goes on exactly where a part of it is an ease",
    arguments: [
      ("linear", 1000), ("hold", 1700), ("out", 1000), ("out", 3999), ("in_out", 2000),
    ])
  func exact(ease: String, time: Int) throws {
    let metadata = #""src":"a.png","keyframes":[{"at":0,"x":0,"ease":"\#(ease)"},{"at":4000,"x":1}]"#
    let (whole, parts, changes) = try Self.split(metadata, 4000, at: time)
    let isWhole = ease != "out"
    for at in 0..<4000 where isWhole || at >= time {
      let part = at < time ? parts[0] : parts[1]
      let mine = try #require(
        Self.value(of: \.x, in: part.keyframes, at: Double(at < time ? at : at - time)))
      let theirs = try #require(Self.value(of: \.x, in: whole.keyframes, at: Double(at)))
      #expect(abs(mine - theirs) < 0.0002, "\(ease) at \(at)")
    }
    if isWhole { #expect(!changes.contains { $0.contains("straight pieces") }) }
  }

  @Test("Fades go on across the cut, in picture and in sound, also both at once")
  func fades() throws {
    var generator = SeededGenerator()
    for _ in 0..<200 {
      let length = Int.random(in: 100...5000, using: &generator)
      let time = Int.random(in: 1..<length, using: &generator)
      let fades = [0, 1].map { _ in Int.random(in: 0...length, using: &generator) }
      let metadata =
        #""src":"a.mp4","opacity":0.75,"volume":0.5,"fade_in":\#(fades[0]),"fade_out":\#(fades[1])"#
      let (whole, parts, _) = try Self.split(metadata, length, at: time)
      for at in stride(from: 0, to: length, by: max(1, length / 53)) {
        let part = at < time ? parts[0] : parts[1]
        let local = Double(at < time ? at : at - time)
        let factor = Self.fade(part, at: local)
        let opacity = Self.value(of: \.opacity, in: part.keyframes, at: local) ?? part.picture.opacity
        let volume = Self.value(of: \.volume, in: part.keyframes, at: local) ?? part.sound.volume
        let wanted = Self.fade(whole, at: Double(at))
        #expect(abs(opacity * factor - 0.75 * wanted) < 0.0003, "\(metadata) \(time) \(at) \(generator)")
        #expect(abs(volume * factor - 0.5 * wanted) < 0.0003, "\(metadata) \(time) \(at) \(generator)")
      }
    }
  }

  @Test("A title's animation goes on across the cut, or is reported", arguments: [100, 1500, 3900])
  func animations(time: Int) throws {
    for name in ["fade", "slide_up"] {
      let (_, parts, changes) = try Self.split(
        #""text":"Words","animation":"\#(name)""#, 4000, at: time, type: 7)
      for at in stride(from: 0, to: 4000, by: 25) {
        let part = at < time ? parts[0] : parts[1]
        let local = Double(at < time ? at : at - time)
        let opacity =
          (Self.value(of: \.opacity, in: part.keyframes, at: local) ?? 1) * Self.fade(part, at: local)
        let coming = min(1, Double(at) / 400)
        #expect(abs(opacity - min(coming, Double(4000 - at) / 400)) < 0.0005, "\(name) \(time) \(at)")
        let y = Self.value(of: \.y, in: part.keyframes, at: local) ?? part.picture.y
        let rise = name == "fade" ? 0 : 0.06 * (1 - coming) * (1 - coming)
        let isReported = changes.contains { $0.contains("straight pieces") }
        #expect(abs(y - 0.5 - rise) < (isReported ? 0.001 : 0.0005), "\(name) \(time) \(at)")
      }
    }
    let (_, parts, changes) = try Self.split(
      #""text":"Words","animation":"typewriter""#, 4000, at: time, type: 7)
    guard case .text(let second) = parts[1].content else { return }
    #expect((second.animation == .none) != changes.contains { $0.contains("typewriter") })
  }

  @Test("A transition that the cut squeezes is reported, and a loop that starts over")
  func reported() throws {
    let draft = try Draft.track(
      0,
      #"""
      {"id":"a","d":2000,"m":{"src":"a.mp4"}},
      {"id":"x","d":4000,"m":{"src":"b.mp4","loop":true,"transition":{"type":"zoom","d":1000}}},
      {"id":"c","d":2000,"m":{"src":"c.mp4","transition":{"type":"zoom","d":800}}}
      """#)
    let near = try SplitSegment(.id("x"), at: .time(Milliseconds(2300))).applied(to: draft)
    #expect(near.changes.contains { $0.contains("its transition (1s)") }, "\(near.changes)")
    #expect(near.changes.contains { $0.contains("loops") })
    let late = try SplitSegment(.id("x"), at: .time(Milliseconds(5700))).applied(to: draft)
    #expect(late.changes.contains { $0.contains("the next segment's transition (0.8s)") })
    let middle = try SplitSegment(.id("x"), at: .time(Milliseconds(4000))).applied(to: draft)
    #expect(!middle.changes.contains { $0.contains("transition") })
  }
}
