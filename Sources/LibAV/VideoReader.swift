internal import CFFmpeg

/// Gives the picture of a video file that is on screen at any time.
///
/// Calls that go forward in time cost what lies between them; a call that goes back, or beyond the
/// next key frame, jumps. Not for use by two tasks at once: each worker opens its own.
public final class VideoReader {
  /// The file.
  public let path: String
  /// What is known of the stream.
  public let facts: VideoFacts
  /// When the last picture ends, after the file's origin; `nil` until reading has come to the end.
  public private(set) var endOfLastFrame: MediaTime?

  private let options: VideoReadOptions
  private var pictures: PictureStream
  /// The picture shown last, and the one after it once decoded.
  private var shown: VideoFrame?
  private var ahead: VideoFrame?
  /// The first and the last picture's place, once known.
  private var firstTicks: Int64?
  private var lastTicks: Int64?
  private var corruptPacketsBefore = 0
  private var decodedBefore = 0
  /// How often reading began or went on elsewhere, instead of decoding on.
  package private(set) var repositions = 0

  /// How often a picture was looked for in vain that the index has.
  private var searches = 0
  private static let searchLimit = 3

  /// Seconds by which a jump steps back when it landed too late, before it starts over.
  private static let backSteps: [Int64] = [1, 4, 16, 64]
  /// Seconds ahead beyond which a jump is tried where nothing is known of key frames.
  private static let blindJump: Int64 = 4

  /// Opens the main video stream of a local file.
  ///
  /// - Throws: ``FFmpegError`` naming the file, when it is refused or has no video that this FFmpeg
  ///   knows.
  public init(path: String, options: VideoReadOptions = VideoReadOptions()) throws(FFmpegError) {
    pictures = try PictureStream(path: path, options: options)
    self.path = path
    self.options = options
    facts = unsafe VideoFacts(stream: pictures.stream, origin: pictures.origin)
  }

  /// Packets that could not be decoded, so far; what they held is missing from the pictures.
  public var corruptPackets: Int { corruptPacketsBefore + pictures.corruptPackets }

  /// The work done so far.
  public var work: ReadingWork {
    var work = ReadingWork()
    work.decoded = decodedBefore + pictures.decodedPictures
    work.repositions = repositions
    return work
  }

  /// The memory it holds, in bytes, estimated.
  public var heldBytes: Int { pictures.decoder.heldBytes }

  /// The instant of the file's clock that is time zero of what is read from it.
  public var origin: MediaTime { pictures.origin }

  /// The time from one picture to the next at the stream's average rate, where it has one.
  public var frameDuration: MediaTime? {
    facts.averageRate.isPositive ? MediaTime(ticks: 1, of: facts.averageRate.inverse) : nil
  }

  /// The picture on screen at `time` after the file's origin: the last one that begins at or before
  /// it, to the tick where the stream's clock rounds.
  ///
  /// Before the first picture that is the first, after the last it is the last.
  ///
  /// - Parameters:
  ///   - step: The time to the next call's `time`, and from there to the next, where that is known:
  ///     pictures between them need not be decoded. Whoever calls otherwise gets the right picture
  ///     all the same, later.
  /// - Throws: ``FFmpegError`` when nothing in the stream decodes.
  public func frame(at time: MediaTime, step: MediaTime?) throws(FFmpegError) -> VideoFrame {
    var wanted: WantedPictures?
    if let index = options.index, let step, !index.pictures.isEmpty {
      let second = 1 / pictures.tick.value
      wanted = WantedPictures(
        index: index, start: (time + pictures.origin).seconds * second,
        step: step.seconds * second)
    }
    return try frame(atTicks: ticks(at: time), wanted: wanted)
  }

  /// The place on the stream's own clock of a time after the file's origin.
  func ticks(at time: MediaTime) -> Int64 { pictures.ticks(at: time) }

  /// The ticks that last as long as a time.
  func ticks(lasting time: MediaTime) -> Int64 { time.ticks(of: pictures.tick) }

  /// The picture on screen at a place on the stream's own clock.
  ///
  /// - Parameter wanted: Which others will be asked for; nothing for all of them.
  func frame(
    atTicks place: Int64, wanted: WantedPictures? = nil
  ) throws(FFmpegError) -> VideoFrame {
    do throws(FFmpegError) {
      var target = place
      if let lastTicks { target = min(target, lastTicks) }
      if let firstTicks { target = max(target, firstTicks) }
      guard let index = options.index, let position = index.position(at: target) else {
        if !canGoOn(to: target) { try reposition(before: target) }
        return try advanced(to: target)
      }
      // The index knows which picture it will be.
      target = index.pictures[position]
      if let shown, shown.ticks == target { return shown }
      pictures.want(wanted)
      if !canGoOn(to: target) { try reposition(before: target) }
      let found = try advanced(to: target)
      if found.ticks == target || !pictures.hasPassedOver || searches >= Self.searchLimit {
        return found
      }
      // It was passed over for an earlier call that had other times in mind.
      pictures.want(nil)
      try reposition(before: target)
      let again = try advanced(to: target)
      // A picture that the index has and the decoder does not give is broken; not many are looked
      // for.
      if again.ticks != target { searches += 1 }
      return again
    } catch {
      throw error.on(path)
    }
  }

  /// The picture after the one given last, the first one at first; `nil` at the end.
  ///
  /// - Throws: ``FFmpegError`` when nothing in the stream decodes.
  public func nextFrame() throws(FFmpegError) -> VideoFrame? {
    do throws(FFmpegError) {
      guard shown != nil else {
        try startOver()
        return shown
      }
      if ahead == nil { ahead = try pictures.next() }
      guard let following = ahead else { return nil }
      (shown, ahead) = (following, nil)
      return following
    } catch {
      throw error.on(path)
    }
  }

  /// Decoding on from here reaches `target`, and no key frame on the way would save work.
  private func canGoOn(to target: Int64) -> Bool {
    guard let shown, shown.ticks <= target else { return false }
    if let ahead, ahead.ticks > target { return true }
    if let key = keyframe(before: target) { return key <= pictures.newestDecodingTicks }
    return isNear(target, to: shown.ticks)
  }

  /// Reading from the start of the file reaches `target` as soon as a jump would.
  private func canStartFresh(to target: Int64) -> Bool {
    guard pictures.isFresh else { return false }
    if let key = keyframe(before: target) { return key <= pictures.startTicks }
    return isNear(target, to: pictures.startTicks)
  }

  private func isNear(_ target: Int64, to place: Int64) -> Bool {
    let (distance, overflow) = target.subtractingReportingOverflow(place)
    return !overflow && distance <= MediaTime(seconds: Self.blindJump).ticks(of: pictures.tick)
  }

  private func keyframe(before target: Int64) -> Int64? {
    if let key = options.index?.keyframe(atOrBefore: target) { return key.decodingTicks }
    return pictures.keyframeDecodingTicks(before: target)
  }

  /// Puts the stream where the next picture is at or before `target`, or is the first of all.
  private func reposition(before target: Int64) throws(FFmpegError) {
    let reachable = pictures.endTicks.map { min(target, $0) } ?? target
    (shown, ahead) = (nil, nil)
    repositions += 1
    if canStartFresh(to: target) { return try startOver() }
    if let key = options.index?.keyframe(atOrBefore: reachable), pictures.jump(to: key),
      let landed = try pictures.next(), landed.ticks <= target
    {
      shown = landed
      return
    }
    let seconds = Self.backSteps.map { MediaTime(seconds: $0).ticks(of: pictures.tick) }
    for step in [0, pictures.decodingLead] + seconds {
      let (place, overflow) = reachable.subtractingReportingOverflow(step)
      if overflow || firstTicks.map({ place < $0 && step > 0 }) ?? false { break }
      guard pictures.jump(to: place) else { continue }
      if let landed = try pictures.next(), landed.ticks <= target {
        shown = landed
        return
      }
    }
    try startOver()
  }

  /// Opens the file again, which every container can do, and reads its first picture.
  private func startOver() throws(FFmpegError) {
    if !pictures.isFresh {
      corruptPacketsBefore += pictures.corruptPackets
      decodedBefore += pictures.decodedPictures
      let wanted = pictures.wanted
      pictures = try PictureStream(path: path, options: options)
      pictures.want(wanted)
    }
    guard let first = try pictures.next() else {
      throw FFmpegError(
        .nothingDecodes, operation: "avcodec_receive_frame", logLine: FFmpegLog.lastLine)
    }
    firstTicks = first.ticks
    shown = first
  }

  /// Decodes on until the picture after the shown one begins later than `target`.
  private func advanced(to target: Int64) throws(FFmpegError) -> VideoFrame {
    while let current = shown, current.ticks < target {
      if ahead == nil { ahead = try pictures.next() }
      guard let following = ahead else {
        lastTicks = current.ticks
        endOfLastFrame = current.duration.map { current.presentationTime + $0 }
        return current
      }
      if following.ticks > target { return current }
      shown = following
      ahead = nil
    }
    guard let shown else { throw FFmpegError(.nothingDecodes, operation: "avcodec_receive_frame") }
    return shown
  }
}
