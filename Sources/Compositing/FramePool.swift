import LibAV
import RenderPlanning

/// Open readers of one worker, and which picture each gave last.
///
/// A reader is reused for the source it has open; when too many are open, the one used longest ago is closed,
/// so that memory does not grow with the number of clips.
final class FramePool {
  private struct Open {
    let hash: ContentHash
    let reader: any PictureReader
    var position: MediaTime
    var lastUse: Int
  }

  /// Readers kept open at most: the layers of a stack, a transition's other half, and one to spare.
  private static let capacity = 4
  /// How far ahead of a reader a time may lie for it to be the one that reads on.
  private static let reach = MediaTime(seconds: 20)

  private let options: VideoReadOptions
  private var open: [Open] = []
  private var clock = 0

  init(options: VideoReadOptions) { self.options = options }

  /// The picture of a file on screen at `time`.
  func frame(of item: MediaItem, at time: MediaTime) throws(FFmpegError) -> VideoFrame {
    clock += 1
    let index = try index(for: item, at: time)
    open[index].lastUse = clock
    open[index].position = time
    return try open[index].reader.frame(at: time)
  }

  /// The reader nearest behind `time`, else a new one, else whichever has the file open.
  private func index(for item: MediaItem, at time: MediaTime) throws(FFmpegError) -> Int {
    let mine = open.indices.filter { open[$0].hash == item.hash }
    let behind = mine.filter {
      open[$0].position <= time && time - open[$0].position <= Self.reach
    }
    if let nearest = behind.max(by: { open[$0].position < open[$1].position }) { return nearest }
    // Two places of one file shown at once keep a reader each; a third takes the idler of them.
    if mine.count >= 2, let idle = mine.min(by: { open[$0].lastUse < open[$1].lastUse }) {
      return idle
    }
    if open.count >= Self.capacity,
      let idle = open.indices.min(by: { open[$0].lastUse < open[$1].lastUse })
    {
      open.remove(at: idle)
    }
    open.append(
      Open(
        hash: item.hash, reader: try PictureFile.open(item.path, options: options),
        position: time, lastUse: clock))
    return open.count - 1
  }
}
