import LibAV
import RenderPlanning

/// Open readers of one worker, and which picture each gave last.
///
/// A reader is reused for the source it has open. One that has not been asked for a while is closed: a decoder
/// holds many pictures, and memory must not grow with the number of clips.
final class FramePool {
  /// What a picture is asked for with.
  struct Request {
    let item: MediaItem
    /// After the file's origin.
    let time: MediaTime
    /// The time to the next picture of the same layer.
    let step: MediaTime
    /// Whether a reduced picture will do.
    let takesReduced: Bool
  }

  private struct Open {
    let hash: ContentHash
    let reader: any PictureReader
    var position: MediaTime
    var lastUse: Int
  }

  /// Readers kept open at most: the layers of a stack, a transition's other half, and one to spare.
  private static let capacity = 4
  /// Requests after which a reader that got none of them is closed.
  private static let patience = 48
  /// How far ahead of a reader a time may lie for it to be the one that reads on.
  private static let reach = MediaTime(seconds: 20)

  private let options: VideoReadOptions
  private let kept: any KeptMedia
  private let reduced: RunPool
  private var indexes: [ContentHash: PictureIndex?] = [:]
  private var open: [Open] = []
  private var clock = 0

  init(options: VideoReadOptions, kept: any KeptMedia) {
    self.options = options
    self.kept = kept
    reduced = RunPool(kept: kept)
  }

  /// The picture of a file on screen at a time.
  func frame(_ request: Request) throws(FFmpegError) -> VideoFrame {
    clock += 1
    open.removeAll { clock - $0.lastUse > Self.patience }
    if request.takesReduced, let frame = reduced.frame(of: request.item, at: request.time) {
      return frame
    }
    let index = try index(for: request)
    open[index].lastUse = clock
    open[index].position = request.time
    return try open[index].reader.frame(at: request.time, step: request.step)
  }

  /// The reader nearest behind the time, else a new one, else whichever has the file open.
  private func index(for request: Request) throws(FFmpegError) -> Int {
    let (item, time) = (request.item, request.time)
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
    var options = options
    options.index = pictureIndex(of: item)
    options.noteFault = { [kept] in kept.note($0, of: item) }
    open.append(
      Open(
        hash: item.hash, reader: try PictureFile.open(item.path, options: options),
        position: time, lastUse: clock))
    return open.count - 1
  }

  private func pictureIndex(of item: MediaItem) -> PictureIndex? {
    if let known = indexes[item.hash] { return known }
    let found = kept.pictureIndex(of: item)
    indexes[item.hash] = .some(found)
    return found
  }
}
