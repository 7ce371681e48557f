internal import CFFmpeg

/// Makes interlaced pictures whole: one for each, at its time, by FFmpeg's `bwdif`.
///
/// The missing lines of a picture are found in its neighbours where nothing moves. Which these are
/// depends on nothing but the picture, so that it looks the same from wherever it is reached.
/// Pictures that are not said to be interlaced pass unchanged. Not for use by two tasks at once.
final class DeinterlacingReader: PictureReader {
  private let reader: VideoReader
  /// Decoded pictures that follow each other, in order, and the place on the stream's clock up to
  /// which none is missing among them.
  private var run: [VideoFrame] = []
  private var runEnd: Int64 = 0
  private var filter: KeptPictureFilter?
  /// The pictures that the filter got last, and that are still with it.
  private var sent: [UInt64] = []
  private let received: Frame
  private var made: VideoFrame?
  /// A picture was interlaced; until then each is read on its own.
  private var hasInterlaced = false

  /// Pictures kept, at most: one, its neighbours, and one to spare.
  private static let capacity = 4
  /// How far a run is carried on, picture by picture, before a jump is tried.
  private static let reach = MediaTime(seconds: 1)
  /// Pictures, at most, by which a run is carried on.
  private static let longestRun = 128

  init(_ reader: VideoReader) throws(FFmpegError) {
    self.reader = reader
    received = try Frame()
  }

  var work: ReadingWork { reader.work }
  var heldBytes: Int { reader.heldBytes }

  func frame(at time: MediaTime, step interval: MediaTime?) throws(FFmpegError) -> VideoFrame {
    if !hasInterlaced {
      let frame = try reader.frame(at: time, step: interval)
      guard frame.isInterlaced else { return frame }
      // From here on neighbours are needed too.
      hasInterlaced = true
    }
    let current = try decoded(at: reader.ticks(at: time))
    guard current.isInterlaced else { return current }
    if let made, made.ticks == current.ticks { return made }
    let step = step(after: current)
    let before = try decoded(at: Self.sum(current.ticks, -step))
    // Where the one before was not at hand, the stream has gone back for it, and goes on from there.
    let again = try decoded(at: current.ticks)
    let after = try decoded(at: Self.sum(again.ticks, step))
    do throws(FFmpegError) {
      let whole = try whole(current, between: before, and: after)
      made = whole
      return whole
    } catch {
      // A form that the filter doesn't take is shown as it is.
      return current
    }
  }

  /// The sum of ticks; files may say what they like, so it ends where the numbers do.
  private static func sum(_ ticks: Int64, _ more: Int64) -> Int64 {
    let (sum, overflow) = ticks.addingReportingOverflow(more)
    return overflow ? (more > 0 ? .max : .min) : sum
  }

  /// How long a picture lasts, in ticks.
  private func step(after frame: VideoFrame) -> Int64 {
    max(frame.duration.map { reader.ticks(lasting: $0) } ?? 1, 1)
  }

  /// The picture at a place on the stream's clock, as decoded.
  private func decoded(at place: Int64) throws(FFmpegError) -> VideoFrame {
    if let first = run.first, first.ticks <= place {
      try carryOn(to: place)
      if place <= runEnd, let found = run.last(where: { $0.ticks <= place }) { return found }
    }
    let frame = try reader.frame(atTicks: place)
    run = [frame]
    runEnd = max(place, frame.ticks)
    return frame
  }

  /// Reads on, picture by picture, until the run holds what is on screen at `place`, if that is near.
  private func carryOn(to place: Int64) throws(FFmpegError) {
    let end = Self.sum(runEnd, reader.ticks(lasting: Self.reach))
    guard place <= end else { return }
    var steps = 0
    while runEnd < place, steps < Self.longestRun, let last = run.last {
      let step = step(after: last)
      let following = Self.sum(last.ticks, step)
      // At the end of the file the last picture is held.
      let next = min(following > runEnd ? following : Self.sum(runEnd, step), place)
      let frame = try reader.frame(atTicks: next)
      if frame.ticks != last.ticks { run.append(frame) }
      if run.count > Self.capacity { run.removeFirst() }
      runEnd = next
      steps += 1
    }
  }

  private func whole(
    _ current: VideoFrame, between before: VideoFrame, and after: VideoFrame
  ) throws(FFmpegError) -> VideoFrame {
    let form = unsafe PictureFilter.Form(of: current.frame.native)
    let neighbours = [before, after].map { neighbour in
      // At a change of size a picture is its own neighbour.
      unsafe PictureFilter.Form(of: neighbour.frame.native) == form ? neighbour : current
    }
    let isFirst = neighbours[0].ticks == current.ticks
    if isFirst || filter?.form != form {
      filter = nil
      sent = []
      filter = try KeptPictureFilter("bwdif=mode=send_frame:deint=all", for: form)
    }
    guard let filter else { return current }
    // The filter knows that its first picture has none before it, and looks at that one alone.
    let needed = (isFirst ? [] : [neighbours[0]]) + [current, neighbours[1]]
    // Going forward the filter holds the first two already.
    let isNext = !isFirst && sent == needed.prefix(2).map(\.identity)
    var hasPicture = false
    for frame in isNext ? [neighbours[1]] : needed {
      try unsafe filter.filter.send(frame.frame.native)
      hasPicture = try filter.filter.receive(into: received)
    }
    sent = needed.suffix(2).map(\.identity)
    guard hasPicture else {
      throw FFmpegError(.nothingDecodes, operation: "av_buffersink_get_frame")
    }
    return try VideoFrame(moving: received, inPlaceOf: current)
  }
}

extension VideoFrame {
  /// Its two fields were taken at two instants.
  fileprivate var isInterlaced: Bool { unsafe frame.native.pointee.interlaced_frame != 0 }
}
