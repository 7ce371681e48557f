import Compositing
import DraftModel
import JSONTree
import LibAV
import RenderPlanning

/// What making pieces costs, estimated from how many pixels are decoded and encoded for them.
///
/// The unit is about a nanosecond on the machine it was measured on; only ratios matter.
package struct WorkEstimate {
  /// Decoding a pixel of a file: H.264 at 1080p and 8 Mb/s took 5 ms a picture.
  private static let decodedPixel = 2.4
  /// Composing and encoding a pixel of output: 640x360 took 1.3 ms a picture.
  private static let encodedPixel = 5.6
  /// Mixing and encoding a packet of sound: two seconds took 15 ms.
  private static let packet = 160_000.0

  private let plan: RenderPlan
  private let kept: any KeptMedia
  private var indexes: [ContentHash: PictureIndex?] = [:]
  private var reduced: [ContentHash: (width: Int, height: Int)?] = [:]

  init(plan: RenderPlan, kept: any KeptMedia) {
    self.plan = plan
    self.kept = kept
  }

  /// What pieces cost in their order.
  mutating func costs(of pieces: [Piece]) -> WorkQueue.Costs {
    var costs: [Int] = []
    var restarts: [Int] = []
    var alone: [Int] = []
    for piece in pieces {
      switch piece {
      case .sound(let chunk):
        costs.append(Int(Double(chunk.packetCount) * Self.packet))
        restarts.append(0)
        alone.append(costs[costs.count - 1])
      case .picture(let chunk):
        let output = Double(plan.format.width * plan.format.height) * Self.encodedPixel
        var each = output
        var threaded = 0.0
        var restart = 0.0
        for layer in chunk.stack.flatMap(\.layers) {
          guard case .video(let hash, let map) = layer.content else { continue }
          let (decoding, isThreaded) = decodingCost(of: hash)
          each += decoding
          // Reduced pictures have decoders of one thread, which are at work side by side.
          if isThreaded || chunk.stack.videoCount > 1 { threaded += decoding }
          let start = map.time(atFrame: chunk.first - layer.first, rate: plan.format.rate)
          restart += Double(picturesFromKeyframe(of: hash, at: start)) * decoding
        }
        costs.append(Int(each * Double(chunk.frameCount)))
        restarts.append(Int(restart))
        alone.append(Int((each - threaded) * Double(chunk.frameCount)))
      }
    }
    return WorkQueue.Costs(pieces: costs, restarts: restarts, alone: alone)
  }

  /// Whether going through pieces once, with all cores at one decoder, is done sooner than stretches side by side:
  /// few pieces behind one key frame.
  package static func sharesDecoders(_ costs: WorkQueue.Costs, of pieces: Range<Int>, jobs: Int)
    -> Bool
  {
    guard jobs > 1, !pieces.isEmpty else { return false }
    let apart =
      WorkQueue.stretches(costs, of: pieces, workers: jobs).map { costs.ofBeginning($0) }.max() ?? 0
    // Frame threads keep about four fifths of the cores busy; composing and encoding are one worker's.
    let together = max(
      Double(costs.ofBeginning(pieces)) / (Double(jobs) * 0.8),
      Double(costs.alone[pieces].reduce(0, +)))
    return together < Double(apart)
  }

  /// The memory that the decoders of a stack hold, in bytes.
  ///
  /// Measured for H.264 of 1080 lines: nine pictures with one thread, and four more for each thread of several.
  mutating func decoderBytes(of stack: [StackElement], threads: Int) -> Int {
    let held = 9 + (threads > 1 ? 4 * threads : 0)
    var seen: Set<JSONPointer> = []
    return stack.flatMap(\.layers).reduce(0) { sum, layer in
      guard case .video(let hash, _) = layer.content, seen.insert(layer.segment).inserted,
        let item = plan.media[hash], let facts = item.picture
      else { return sum }
      if let size = reducedSize(of: item) { return sum + size.width * size.height * 3 / 2 * 9 }
      return sum + facts.width * facts.height * 3 / 2 * held
    }
  }

  /// Of a picture, and whether a decoder's threads share it; a reduced one is decoded where it is needed.
  private mutating func decodingCost(of hash: ContentHash) -> (cost: Double, isThreaded: Bool) {
    guard let item = plan.media[hash], let facts = item.picture else { return (0, false) }
    if let size = reducedSize(of: item) {
      return (Double(size.width * size.height) * Self.decodedPixel, false)
    }
    return (Double(facts.width * facts.height) * Self.decodedPixel, true)
  }

  private mutating func picturesFromKeyframe(of hash: ContentHash, at time: DraftModel.Ratio) -> Int
  {
    guard let item = plan.media[hash], reducedSize(of: item) == nil else { return 0 }
    let index: PictureIndex?
    if let known = indexes[hash] { index = known } else { index = kept.pictureIndex(of: item) }
    indexes[hash] = .some(index)
    return MediaTime(numerator: time.numerator, denominator: time.denominator)
      .flatMap { index?.picturesFromKeyframe(at: $0) } ?? 0
  }

  private mutating func reducedSize(of item: MediaItem) -> (width: Int, height: Int)? {
    guard plan.format.quality == .draft else { return nil }
    if let known = reduced[item.hash] { return known }
    let size = kept.reducedSize(of: item)
    reduced[item.hash] = .some(size)
    return size
  }
}
