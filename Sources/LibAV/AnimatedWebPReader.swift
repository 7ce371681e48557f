/// Gives the picture of an animated WebP file that is on screen at any time.
///
/// Calls that go forward cost what lies between them; one that goes back starts over. How often the
/// file says it loops is not heeded: a segment says whether it loops. Not for use by two tasks at
/// once.
final class AnimatedWebPReader: PictureReader {
  private let animation: AnimatedWebP
  private let decoded: Frame
  private var shown: (index: Int, frame: VideoFrame)?
  /// The first picture that doesn't decode, once found: what comes before it is held.
  private var firstBroken: Int

  init(path: String, limits: ReadLimits) throws(FFmpegError) {
    animation = try AnimatedWebP(path: path, limits: limits)
    decoded = try Frame()
    firstBroken = animation.facts.times.count - 1
  }

  private(set) var work = ReadingWork()
  /// The file, the picture so far, and what is given of it.
  var heldBytes: Int { animation.heldBytes }

  func frame(at time: MediaTime, step: MediaTime?) throws(FFmpegError) -> VideoFrame {
    let wanted = min(index(at: time), firstBroken - 1)
    if let shown, shown.index == wanted { return shown.frame }
    var next = 0
    if let shown, shown.index < wanted {
      next = shown.index + 1
    } else {
      animation.rewind()
      work.repositions += 1
      shown = nil
    }
    while next <= wanted,
      try onFile(
        animation.path,
        { () throws(FFmpegError) in
          try animation.next(into: decoded)
        })
    {
      let start = animation.facts.times[next]
      work.decoded += 1
      // Only the picture asked for is wrapped; those before it are in it already.
      if next == wanted {
        let frame = try VideoFrame(
          moving: decoded, ticks: start, durationTicks: animation.facts.times[next + 1] - start,
          tick: AnimatedWebP.tick, origin: .zero)
        shown = (next, frame)
        return frame
      }
      next += 1
    }
    guard next > 0 else {
      throw FFmpegError(
        .nothingDecodes, operation: "WebPAnimDecoderGetNext", file: animation.path)
    }
    firstBroken = next
    return try self.frame(at: time, step: step)
  }

  /// The last picture that begins at or before a time; before the first, the first.
  private func index(at time: MediaTime) -> Int {
    let ticks = time.ticks(of: AnimatedWebP.tick)
    return max((animation.facts.times.dropLast().lastIndex { $0 <= ticks } ?? 0), 0)
  }
}
