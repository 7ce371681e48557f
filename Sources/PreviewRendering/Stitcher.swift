import Compositing
import DraftModel
import LibAV
import RenderPlanning

/// Joins chunks to a file by copying their packets to new times; nothing is encoded again.
struct Stitcher {
  let plan: RenderPlan
  let store: ChunkStore
  let kept: any KeptMedia
  let stamps: MediaStamps

  /// Pieces that are read at once: while they are written, the next ones are read.
  private static let batch = 16

  /// Writes the file, with two batches of pieces in memory at a time.
  ///
  /// A chunk that the store has lost or that proves broken is made again on the way.
  func join(
    _ chunks: [Chunk], _ sounds: [SoundChunk], into path: String,
    metadata: [(key: String, value: String)]
  ) async throws {
    let encoder = try VideoEncoder(settings: VideoEncoderSettings(plan.format))
    var voice = AudioStreamParameters(
      of: try AudioEncoder(.quick(quality: plan.format.quality.soundQuality)))
    // The grid of packets follows the content: more than the encoder's own padding may be hidden.
    voice.initialPadding = Int(
      plan.sound.firstSample - (sounds.first?.first ?? plan.sound.firstSample))
    var muxer = try Muxer(
      path: path, video: chunks.isEmpty ? nil : VideoStreamParameters(of: encoder),
      audio: voice, metadata: metadata, room: room(sounds))
    let worker = RenderWorker(plan: plan, kept: kept)
    let pieces = interleaved(chunks, sounds)
    var read = Self.read(pieces.prefix(Self.batch), from: store)
    for start in stride(from: 0, to: pieces.count, by: Self.batch) {
      let rest = pieces[min(start + Self.batch, pieces.count)...]
      async let next = Self.read(rest.prefix(Self.batch), from: store)
      try write(pieces[start...], read, by: worker, to: &muxer)
      read = await next
    }
    try muxer.finish()
  }

  /// All pieces in the order of the file: sound goes ahead of the picture it belongs to, so that players read
  /// straight on.
  private func interleaved(_ chunks: [Chunk], _ sounds: [SoundChunk]) -> [Piece] {
    var pieces: [Piece] = []
    var waiting = sounds[...]
    for chunk in chunks {
      let end = plan.format.rate.sample(of: chunk.end)
      while let sound = waiting.first, sound.first < end {
        pieces.append(.sound(sound))
        waiting.removeFirst()
      }
      pieces.append(.picture(chunk))
    }
    return pieces + waiting.map { .sound($0) }
  }

  /// What the store holds of each piece.
  private static func read(
    _ pieces: ArraySlice<Piece>, from store: ChunkStore
  ) -> [[EncodedPacket]?] {
    pieces.map { store.packets(for: $0.key) }
  }

  private func remade(_ piece: Piece, by worker: RenderWorker) throws -> [EncodedPacket] {
    let packets = try worker.packets(of: piece)
    if stamps.areCurrent(for: piece) { try store.keep(packets, for: piece.key) }
    return packets
  }

  /// Writes one batch of pieces: those that the store held, and the others made again.
  private func write(
    _ pieces: ArraySlice<Piece>, _ read: [[EncodedPacket]?], by worker: RenderWorker,
    to muxer: inout Muxer
  ) throws {
    for (piece, packets) in zip(pieces, read) {
      try Task.checkCancellation()
      try write(piece, packets ?? remade(piece, by: worker), to: &muxer)
    }
  }

  private func write(
    _ piece: Piece, _ packets: [EncodedPacket], to muxer: inout Muxer
  ) throws {
    switch piece {
    case .picture(let chunk):
      for packet in packets {
        try muxer.write(packet, movedBy: chunk.first - plan.firstFrame, to: .video)
      }
    case .sound(let chunk):
      for packet in packets {
        // The last packet is cut to where the sound ends.
        let place = packet.presentationTicks + chunk.first - plan.sound.firstSample
        let rest = max(plan.sound.sampleCount - place, 1)
        try muxer.write(
          packet, movedBy: chunk.first - plan.sound.firstSample, lasting: rest, to: .audio)
      }
    }
  }

  /// Room for the index, where the packets are so small that it is known to be enough.
  private func room(_ sounds: [SoundChunk]) -> IndexRoom? {
    guard plan.format.quality == .draft else { return nil }
    let packets = sounds.reduce(0) { $0 + $1.packetCount }
    return IndexRoom(pictures: Int(plan.frameCount), sounds: Int(packets))
  }
}
