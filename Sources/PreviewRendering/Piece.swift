import RenderPlanning

/// One piece of work: a chunk that the store does not hold.
enum Piece: Sendable {
  case picture(Chunk)
  case sound(SoundChunk)

  var key: ChunkKey {
    switch self {
    case .picture(let chunk): chunk.key
    case .sound(let chunk): chunk.key
    }
  }
}
