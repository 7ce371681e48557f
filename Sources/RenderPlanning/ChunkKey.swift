import Crypto
import DraftModel

/// The name of a piece of output by everything that decides its bytes.
///
/// SHA-256 over the renderer's version, the output's settings and, for every layer, the content of its
/// source, its source time at the piece's first frame and its evaluated look at every frame. The place on
/// the timeline is not in it, so that a piece that only moved is found again; and because the look is
/// evaluated, the still part of a fading clip is the same piece as the clip without its fades.
public struct ChunkKey: Hashable, Sendable, CustomStringConvertible {
  /// 64 hexadecimal digits.
  public let hex: String

  /// The digits.
  public var description: String { hex }

  /// The version of everything that turns a plan into pixels and samples; raised whenever output changes.
  static let rendererVersion = "roughcut-render-7"

  /// Takes a key as an entry's name spells it; nothing where that is not 64 hexadecimal digits.
  package init?(hex: String) {
    guard let name = ContentHash(hex: hex), name.hex == hex else { return nil }
    self.hex = hex
  }

  init(_ writer: KeyWriter) {
    hex = Hexadecimal.text(SHA256.hash(data: writer.bytes))
  }

  init(of stack: [StackElement], from first: FrameIndex, to end: FrameIndex, in plan: RenderPlan) {
    var writer = KeyWriter()
    writer.write("picture")
    writer.write(Self.rendererVersion)
    writer.write(plan.format)
    writer.write(plan.canvas.width)
    writer.write(plan.canvas.height)
    writer.write(plan.background.description)
    writer.write(Int(end - first))
    for element in stack {
      switch element {
      case .layer(let layer):
        writer.write("layer")
        writer.write(layer, from: first, to: end, in: plan)
      case .transition(let change):
        writer.write("transition")
        writer.write(change.kind.rawValue)
        // The change runs on its own clock: where it begins and how long it lasts.
        writer.write(Int(first - change.first))
        writer.write(Int(change.end - change.first))
        writer.write(change.from, from: first, to: end, in: plan)
        writer.write(change.to, from: first, to: end, in: plan)
        guard let earlier = change.earlierChange(at: first) else { continue }
        writer.write("after")
        writer.write(earlier.kind.rawValue)
        writer.write(Int(first - earlier.first))
        writer.write(Int(earlier.end - earlier.first))
        writer.write(earlier.from, from: first, to: end, in: plan)
      }
    }
    self.init(writer)
  }
}

/// Collects the bytes a key is made of, each value tagged and sized so that no two sequences run together.
struct KeyWriter {
  private(set) var bytes: [UInt8] = []

  mutating func write(_ text: String) {
    let utf8 = Array(text.utf8)
    append(tag: 1, UInt64(utf8.count))
    bytes += utf8
  }

  mutating func write(_ number: Int) { append(tag: 2, UInt64(bitPattern: Int64(number))) }

  mutating func write(_ number: Double) {
    // Minus zero paints what zero paints.
    append(tag: 3, (number == 0 ? 0 : number).bitPattern)
  }

  mutating func write(_ ratio: Ratio) {
    append(tag: 4, UInt64(bitPattern: ratio.numerator))
    append(tag: 4, UInt64(bitPattern: ratio.denominator))
  }

  private mutating func append(tag: UInt8, _ value: UInt64) {
    bytes.append(tag)
    withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
  }
}

extension KeyWriter {
  mutating func write(_ format: OutputFormat) {
    write(format.width)
    write(format.height)
    write(format.rate.ratio)
    write(format.quality.rawValue)
  }

  /// Everything that decides how a layer looks between two frames.
  mutating func write(
    _ layer: Layer, from first: FrameIndex, to end: FrameIndex, in plan: RenderPlan
  ) {
    let rate = plan.format.rate
    switch layer.content {
    case .video(let hash, let map):
      write("video")
      write(hash.hex)
      write(map.time(atFrame: first - layer.first, rate: rate))
      write(map.speed)
      write(map, at: first - layer.first, to: end - layer.first, rate: rate)
    case .still(let hash):
      write("still")
      write(hash.hex)
    case .text(let use):
      write("text")
      write(use)
    case .slate(let slate):
      write("slate")
      write(slate.label)
      write(slate.reason)
    }
    // The same text is another picture in other fonts.
    for request in layer.content.texts {
      write(plan.fonts[request]?.identity.hex ?? "not looked up")
    }
    write(layer.placement)
    for effect in layer.effects {
      write(effect.kind.rawValue)
      write(effect.amount)
    }
    // What moves elsewhere is drawn otherwise here too.
    if layer.moves {
      write("moves")
      write(layer.largestScale)
    }
    writeStates(of: layer, from: first, to: end, rate: rate)
  }

  /// Where a source turns, and its end if that is reached.
  private mutating func write(
    _ map: SourceMap, at first: Int64, to end: Int64, rate: FrameRate
  ) {
    write(map.loop?.start ?? .zero)
    write(map.loop?.end ?? .zero)
    if let loop = map.loop, loop.isOver(at: map.unturnedTime(atFrame: end, rate: rate)) {
      write("over")
      write(Int(loop.turn(at: map.unturnedTime(atFrame: first, rate: rate))))
      write(Int(loop.lastTurn ?? 0))
    }
  }

  /// The look at every frame, each run of equal looks once with its length.
  private mutating func writeStates(
    of layer: Layer, from first: FrameIndex, to end: FrameIndex, rate: FrameRate
  ) {
    var run: (state: LayerState, length: Int)?
    var frame = first
    while frame < end {
      let state = layer.state(at: frame, rate: rate)
      if let current = run, current.state == state {
        run?.length += 1
      } else {
        if let run { write(run.state, run.length) }
        run = (state, 1)
      }
      // A steady layer looks at its end as it does now.
      if layer.isSteady {
        run?.length = Int(end - first)
        break
      }
      frame = frame + 1
    }
    if let run { write(run.state, run.length) }
  }

  private mutating func write(_ state: LayerState, _ length: Int) {
    write(length)
    write(state.opacity)
    write(state.x)
    write(state.y)
    write(state.scale)
    write(state.rotation)
    write(state.visibleCharacters ?? -1)
  }

  /// What of a placement is not in the evaluated look.
  private mutating func write(_ placement: Timeline.Placement) {
    write(placement.fit.rawValue)
    write(placement.crop.left)
    write(placement.crop.top)
    write(placement.crop.right)
    write(placement.crop.bottom)
    write(placement.flip?.rawValue ?? "")
    switch placement.backdrop {
    case .none: write("")
    case .blur: write("blur")
    case .color(let color): write(color.description)
    }
  }

  private mutating func write(_ use: Timeline.TextUse) {
    write(use.text)
    write(use.maxWidth)
    write(use.style.font ?? "")
    write(use.style.size)
    write(use.style.color.description)
    write(use.style.weight)
    write(use.style.isItalic ? 1 : 0)
    write(use.style.alignment.rawValue)
    write(use.style.lineHeight ?? -1)
    write(use.style.background?.description ?? "")
    write(use.style.stroke?.color.description ?? "")
    write(use.style.stroke?.width ?? -1)
    write(use.style.shadow?.color.description ?? "")
    write(use.style.shadow?.dx ?? 0)
    write(use.style.shadow?.dy ?? 0)
    write(use.style.shadow?.blur ?? -1)
  }
}
