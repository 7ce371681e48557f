import DraftModel
import LibAV
import RenderPlanning

/// Scaled pictures a worker has made, so that a still or a held frame is scaled once.
///
/// Bounded by bytes; see ``WorkingSet`` for which of them are dropped.
final class PictureCache {
  /// What decides a scaled picture.
  struct Key: Hashable {
    var media: ContentHash
    /// The decoded picture's identity within its file.
    var frame: UInt64
    var width: Int
    var height: Int
    var crop: Timeline.Crop
    var shape: PictureShape
    var effects: PictureEffects
    /// It is made for what fills the canvas behind the picture.
    var isBackdrop = false
  }

  /// A scaled picture in one of the two forms that are painted.
  enum Value {
    case opaque(PictureBuffer)
    case sprite(Sprite)

    var byteCount: Int {
      switch self {
      case .opaque(let buffer): buffer.width * buffer.height * 3 / 2
      case .sprite(let sprite): sprite.byteCount
      }
    }
  }

  private struct Entry {
    let key: Key
    let isOpaque: Bool
    let place: Int
    let value: Value
  }

  private var entries: WorkingSet<Entry>
  /// How many pictures were made so far.
  private(set) var made = 0

  init(memory: LayerMemory) {
    entries = WorkingSet(bound: memory.pictures, idleBound: memory.idlePictures)
  }

  /// Begins the next picture, or the next batch of pictures.
  func beginRound() { entries.beginRound() }

  /// Whether a picture was dropped that is still needed, since the last call.
  func resetOverfull() -> Bool { entries.resetOverfull() }

  /// The picture for `key`, made by `make` if it is not at hand.
  ///
  /// - Parameter place: The number of the layer's segment (``LayerPlaces``).
  func value(
    for key: Key, isOpaque: Bool, place: Int, _ make: () throws(FFmpegError) -> Value
  ) throws(FFmpegError) -> Value {
    if let found = entries.value(where: { $0.isOpaque == isOpaque && $0.key == key }) {
      return found.value
    }
    let value = try make()
    made += 1
    // A moving picture never comes back: its last frame makes room for the next.
    entries.removeAll {
      $0.place == place && $0.key.media == key.media && $0.key.frame != key.frame
    }
    entries.insert(
      Entry(key: key, isOpaque: isOpaque, place: place, value: value), size: value.byteCount)
    return value
  }
}
