import DraftModel
import LibAV
import RenderPlanning

/// Scaled pictures a worker has made, so that a still or a held frame is scaled once.
///
/// Bounded by bytes; the one used longest ago goes first.
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

  private static let capacity = 32 << 20
  private var entries: [(key: Key, isOpaque: Bool, value: Value)] = []
  private var bytes = 0

  /// The picture for `key`, made by `make` where it is not at hand.
  func value(
    for key: Key, isOpaque: Bool, _ make: () throws(FFmpegError) -> Value
  ) throws(FFmpegError) -> Value {
    if let index = entries.lastIndex(where: { $0.isOpaque == isOpaque && $0.key == key }) {
      return entries[index].value
    }
    let value = try make()
    // A moving picture never comes back: its last frame makes room for the next.
    entries.removeAll { entry in
      guard entry.key.media == key.media, entry.key.frame != key.frame else { return false }
      bytes -= entry.value.byteCount
      return true
    }
    entries.append((key, isOpaque, value))
    bytes += value.byteCount
    while bytes > Self.capacity, entries.count > 1 {
      bytes -= entries.removeFirst().value.byteCount
    }
    return value
  }
}
