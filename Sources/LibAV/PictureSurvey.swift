internal import CFFmpeg

/// Reads the pictures of a file through without decoding them: where they are, how long they last, and what is missing.
///
/// Lengths are measured, not believed. A hole in a file shows as packets that the demuxer complains of, that are cut,
/// or that hold long runs of zeros; if it is not certain that these are damage, all pictures are decoded once.
public struct PictureSurvey: Sendable {
  /// Where the pictures are.
  public let index: PictureIndex
  /// What was found.
  public let findings: PictureFindings

  /// Reads the main video stream of a local file through.
  ///
  /// - Throws: ``FFmpegError`` naming the file, when it is refused or has no video.
  public init(of path: String, limits: ReadLimits = .standard) throws(FFmpegError) {
    let demuxer = try Demuxer(path: path, limits: limits, analysis: .withoutPictures)
    guard let number = demuxer.bestStream(AVMEDIA_TYPE_VIDEO),
      let stream = unsafe demuxer.stream(number),
      let parameters = unsafe stream.pointee.codecpar
    else {
      throw FFmpegError(.streamMissing(.video), operation: "av_find_best_stream", file: path)
    }
    let packet = try Packet()
    let tick = unsafe Ratio(stream.pointee.time_base)
    let codec = unsafe parameters.pointee.codec_id
    var scan = IndexScan()
    var pictures = PictureWalk(
      usual: unsafe Self.usualDuration(of: stream), zeros: ZeroRun(codec: codec))
    pictures.isSuspicious = demuxer.hasErrors
    var sizes = unsafe KeyframeSizes(parameters: parameters)
    var firstSize: (width: Int32, height: Int32)?
    var changes: [(ticks: Int64, size: (width: Int32, height: Int32))] = []
    var fileEnd = MediaTime.zero
    let origin = demuxer.origin
    var status: CInt = 0
    while true {
      packet.clear()
      FFmpegLog.begin()
      status = unsafe av_read_frame(demuxer.native, packet.native)
      guard status >= 0 else { break }
      if FFmpegLog.hasComplaint(of: demuxer.containerName) { pictures.isSuspicious = true }
      let native = unsafe packet.native.pointee
      guard let from = unsafe demuxer.stream(Int(native.stream_index)) else { continue }
      if unsafe native.stream_index == CInt(number) {
        scan.add(packet)
        pictures.add(packet)
        guard unsafe native.flags & AV_PKT_FLAG_KEY != 0, changes.isEmpty,
          let size = sizes.size(of: packet)
        else { continue }
        let first = firstSize ?? size
        firstSize = first
        if first != size { changes.append((pictures.last, size)) }
      } else if let end = unsafe Self.end(of: native, tick: Ratio(from.pointee.time_base)) {
        fileEnd = max(fileEnd, end - origin)
      }
    }
    let isCut = status != roughcut_AVERROR_EOF || FFmpegLog.hasError || pictures.lastIsCut
    index = scan.index(timeBase: tick, codec: codec)
    let start = unsafe stream.pointee.start_time
    let first = start == roughcut_AV_NOPTS_VALUE ? 0 : start
    /// The time after the file's origin of a tick.
    func time(_ ticks: Int64) -> MediaTime { MediaTime(ticks: ticks, of: tick) - origin }
    var found = PictureFindings()
    if let end = pictures.end(from: first).map(time), end > .zero {
      let measure = Measure(
        end: end, fileEnd: max(fileEnd, end), stated: unsafe Self.statedEnd(of: stream, time),
        statedOfFile: Self.statedEnd(of: demuxer), isCut: isCut,
        hasEveryLength: !ContainerPolicy.lacksLengths.contains(demuxer.containerName))
      found.end = measure.isNew ? end : nil
      found.promisedEnd = measure.promisedEnd
    }
    unsafe Self.noteColors(of: stream, in: &found)
    if unsafe VideoFacts.isSheared(stream) { found.note(PictureFindings.Fault(.shear)) }
    for change in changes {
      found.note(
        PictureFindings.Fault(
          .changed, start: max(time(change.ticks), .zero),
          detail: "\(change.size.width)x\(change.size.height)"))
    }
    for ticks in pictures.damaged {
      let key = index.keyframes.first { $0.presentationTicks > ticks }
      found.note(
        PictureFindings.Fault(
          .damaged, start: max(time(ticks), .zero), end: key.map { time($0.presentationTicks) }))
    }
    if pictures.isSuspicious {
      for gap in pictures.gaps {
        found.note(PictureFindings.Fault(.damaged, start: time(gap.start), end: time(gap.end)))
      }
    }
    if pictures.isSuspicious, pictures.damaged.isEmpty {
      Self.decode(path, limits, noting: &found)
    }
    if ImageEnd.isMissing(demuxer.containerName, path: path) {
      found.note(PictureFindings.Fault(.damaged, start: time(pictures.last)))
    }
    findings = found
  }

  /// Frames last so many ticks at a stream's rate.
  static func usualDuration(of stream: UnsafeMutablePointer<AVStream>) -> Int64 {
    let rate = unsafe Ratio(stream.pointee.avg_frame_rate)
    guard rate.isPositive else { return 1 }
    return unsafe max(
      1, MediaTime(ticks: 1, of: rate.inverse).ticks(of: Ratio(stream.pointee.time_base)))
  }

  private static func end(of packet: AVPacket, tick: Ratio) -> MediaTime? {
    let place = unsafe packet.pts == roughcut_AV_NOPTS_VALUE ? packet.dts : packet.pts
    guard place != roughcut_AV_NOPTS_VALUE else { return nil }
    return unsafe MediaTime(ticks: place, of: tick)
      + MediaTime(ticks: max(packet.duration, 0), of: tick)
  }

  /// When a stream ends by the header.
  private static func statedEnd(
    of stream: UnsafeMutablePointer<AVStream>, _ time: (Int64) -> MediaTime
  ) -> MediaTime? {
    guard unsafe stream.pointee.duration != roughcut_AV_NOPTS_VALUE,
      unsafe stream.pointee.duration > 0
    else { return nil }
    let start = unsafe stream.pointee.start_time
    let (end, overflow) = unsafe (start == roughcut_AV_NOPTS_VALUE ? 0 : start)
      .addingReportingOverflow(stream.pointee.duration)
    return overflow ? nil : time(end)
  }

  /// When a file ends by its header; `nil` if FFmpeg has estimated that from what it read.
  private static func statedEnd(of demuxer: borrowing Demuxer) -> MediaTime? {
    let microseconds = unsafe demuxer.native.pointee.duration
    guard microseconds != roughcut_AV_NOPTS_VALUE, microseconds > 0,
      unsafe demuxer.native.pointee.duration_estimation_method == AVFMT_DURATION_FROM_STREAM
    else { return nil }
    return MediaTime(numerator: microseconds, denominator: Int64(AV_TIME_BASE))
  }

  private static func noteColors(
    of stream: UnsafeMutablePointer<AVStream>, in findings: inout PictureFindings
  ) {
    let space = unsafe stream.pointee.codecpar.pointee.color_space
    if let name = SignalColor.unknownMatrix(space) {
      findings.note(PictureFindings.Fault(.matrix, detail: name))
    }
    var size = 0
    if let bytes = unsafe av_stream_get_side_data(stream, AV_PKT_DATA_ICC_PROFILE, &size) {
      let profile = unsafe ColorProfile(UnsafeRawBufferPointer(start: bytes, count: size))
      if !profile.isDrawn { findings.note(PictureFindings.Fault(.profile)) }
    }
  }

  /// Decodes all pictures and notes what the decoder complains of.
  private static func decode(
    _ path: String, _ limits: ReadLimits, noting findings: inout PictureFindings
  ) {
    let notes = FaultNotes()
    var options = VideoReadOptions()
    options.limits = limits
    options.noteFault = { notes.add($0) }
    do throws(FFmpegError) {
      let reader = try VideoReader(path: path, options: options)
      while try reader.nextFrame() != nil {}
    } catch {
      findings.note(PictureFindings.Fault(.damaged))
    }
    for fault in notes.all { findings.note(fault) }
  }
}

/// What a walk over the packets of pictures has seen.
private struct PictureWalk {
  private let usual: Int64
  private let zeros: ZeroRun
  private var count: Int64 = 0
  private var latestEnd: Int64?
  private var lacksTimes = false
  /// The time of the last packet, in ticks.
  private(set) var last: Int64 = 0
  /// The times of packets that are certain to be damaged, in ticks.
  private(set) var damaged: [Int64] = []
  /// The last packet is not whole.
  private(set) var lastIsCut = false
  /// Something may be damaged: only decoding tells.
  var isSuspicious = false

  /// When each picture is shown, in ticks.
  private var places: [Int64] = []

  /// Times at which pictures are missing from a stream that is regular everywhere else, in ticks.
  ///
  /// A demuxer that has lost its place finds the next packet and says nothing of those between.
  var gaps: [(start: Int64, end: Int64)] {
    let sorted = places.sorted()
    // Files may state any numbers: steps that no clock has are left out of account.
    let steps = zip(sorted, sorted.dropFirst()).map { before, after in
      let (step, overflow) = after.subtractingReportingOverflow(before)
      return overflow ? Int64.max / 4 : min(step, Int64.max / 4)
    }
    guard steps.count >= 8 else { return [] }
    let usual = max(steps.sorted()[steps.count / 2], 1)
    let (most, isEndless) = usual.multipliedReportingOverflow(by: 3)
    guard !isEndless else { return [] }
    let wide = steps.indices.filter { steps[$0] >= most }
    let regular = steps.count { abs($0 - usual) <= max(usual / 4, 1) }
    // Of a variable rate nothing can be told.
    guard wide.count <= 3 + steps.count / 100, regular + wide.count >= steps.count * 95 / 100 else {
      return []
    }
    return wide.map { (sorted[$0] &+ usual, sorted[$0 + 1]) }
  }

  /// Damaged packets kept, at most.
  private static let mostDamaged = 1000

  init(usual: Int64, zeros: ZeroRun) {
    self.usual = usual
    self.zeros = zeros
  }

  mutating func add(_ packet: borrowing Packet) {
    let native = unsafe packet.native.pointee
    count += 1
    let place = unsafe native.pts == roughcut_AV_NOPTS_VALUE ? native.dts : native.pts
    if place == roughcut_AV_NOPTS_VALUE {
      lacksTimes = true
    } else {
      last = place
      places.append(place)
      if unsafe native.flags & AV_PKT_FLAG_DISCARD == 0 {
        let (end, overflow) = unsafe place.addingReportingOverflow(
          native.duration > 0 ? native.duration : usual)
        if !overflow { latestEnd = max(latestEnd ?? end, end) }
      }
    }
    lastIsCut = unsafe native.flags & AV_PKT_FLAG_CORRUPT != 0
    if lastIsCut { isSuspicious = true }
    let bytes = unsafe UnsafeRawBufferPointer(start: native.data, count: Int(max(native.size, 0)))
    switch unsafe zeros.find(in: bytes) {
    case .none: break
    case .possible: isSuspicious = true
    case .certain where damaged.count < Self.mostDamaged: damaged.append(last)
    case .certain: break
    }
  }

  /// When the last picture ends, in ticks; `nil` if there is none.
  func end(from start: Int64) -> Int64? {
    guard count > 0 else { return nil }
    // A stream whose packets have no times is as long as its pictures are at its rate.
    if let latestEnd, !lacksTimes { return latestEnd }
    let (length, overflow) = count.multipliedReportingOverflow(by: usual)
    let (end, overflows) = start.addingReportingOverflow(length)
    return overflow || overflows ? latestEnd : max(end, latestEnd ?? end)
  }
}

/// How a measured length compares with a stated one.
private struct Measure {
  let end: MediaTime
  let fileEnd: MediaTime
  let stated: MediaTime?
  let statedOfFile: MediaTime?
  /// Reading ended otherwise than at the end of the last packet.
  let isCut: Bool
  /// The container has a length for each picture, so that the last one's is measured too.
  let hasEveryLength: Bool

  /// Rounding of clocks and the last picture's own length, in seconds.
  private static let rounding = 0.05
  /// Files are rarely so exact about their end that less than this is missed, in seconds.
  private static let slack = 0.3

  /// The length that the header states and that no packet reaches.
  ///
  /// A file's own length is that of another stream more often than not.
  private var unreached: MediaTime? {
    if let stated { return (stated - end).seconds > Self.slack ? stated : nil }
    guard let statedOfFile, (statedOfFile - fileEnd).seconds > Self.slack else { return nil }
    return statedOfFile
  }

  /// The measured length is to be taken: the header has another, or none.
  ///
  /// A whole file whose last picture has no length of its own shows it up to the header's.
  var isNew: Bool {
    if unreached != nil, promisedEnd == nil { return false }
    return stated.map { abs(($0 - end).seconds) > Self.rounding } ?? true
  }

  /// When the last picture would end by the header, if the file is cut before that.
  var promisedEnd: MediaTime? { isCut || hasEveryLength ? unreached : nil }
}
