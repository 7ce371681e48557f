import DraftModel
import JSONTree

/// Makes documents that look like drafts and are wrong in every way a draft can be.
struct HostileDraft {
  private var random: SplitMix64

  init(seed: UInt64) { random = SplitMix64(seed: seed) }

  private static let names: [String] =
    Array(Set(DraftKey.all.flatMap { $0.spellings.map(\.name) })).sorted() + ["", "a/b~c", "é"]
  private static let numbers = [
    "0", "-0", "1", "-1", "0.5", "1e3", "1e999", "-1e999", "1e-9223372036854775808", "0e5",
    "9223372036854775807", "-9223372036854775808", "8640000000", "8640000001", "1.0000000000000001",
    "29.97", "7", "1000", "2500", "16", "255",
  ]
  private static let words = [
    "", "crossfade", "blur", "#fff", "#12345678", "cover", "hv", "in_out", "a.mp4", "fade", "\n",
    "typewriter", "bold", "contrast", "vignette", "left", "x\u{0}y", "你好", "slide_up",
  ]
  /// The members that hold arrays where they are right.
  private static let arrays: Set<String> = ["t", "sg", "keyframes", "effects"]
  /// The members that hold objects where they are right.
  private static let objects: Set<String> = [
    "m", "style", "stroke", "shadow", "crop", "ken_burns", "from", "to", "transition",
  ]

  /// The next document, in one of the three envelopes.
  mutating func text() -> String {
    let draft = JSONValue.object([
      JSONMember("t", .array((0..<count(4)).map { _ in track() })),
      JSONMember("m", value(named: "m", depth: 3)), JSONMember("d", value(named: "d", depth: 1)),
    ])
    let state: JSONValue = [
      "draft": draft, "video_infos": value(named: "t", depth: 2),
      "canvas_config": value(named: "m", depth: 1),
    ]
    let whole: JSONValue
    switch count(3) {
    case 0: whole = draft
    case 1: whole = state
    default: whole = ["code": 0, "data": ["state": state]]
    }
    return String(decoding: whole.serialized(indent: count(2) == 0 ? nil : 2), as: UTF8.self)
  }

  private mutating func track() -> JSONValue {
    guard count(8) > 0 else { return value(named: "x", depth: 2) }
    return .object([
      JSONMember("tt", count(5) == 0 ? number() : .number(JSONNumber([0, 0, 1, 7, 9][count(5)]))),
      JSONMember("sg", .array((0..<count(6)).map { _ in value(named: "m", depth: 4) })),
      JSONMember("m", value(named: "m", depth: 1)),
    ])
  }

  private mutating func value(named name: String, depth: Int) -> JSONValue {
    let isRight = count(6) > 0
    if isRight, depth > 0, Self.objects.contains(name) { return object(depth: depth) }
    if isRight, depth > 0, Self.arrays.contains(name) {
      return .array((0..<count(4)).map { _ in object(depth: depth) })
    }
    switch count(depth > 0 ? 7 : 5) {
    case 0, 1: return number()
    case 2: return .string(Self.words[count(Self.words.count)])
    case 3: return .boolean(count(2) == 0)
    case 4: return .null
    case 5: return .array((0..<count(3)).map { _ in value(named: "", depth: depth - 1) })
    default: return object(depth: depth)
    }
  }

  private mutating func object(depth: Int) -> JSONValue {
    var used: Set<String> = []
    var members: [JSONMember] = []
    for _ in 0..<count(9) {
      let name = Self.names[count(Self.names.count)]
      guard used.insert(name).inserted else { continue }
      members.append(JSONMember(name, value(named: name, depth: depth - 1)))
    }
    return .object(members)
  }

  private mutating func number() -> JSONValue {
    JSONNumber(Self.numbers[count(Self.numbers.count)]).map { .number($0) } ?? .null
  }

  private mutating func count(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &random) }
}
