import Compositing
import DraftModel
import LibAV
import RenderPlanning

/// Renders chunks of a plan, one after another; each worker has its own decoders and encoders.
final class RenderWorker {
  private let plan: RenderPlan
  private let kept: any KeptMedia
  private let threads: Int
  private let readers: Int
  private let memory: LayerMemory
  private var compositor: Compositor?
  private var mixer: SoundMixer?
  private var encoder: SoundChunkEncoder?

  /// - Parameters:
  ///   - threads: Threads that decode each file.
  ///   - readers: How many files are decoded at once.
  ///   - memory: What is kept from picture to picture, at most.
  init(
    plan: RenderPlan, kept: any KeptMedia, threads: Int = 1, readers: Int = 1,
    memory: LayerMemory = LayerMemory()
  ) {
    self.memory = memory
    self.plan = plan
    self.kept = kept
    self.threads = threads
    self.readers = readers
  }

  /// The packets of a piece.
  func packets(of piece: Piece) throws -> [EncodedPacket] {
    switch piece {
    case .picture(let chunk): try packets(of: chunk)
    case .sound(let chunk): try packets(of: chunk)
    }
  }

  /// The packets of a picture chunk, timed from its first frame.
  func packets(of chunk: Chunk) throws -> [EncodedPacket] {
    let compositor =
      try self.compositor
      ?? Compositor(plan: plan, kept: kept, threads: threads, readers: readers, memory: memory)
    self.compositor = compositor
    let encoder = try VideoEncoder(settings: VideoEncoderSettings(plan.format))
    var packets: [EncodedPacket] = []
    var index: Int64 = 0
    try compositor.pictures(from: chunk.first, count: chunk.frameCount) { picture in
      try Task.checkCancellation()
      packets += try encoder.encode(picture, at: index)
      index += 1
    }
    return packets + (try encoder.finish())
  }

  /// The packets of a sound chunk, timed from its first packet.
  func packets(of chunk: SoundChunk) throws -> [EncodedPacket] {
    try Task.checkCancellation()
    let mixer = self.mixer ?? SoundMixer(plan: plan)
    self.mixer = mixer
    let encoder = try self.encoder ?? SoundChunkEncoder(plan.format.quality)
    self.encoder = encoder
    var samples = [Float](repeating: 0, count: chunk.feed.count * 2)
    mixer.mix(from: chunk.feed.lowerBound, into: &samples)
    silence(&samples, outside: plan.sound, from: chunk.feed.lowerBound)
    let packets = try encoder.encode(samples)
    let length = SoundChunk.packetLength
    let kept = packets.dropFirst(Int(SoundChunk.runIn)).prefix(Int(chunk.packetCount))
    return kept.enumerated().map { index, packet in
      EncodedPacket(
        bytes: packet.bytes, presentationTicks: Int64(index) * length,
        decodingTicks: Int64(index) * length, duration: length, isKey: true)
    }
  }

  /// What lies before the first sample of a render and after its last is silence.
  private func silence(_ samples: inout [Float], outside sound: SoundPlan, from start: Int64) {
    let count = Int64(samples.count / 2)
    let before = min(max(sound.firstSample - start, 0), count)
    let after = min(max(sound.endSample - start, 0), count)
    for index in 0..<Int(before * 2) { samples[index] = 0 }
    for index in Int(after * 2)..<samples.count { samples[index] = 0 }
  }
}

extension VideoEncoderSettings {
  /// Settings under which all chunks of one format join: one key frame each, one thread, no B-frames.
  init(_ format: OutputFormat) {
    let rate = format.rate.ratio
    self.init(
      width: format.width, height: format.height,
      rate: LibAV.Ratio(Int32(clamping: rate.numerator), Int32(clamping: rate.denominator)))
    quality = format.quality.constantRateFactor
    // One quantizer throughout shows no step where chunks join, and spares x264 a look ahead.
    rateControl = format.quality == .draft ? .quantizer : .rateFactor
    preset = format.quality.preset
    gopLength = 10_000
  }
}
