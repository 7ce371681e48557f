import JSONTree

/// The rate of a timeline, which the format does not state: each time has its own.
struct OTIORate {
  /// The rate that the draft is to have; `nil` where no item of the timeline counts in a rate that a draft can have.
  private(set) var chosen: FrameRate?
  private var notes: [ConversionNote] = []

  /// Takes the rate of the timeline's start, which is where programs put theirs, else that of most items on video tracks,
  /// else of most on others.
  init(of timeline: JSONNode, _ stack: JSONNode) {
    let start = OTIO.object(OTIO.globalStart, in: timeline)
    let declared = Self.rate(start?["rate"])
    var pictures = Counted()
    var sounds = Counted()
    Self.count(in: stack, isAudio: false, &pictures, &sounds, depth: 0)
    let counted = pictures.order.isEmpty ? sounds : pictures
    chosen = declared ?? counted.most
    let others = counted.order.filter { $0 != chosen }
    guard let chosen, !others.isEmpty else { return }
    let names = others.map { Self.number(of: $0).shown }.joined(separator: ", ")
    notes.append(
      ConversionNote(
        timeline.pointer.description,
        "some times count in other rates (\(names)); the draft has \(Self.number(of: chosen).shown)"
      ))
  }

  /// The notes, once.
  mutating func takeNotes() -> [ConversionNote] {
    defer { notes = [] }
    return notes
  }

  /// The rate that a number names, if it is one of pictures: seconds, thousandths and samples are counted in, too.
  static func rate(_ node: JSONNode?) -> FrameRate? {
    node?.number.flatMap { FrameRate(decimal: $0.text) }.flatMap { $0.ratio >= slowest ? $0 : nil }
  }

  /// Animation that shows each picture four times at 24 a second.
  private static let slowest = Ratio(6)

  /// The number that a draft has for a rate: the short form of the NTSC rates.
  static func number(of rate: FrameRate) -> JSONValue {
    if rate.ratio.denominator == 1 { return .number(JSONNumber(rate.ratio.numerator)) }
    let thousandths = rate.ratio.numerator.scaled(by: 1000, over: rate.ratio.denominator)
    let short = Ratio(thousandths, 1000)?.decimalText ?? ""
    let isEnough = FrameRate(decimal: short) == rate
    return JSONNumber(isEnough ? short : rate.ratio.decimalText).map { .number($0) } ?? .null
  }

  /// How many items count in each rate.
  private struct Counted {
    var counts: [FrameRate: Int] = [:]
    var order: [FrameRate] = []

    mutating func add(_ rate: FrameRate) {
      if counts[rate] == nil { order.append(rate) }
      counts[rate, default: 0] += 1
    }

    /// The rate of most items, of several the one that comes first.
    var most: FrameRate? {
      order.max { (counts[$0] ?? 0, order.firstIndex(of: $1) ?? 0)
          < (counts[$1] ?? 0, order.firstIndex(of: $0) ?? 0) }
    }
  }

  private static func count(
    in item: JSONNode, isAudio: Bool, _ pictures: inout Counted, _ sounds: inout Counted,
    depth: Int
  ) {
    guard depth < 32 else { return }
    let isAudio = item[OTIO.kind]?.stringValue.map { $0 == "Audio" } ?? isAudio
    let range =
      OTIO.object(OTIO.sourceRange, in: item)
      ?? OTIO.object("available_range", in: OTIO.mediaReference(of: item))
    if let rate = rate(OTIO.object("duration", in: range)?["rate"]) {
      if isAudio { sounds.add(rate) } else { pictures.add(rate) }
    }
    for child in item.list(OTIO.children) {
      count(in: child, isAudio: isAudio, &pictures, &sounds, depth: depth + 1)
    }
  }
}

extension JSONValue {
  /// A number as it is written.
  fileprivate var shown: String { String(decoding: serialized(), as: UTF8.self) }
}
