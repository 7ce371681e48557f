import Compositing
import DraftModel
import LibAV
import RenderPlanning

/// Joins chunks to a file by copying their packets to new times; nothing is encoded again.
struct Stitcher {
  let plan: RenderPlan
  let store: ChunkStore
  let kept: any KeptMedia

  /// Writes the file, with one chunk of each kind in memory at a time.
  ///
  /// A chunk that the store has lost or that proves broken is made again on the way.
  func join(
    _ chunks: [Chunk], _ sounds: [SoundChunk], into path: String,
    metadata: [(key: String, value: String)]
  ) throws {
    let encoder = try VideoEncoder(settings: VideoEncoderSettings(plan.format))
    let voice = try AudioEncoder(bitRate: plan.format.quality.soundBitRate)
    var muxer = try Muxer(
      path: path, video: chunks.isEmpty ? nil : VideoStreamParameters(of: encoder),
      audio: AudioStreamParameters(of: voice), metadata: metadata)
    let worker = RenderWorker(plan: plan, kept: kept)
    var waiting = sounds[...]
    for chunk in chunks {
      try Task.checkCancellation()
      // Sound goes ahead of the picture it belongs to, so that players read straight on.
      let end = plan.format.rate.sample(of: chunk.end)
      while let sound = waiting.first, sound.first < end {
        try write(sound, by: worker, to: &muxer)
        waiting.removeFirst()
      }
      let packets = try packets(for: chunk.key) { try worker.packets(of: chunk) }
      for packet in packets {
        try muxer.write(packet.moved(by: chunk.first - plan.firstFrame), to: .video)
      }
    }
    for sound in waiting { try write(sound, by: worker, to: &muxer) }
    try muxer.finish()
  }

  private func write(
    _ chunk: SoundChunk, by worker: RenderWorker, to muxer: inout Muxer
  ) throws {
    for packet in try packets(for: chunk.key, { try worker.packets(of: chunk) }) {
      var placed = packet.moved(by: chunk.first - plan.sound.firstSample)
      // The last packet is cut to where the sound ends.
      let rest = plan.sound.sampleCount - placed.presentationTicks
      placed.duration = min(placed.duration, max(rest, 1))
      try muxer.write(placed, to: .audio)
    }
  }

  private func packets(
    for key: ChunkKey, _ make: () throws -> [EncodedPacket]
  ) throws -> [EncodedPacket] {
    if let found = store.packets(for: key) { return found }
    let made = try make()
    try store.keep(made, for: key)
    return made
  }
}
