import LibAV
import RenderPlanning

/// Readers of reduced pictures, a few at a time.
final class RunPool {
  private struct Open {
    let hash: ContentHash
    let reader: PictureRunReader
    var position: MediaTime
    var lastUse: Int
  }

  /// Readers kept at most: each holds two seconds of small pictures, not decoded.
  private static let capacity = 6

  private let kept: any KeptMedia
  private var open: [Open] = []
  private var clock = 0

  init(kept: any KeptMedia) { self.kept = kept }

  /// The reduced picture on screen at a time; nothing where it is not kept or proves unreadable.
  func frame(of item: MediaItem, at time: MediaTime) -> VideoFrame? {
    clock += 1
    guard let index = index(for: item, at: time) else { return nil }
    (open[index].position, open[index].lastUse) = (time, clock)
    return try? open[index].reader.frame(at: time)
  }

  /// The reader nearest behind the time; where all are past it, another one of the same run.
  private func index(for item: MediaItem, at time: MediaTime) -> Int? {
    let covering = open.indices.filter {
      open[$0].hash == item.hash && open[$0].reader.run.covers(time)
    }
    let behind = covering.filter { open[$0].position <= time }
    if let nearest = behind.max(by: { open[$0].position < open[$1].position }) { return nearest }
    // Two places of one run shown at once keep a reader each; a third takes the idler of them.
    if covering.count >= 2 { return covering.min { open[$0].lastUse < open[$1].lastUse } }
    let known = covering.first.map { open[$0].reader.run }
    guard let run = known ?? kept.reducedRun(of: item, at: time),
      let reader = try? PictureRunReader(run)
    else { return nil }
    if open.count >= Self.capacity,
      let idle = open.indices.min(by: { open[$0].lastUse < open[$1].lastUse })
    {
      open.remove(at: idle)
    }
    open.append(Open(hash: item.hash, reader: reader, position: time, lastUse: clock))
    return open.count - 1
  }
}
