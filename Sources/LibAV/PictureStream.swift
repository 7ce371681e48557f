internal import CFFmpeg

/// The pictures of one video stream in the order of their presentation, from wherever it was last
/// put.
@safe
struct PictureStream: ~Copyable {
  private let demuxer: Demuxer
  let decoder: StreamDecoder
  private let packet: Packet
  private let decoded: Frame
  let stream: UnsafeMutablePointer<AVStream>
  let index: Int
  let origin: MediaTime
  let tick: Ratio
  /// Ticks from one frame to the next at the stream's rate, or 1.
  let usualDuration: Int64
  private let limits: ReadLimits
  private var watch: FaultWatch?

  /// The time after which packets have not been handed to the decoder yet, on the decoding clock.
  private(set) var newestDecodingTicks = Int64.min
  /// How long before it is shown a picture is decoded, at most, as far as seen.
  private(set) var decodingLead: Int64
  /// Packets the decoder could make nothing of.
  private(set) var corruptPackets = 0
  /// Pictures the decoder gave.
  private(set) var decodedPictures = 0
  /// The place of the picture given last.
  private var lastTicks: Int64?
  /// No whole picture has come yet.
  ///
  /// Those before the first key frame after a jump lean on others that were not decoded.
  private var isSettling = true
  private var hasJumped = false
  private var hasSentEnd = false
  /// Which pictures are asked for, where that is known; the decoder may pass over others.
  private(set) var wanted: WantedPictures?
  /// Pictures may have been passed over since the stream was last put somewhere.
  private(set) var hasPassedOver = false
  /// Nothing has been read since the file was opened.
  private(set) var isFresh = true
  /// The stream gave a picture without any time; jumps can't be placed then.
  private(set) var lacksTimestamps: Bool
  /// The file is one picture: others behind it are a smaller form, another exposure or a map of brightness.
  private let isStill: Bool

  init(path: String, options: VideoReadOptions) throws(FFmpegError) {
    let lag = options.index.flatMap { $0.pictures.isEmpty ? nil : $0.reorderDepth }
    let demuxer = try Demuxer(
      path: path, limits: options.limits, analysis: lag == nil ? .complete : .withoutPictures)
    guard let index = demuxer.bestStream(AVMEDIA_TYPE_VIDEO),
      let stream = unsafe demuxer.stream(index)
    else {
      throw FFmpegError(.streamMissing(.video), operation: "av_find_best_stream", file: path)
    }
    demuxer.keepOnly(index)
    if let lag, let parameters = unsafe stream.pointee.codecpar {
      // What decoding the first pictures would have told: how far pictures come out of order.
      unsafe parameters.pointee.video_delay = max(parameters.pointee.video_delay, CInt(lag))
    }
    let decoder = try onFile(path) { () throws(FFmpegError) in
      try unsafe StreamDecoder(stream: stream, options: options)
    }
    let packet = try Packet()
    let decoded = try Frame()
    let tick = unsafe Ratio(stream.pointee.time_base)
    let rate = unsafe Ratio(stream.pointee.avg_frame_rate)
    usualDuration =
      rate.isPositive ? max(1, MediaTime(ticks: 1, of: rate.inverse).ticks(of: tick)) : 1
    let (lead, overflows) = unsafe Int64(stream.pointee.codecpar.pointee.video_delay)
      .multipliedReportingOverflow(by: usualDuration)
    decodingLead = overflows ? usualDuration : lead
    lacksTimestamps = ContainerPolicy.guessesTimeAfterSeek(demuxer.containerName)
    isStill = ContainerPolicy.isStillImage(demuxer.containerName)
    let demuxerOrigin = demuxer.origin
    origin = demuxerOrigin
    limits = options.limits
    if let note = options.noteFault {
      watch = unsafe FaultWatch(
        stream, tick: tick, origin: demuxerOrigin, usualDuration: usualDuration, note: note)
    }
    self.tick = tick
    self.index = index
    unsafe self.stream = unsafe stream
    self.decoder = decoder
    self.packet = packet
    self.decoded = decoded
    self.demuxer = demuxer
  }

  /// The next picture, or `nil` at the end of the stream.
  mutating func next() throws(FFmpegError) -> VideoFrame? {
    var fruitless = 0
    while fruitless < limits.packetsWithoutOutput {
      switch try decoder.receive(into: decoded) {
      case .frame:
        decodedPictures += 1
        if let frame = try accepted() { return frame }
        fruitless += 1
      case .needsInput:
        try feed()
        fruitless += 1
      case .corrupt:
        corruptPackets += 1
        noteMissing()
        fruitless += 1
      case .ended:
        return nil
      }
    }
    return nil
  }

  /// Notes that a packet gave no picture; those before the first key frame after a jump are not shown anyway.
  private mutating func noteMissing() {
    let place = lastTicks ?? startTicks
    if !isSettling { watch?.missing(from: place) }
  }

  /// Hands the decoder one packet, or the end.
  private mutating func feed() throws(FFmpegError) {
    guard !hasSentEnd else { return }
    let isBehindStill = isStill && !isFresh
    isFresh = false
    guard !isBehindStill, demuxer.read(packet, of: index) else {
      decoder.sendEnd()
      hasSentEnd = true
      return
    }
    passOverWhatNobodyWants()
    let ticks = unsafe packet.native.pointee.dts
    if ticks != roughcut_AV_NOPTS_VALUE {
      newestDecodingTicks = max(newestDecodingTicks, ticks)
      let shown = unsafe packet.native.pointee.pts
      let (ahead, overflow) = shown.subtractingReportingOverflow(ticks)
      if shown != roughcut_AV_NOPTS_VALUE, !overflow { decodingLead = max(decodingLead, ahead) }
    }
    if try !decoder.send(packet) {
      corruptPackets += 1
      noteMissing()
    }
    packet.clear()
  }

  /// Has the decoder drop the packet's picture if none is made from it and nobody asks for it.
  private mutating func passOverWhatNobodyWants() {
    guard let wanted else { return }
    let shown = unsafe packet.native.pointee.pts
    let isWanted = shown == roughcut_AV_NOPTS_VALUE || wanted.contains(shown)
    decoder.passesOverNonReference = !isWanted
    if !isWanted { hasPassedOver = true }
  }

  /// Says which pictures will be asked for from here on; nothing for all of them.
  mutating func want(_ pictures: WantedPictures?) {
    wanted = pictures
    if pictures == nil { decoder.passesOverNonReference = false }
  }

  /// The decoded picture with its time, unless it must not be shown.
  private mutating func accepted() throws(FFmpegError) -> VideoFrame? {
    let native = unsafe decoded.native.pointee
    if isSettling {
      let isWhole = unsafe native.flags & AV_FRAME_FLAG_CORRUPT == 0
      let isKey = unsafe native.key_frame != 0
      guard isWhole, isKey || !hasJumped else { return nil }
      isSettling = false
      if !hasJumped, corruptPackets > 0,
        unsafe native.best_effort_timestamp != roughcut_AV_NOPTS_VALUE,
        // Recordings of a broadcast begin anywhere.
        !ContainerPolicy.isReadFromAnyByte(demuxer.containerName)
      {
        unsafe watch?.begins(at: native.best_effort_timestamp, insteadOf: startTicks)
      }
    }
    var ticks = unsafe native.best_effort_timestamp
    if ticks == roughcut_AV_NOPTS_VALUE {
      // What a decoder holds at the end may have lost its times; before that, the stream has none.
      if !hasSentEnd { lacksTimestamps = true }
      ticks = lastTicks.map { $0.addingReportingOverflow(usualDuration).partialValue } ?? startTicks
    }
    // Of two pictures for one instant the first is shown; one that goes back in time is none.
    if let lastTicks, ticks <= lastTicks { return nil }
    unsafe watch?.shows(native, at: ticks)
    lastTicks = ticks
    if let profile = unsafe ColorProfile(of: decoded.native) {
      unsafe profile.describe(decoded.native)
      if !profile.isDrawn { watch?.leavesProfile() }
    }
    return unsafe try VideoFrame(
      moving: decoded, ticks: ticks,
      durationTicks: native.pkt_duration > 0 ? native.pkt_duration : usualDuration,
      tick: tick, origin: origin,
      sampleAspect: Ratio(av_guess_sample_aspect_ratio(nil, stream, decoded.native)))
  }

  /// The last tick at which a picture on screen at `time` after the file's origin can begin.
  func ticks(at time: MediaTime) -> Int64 { (time + origin).lastTick(of: tick) }

  /// Where the stream begins as the container has it.
  var startTicks: Int64 {
    unsafe stream.pointee.start_time == roughcut_AV_NOPTS_VALUE ? 0 : stream.pointee.start_time
  }

  /// Goes to a key frame that the container places at or before `ticks`; `false` when it can't.
  ///
  /// Where this really lands only the next picture tells.
  mutating func jump(to ticks: Int64) -> Bool {
    guard !lacksTimestamps, !isStill, demuxer.seek(index, to: ticks) else { return false }
    forget()
    return true
  }

  /// Goes to a key frame whose place is known; `false` when the container can't.
  mutating func jump(to entry: PictureIndex.Keyframe) -> Bool {
    guard ContainerPolicy.isReadFromAnyByte(demuxer.containerName), let place = entry.bytePosition
    else { return jump(to: entry.presentationTicks) }
    guard !lacksTimestamps, demuxer.seek(toByte: place) else { return false }
    forget()
    return true
  }

  /// Leaves behind what was read before a jump.
  private mutating func forget() {
    decoder.flush()
    isFresh = false
    newestDecodingTicks = .min
    lastTicks = nil
    watch?.jumps()
    hasSentEnd = false
    isSettling = true
    hasJumped = true
    hasPassedOver = false
  }

  /// The key frame that a jump to `ticks` would decode from, on the decoding clock, where the
  /// container knows.
  ///
  /// Indexes of MP4 and AVI hold decoding times: one at `ticks` may be of a key frame that is shown
  /// later, and so is looked for earlier by as much as decoding leads.
  func keyframeDecodingTicks(before ticks: Int64) -> Int64? {
    let (place, overflow) = ticks.subtractingReportingOverflow(decodingLead)
    let entry = unsafe avformat_index_get_entry_from_timestamp(stream, place, AVSEEK_FLAG_BACKWARD)
    guard !overflow, let entry = unsafe entry else { return nil }
    return unsafe entry.pointee.timestamp
  }

  /// The end of the stream as the container has it.
  var endTicks: Int64? {
    guard unsafe stream.pointee.duration != roughcut_AV_NOPTS_VALUE,
      unsafe stream.pointee.duration > 0
    else {
      return nil
    }
    let (end, overflow) = unsafe startTicks.addingReportingOverflow(stream.pointee.duration)
    return overflow ? nil : end
  }
}

extension StreamDecoder {
  /// Opens the decoder of a video stream.
  fileprivate init(
    stream: UnsafeMutablePointer<AVStream>, options: VideoReadOptions
  ) throws(FFmpegError) {
    unsafe try self.init(
      stream: stream, preferring: Self.alphaDecoder(of: stream),
      threads: Self.threads(options.threads, for: stream),
      maximumPixels: options.limits.pixels
    ) { context in
      // Without it, what the H.264 decoder still holds at the end is lost after a jump to an open
      // group's key frame; what it rightly holds back, `PictureStream` passes over.
      unsafe context.pointee.flags |= AV_CODEC_FLAG_OUTPUT_CORRUPT
      unsafe context.pointee.skip_loop_filter =
        switch options.loopFilter {
        case .everywhere: AVDISCARD_DEFAULT
        case .exceptNonReference: AVDISCARD_NONREF
        case .nowhere: AVDISCARD_ALL
        }
    }
  }

  /// Threads of a decoder that may keep `wanted` cores busy.
  ///
  /// Each picture of H.264 waits for lines of the one before it, most of all where only those are decoded that
  /// others need: twice the threads made the way to a place far behind a key frame 15 percent shorter. HEVC, which
  /// takes longer to set each of them up, became 5 percent slower. FFmpeg warns of more than 16.
  private static func threads(_ wanted: Int, for stream: UnsafeMutablePointer<AVStream>) -> Int {
    guard wanted > 1, unsafe stream.pointee.codecpar.pointee.codec_id == AV_CODEC_ID_H264 else {
      return wanted
    }
    return max(wanted, min(2 * wanted, 16))
  }

  /// FFmpeg's own VP8 and VP9 decoders pass over alpha; libvpx gives it.
  private static func alphaDecoder(of stream: UnsafeMutablePointer<AVStream>) -> String? {
    guard unsafe VideoFacts.hasSeparateAlpha(stream) else { return nil }
    return switch unsafe stream.pointee.codecpar.pointee.codec_id {
    case AV_CODEC_ID_VP8: "libvpx"
    case AV_CODEC_ID_VP9: "libvpx-vp9"
    default: nil
    }
  }
}
