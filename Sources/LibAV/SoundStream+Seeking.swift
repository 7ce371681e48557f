internal import CFFmpeg

extension SoundStream {
  /// Seconds by which a jump steps back when it landed too late, before it reads from the start.
  private static let backSteps: [Int64] = [0, 1, 4, 16, 64]

  /// How long before the first sample that counts decoding begins.
  ///
  /// AAC, MP3 and Vorbis settle within a few packets; Opus predicts loudness from packet to packet
  /// and needs longer (RFC 7845, 4.6 asks for at least 80 ms).
  private var settlingTime: MediaTime {
    MediaTime(milliseconds: facts.codec == "opus" ? 1000 : 500)
  }

  /// Puts the stream where decoding must begin for samples from `time` after the origin on.
  mutating func reposition(before time: MediaTime) throws(FFmpegError) {
    hasPacket = false
    countedTicks = nil
    firstTicks = .min
    let wanted = (time - settlingTime + position.origin).ticks(of: position.tick)
    guard wanted > startTicks else { return try startOver() }
    firstTicks = wanted
    if ContainerPolicy.guessesTimeAfterSeek(demuxer.containerName) {
      if try jumpByIndex(to: wanted) { return }
    } else if try jump(to: wanted) {
      return
    }
    // Slow, but always right: what comes before is read and not decoded.
    try startOver()
  }

  private var startTicks: Int64 {
    guard let start = unsafe demuxer.stream(index)?.pointee.start_time,
      start != roughcut_AV_NOPTS_VALUE
    else {
      return 0
    }
    return start
  }

  mutating func startOver() throws(FFmpegError) {
    guard !isFresh else { return }
    demuxer = try Demuxer(path: path, limits: limits, analysis: .withoutPictures)
    demuxer.keepOnly(index)
    isFresh = true
  }

  /// Goes to a packet at or before `ticks`; `false` when the container's jumps can't be made to
  /// land there.
  private mutating func jump(to ticks: Int64) throws(FFmpegError) -> Bool {
    for seconds in Self.backSteps {
      let step = MediaTime(seconds: seconds).ticks(of: position.tick)
      let (place, overflow) = ticks.subtractingReportingOverflow(step)
      if overflow || place < startTicks { return false }
      isFresh = false
      guard demuxer.seek(index, to: place), try readTimedPacket() else { continue }
      if unsafe packet.native.pointee.pts <= ticks {
        hasPacket = true
        return true
      }
    }
    return false
  }

  /// Reads on to the first packet that has a time; Ogg gives one only at the end of a page.
  private mutating func readTimedPacket() throws(FFmpegError) -> Bool {
    for _ in 0..<limits.packetsWithoutOutput {
      guard demuxer.read(packet, of: index) else { return false }
      if unsafe packet.native.pointee.pts != roughcut_AV_NOPTS_VALUE { return true }
    }
    return false
  }

  /// Goes to an indexed packet at or before `ticks`, and counts times from there.
  private mutating func jumpByIndex(to ticks: Int64) throws(FFmpegError) -> Bool {
    if packetIndex == nil { packetIndex = try SoundPacketIndex(path: path, limits: limits) }
    guard let entry = packetIndex?.entry(atOrBefore: ticks) else { return false }
    isFresh = false
    guard demuxer.seek(toByte: entry.bytePosition), demuxer.read(packet, of: index),
      unsafe packet.native.pointee.pos == entry.bytePosition
    else { return false }
    // FFmpeg takes it for the first of the file, and would have its priming skipped.
    unsafe av_packet_free_side_data(packet.native)
    countedTicks = entry.ticks
    hasPacket = true
    return true
  }

  /// How many of the first frames' times have to contradict their lengths before times are passed over.
  private static let contradictions = 8

  /// Decodes the first frames: finds a place on the grid of the codec's frames, and whether the stream's times can be
  /// believed.
  ///
  /// The place is the end of the first frame, which alone may be cut at its start. FFmpeg gives DTS in AVI a time of
  /// 5 s for its second frame of 10 ms, and mu-law in FLV that is not at 8 kHz one of 23 ms after a frame of 256.
  /// If each of the first frames begins more than 10 ms before the end of the one before, or more than a second after
  /// it, samples are counted from the start of the stream instead. Shorter gaps are meant: Opus leaves out silence.
  mutating func survey() throws(FFmpegError) {
    isSurveyed = true
    let opened = try Demuxer(path: path, limits: limits, analysis: .withoutPictures)
    opened.keepOnly(index)
    guard let stream = unsafe opened.stream(index) else { return }
    let decoder = try unsafe StreamDecoder(stream: stream, threads: 1)
    var (expected, contradicted): (Int64?, Int) = (nil, 0)
    for _ in 0..<limits.packetsWithoutOutput {
      switch try decoder.receive(into: decoded) {
      case .frame:
        let native = unsafe decoded.native.pointee
        let rate = unsafe Int(native.sample_rate)
        guard unsafe native.best_effort_timestamp != roughcut_AV_NOPTS_VALUE, rate > 0 else {
          return
        }
        let time =
          unsafe MediaTime(ticks: native.best_effort_timestamp, of: position.tick) - position.origin
        let first = SoundPosition.rounded(time, rate: rate)
        let end = unsafe first.addingReportingOverflow(Int64(native.nb_samples)).partialValue
        guard let wanted = expected else {
          position.gridOrigin = end
          expected = end
          continue
        }
        let gap = first - wanted
        guard gap < -Int64(rate / 100) || gap > Int64(rate) else { return }
        contradicted += 1
        if contradicted == Self.contradictions {
          countsSamples = true
          access = .fromStart
          return
        }
        expected = end
      case .needsInput:
        guard opened.read(packet, of: index) else { return }
        _ = try decoder.send(packet)
      case .corrupt: continue
      case .ended: return
      }
    }
  }
}
