internal import CFFmpeg

/// The sound of one audio stream, decoded block by block, each from a fresh decoder.
struct SoundStream: ~Copyable {
  let path: String
  let limits: ReadLimits
  let facts: AudioFacts
  let index: Int
  var demuxer: Demuxer
  let packet: Packet
  let decoded: Frame
  /// The next packet is the first of the file.
  var isFresh = true
  /// `packet` holds a packet that was read already.
  var hasPacket = false
  /// The time of the next packet, where the container's own is not to be trusted.
  var countedTicks: Int64?
  /// Packets that end before this are not decoded.
  var firstTicks = Int64.min
  var position: SoundPosition
  /// Where the first frame is placed after the origin, if its own time does not say: a decoder left out the ones before.
  private let firstPlace: MediaTime?
  /// What the first frames show is known, or not needed: the origin of `position`'s grid, and ``countsSamples``.
  var isSurveyed: Bool
  /// Whether the container's times are passed over because they contradict the number of samples from the first frame
  /// on.
  var countsSamples = false
  /// Where packets are, in files that have no times; found when first needed.
  var packetIndex: SoundPacketIndex?
  /// Whether blocks are jumped to.
  var access: SoundAccess
  /// The decoding that goes on from block to block.
  private var openRun: SoundRun?
  /// Packets the decoder could make nothing of.
  private(set) var corruptPackets = 0

  init(path: String, limits: ReadLimits, stream place: Int? = nil) throws(FFmpegError) {
    let opened = try Demuxer(path: path, limits: limits, analysis: .withoutPictures)
    guard let index = opened.sound(at: place),
      let stream = unsafe opened.stream(index)
    else {
      throw FFmpegError(.streamMissing(.audio), operation: "av_find_best_stream")
    }
    opened.keepOnly(index)
    // Whether there is a decoder is told now, not at the first read.
    try unsafe Self.requireDecoder(of: stream)
    let packet = try Packet()
    let decoded = try Frame()
    let tick = unsafe Ratio(stream.pointee.time_base)
    let parameters = unsafe stream.pointee.codecpar.pointee
    let isCoarse = unsafe SoundPosition.isCoarse(tick, rate: Int(parameters.sample_rate))
    let step = unsafe isCoarse ? SoundPosition.gridStep(of: parameters) : 1
    position = SoundPosition(origin: opened.origin, tick: tick, gridStep: step)
    isSurveyed = !isCoarse
    // Such frames have times rounded to the container's clock, or those of packets that begin earlier.
    let skips = unsafe Demuxer.skippedByDecoder(of: stream) != nil
    let origin = opened.origin
    firstPlace = skips ? unsafe opened.start(of: stream).map { $0 - origin } : nil
    facts = unsafe AudioFacts(stream: stream, origin: opened.origin)
    access = unsafe SoundAccess(
      of: parameters.codec_id, in: opened.containerName, isCoarse: isCoarse,
      rate: Int(parameters.sample_rate))
    self.index = index
    self.path = path
    self.limits = limits
    self.packet = packet
    self.decoded = decoded
    demuxer = opened
  }

  private static func requireDecoder(of stream: UnsafeMutablePointer<AVStream>) throws(FFmpegError)
  {
    _ = try unsafe StreamDecoder(stream: stream, threads: 1)
  }

  /// Decodes block `number` of `frames` samples at 48 kHz.
  mutating func block(_ number: Int64, frames: Int) throws(FFmpegError) -> SoundBlock {
    let (start, overflow) = number.multipliedReportingOverflow(by: Int64(frames))
    let (limit, overflowToo) = start.addingReportingOverflow(Int64(frames))
    if overflow || overflowToo {
      return SoundBlock(number: number, samples: [], frames: 0, endOfSound: nil)
    }
    if !isSurveyed { try survey() }
    guard access == .jump else { return try readOn(to: number, frames: frames) }
    try reposition(before: MediaTime(ticks: start, of: Ratio(1, Int32(Resampler.rate))))
    let run = try newRun(number, over: start..<limit)
    try decode(run)
    return try block(of: run)
  }

  /// Decodes on from the block decoded last, or from the file's start if that is behind.
  private mutating func readOn(to number: Int64, frames: Int) throws(FFmpegError) -> SoundBlock {
    let run: SoundRun
    if let open = openRun, open.number <= number {
      run = open
    } else {
      hasPacket = false
      try startOver()
      run = try newRun(0, over: 0..<Int64(frames), goesOn: true)
      openRun = run
    }
    try decode(run)
    while run.number < number, !run.isOver {
      run.advance()
      try decode(run)
    }
    guard run.number == number else {
      return SoundBlock(number: number, samples: [], frames: 0, endOfSound: try run.end())
    }
    return try block(of: run)
  }

  private func newRun(
    _ number: Int64, over range: Range<Int64>, goesOn: Bool = false
  ) throws(FFmpegError) -> SoundRun {
    guard let stream = unsafe demuxer.stream(index) else {
      throw FFmpegError(.streamMissing(.audio), operation: "av_seek_frame")
    }
    return SoundRun(
      number, try unsafe StreamDecoder(stream: stream, threads: 1),
      SoundAssembly(range: range, keepsOverhang: goesOn))
  }

  /// Decodes until a run's block is full or the sound over.
  private mutating func decode(_ run: SoundRun) throws(FFmpegError) {
    var fruitless = 0
    while !run.isOver, !run.assembly.isFull, fruitless < limits.packetsWithoutOutput {
      switch try run.decoder.receive(into: decoded) {
      case .frame:
        fruitless = 0
        try place(in: &run.assembly)
      case .needsInput:
        fruitless += 1
        if try nextPacket() {
          if try !run.decoder.send(packet) { corruptPackets += 1 }
        } else if run.hasSentEnd {
          run.isOver = true
        } else {
          run.decoder.sendEnd()
          run.hasSentEnd = true
        }
      case .corrupt:
        fruitless += 1
        corruptPackets += 1
      case .ended:
        run.isOver = true
      }
    }
    if !run.assembly.isFull { run.isOver = true }
  }

  private func block(of run: SoundRun) throws(FFmpegError) -> SoundBlock {
    let range = run.assembly.range
    var end: Int64?
    if run.isOver { end = try run.end() ?? knownEnd ?? range.lowerBound }
    if let ticks = packetIndex?.endTicks {
      let time = MediaTime(ticks: ticks, of: position.tick) - position.origin
      let heard = SoundPosition.rounded(time, rate: Resampler.rate)
      if heard <= range.upperBound {
        end = min(end ?? heard, heard)
        run.assembly.silence(from: heard)
      }
    }
    let frames =
      end.map { Int(max(0, min($0, range.upperBound) - range.lowerBound)) } ?? range.count
    return SoundBlock(
      number: run.number, samples: run.assembly.samples, frames: frames, endOfSound: end)
  }

  /// The end of the stream as the container has it, at 48 kHz.
  private var knownEnd: Int64? {
    facts.duration.map { SoundPosition.rounded(facts.startTime + $0, rate: Resampler.rate) }
  }

  private func place(in assembly: inout SoundAssembly) throws(FFmpegError) {
    guard let format = SampleFormat(of: decoded) else { return }
    let ticks = unsafe decoded.native.pointee.best_effort_timestamp
    if let firstPlace, access == .fromStart, assembly.following(format) == nil {
      return try assembly.place(
        decoded, format: format, at: SoundPosition.rounded(firstPlace, rate: format.rate))
    }
    let place =
      countsSamples || ticks == roughcut_AV_NOPTS_VALUE
      ? assembly.following(format) ?? 0
      : unsafe position.sample(
        at: ticks, count: Int(decoded.native.pointee.nb_samples), rate: format.rate)
    try assembly.place(decoded, format: format, at: place)
  }

  /// Reads the next packet to decode; `false` at the end.
  private mutating func nextPacket() throws(FFmpegError) -> Bool {
    while true {
      if hasPacket {
        hasPacket = false
      } else {
        isFresh = false
        guard demuxer.read(packet, of: index) else { return false }
      }
      if let counted = countedTicks {
        unsafe packet.native.pointee.pts = counted
        unsafe packet.native.pointee.dts = counted
        countedTicks = unsafe counted.addingReportingOverflow(packet.native.pointee.duration)
          .partialValue
      }
      let ticks = unsafe packet.native.pointee.pts
      // After a jump, what has no time yet can't be placed. A packet that ends later is decoded: it may last seconds.
      if firstTicks > .min {
        let length = unsafe max(packet.native.pointee.duration, 1)
        let (end, overflow) = ticks.addingReportingOverflow(length)
        if ticks == roughcut_AV_NOPTS_VALUE || overflow || end <= firstTicks { continue }
      }
      firstTicks = .min
      return true
    }
  }
}
