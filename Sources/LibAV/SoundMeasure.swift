internal import CFFmpeg

/// What reading a sound stream to its end showed.
///
/// Containers guess (a bare stream's length is estimated from its bit rate), count what pads a codec's last packet, or
/// state what is not there any more.
public struct SoundMeasure: Hashable, Sendable, Codable {
  /// The first instant after the sound, on the file's clock, in whole samples at 48 kHz.
  public let end: MediaTime
  /// The end that the file states, if that is so much later that a part of the sound is missing.
  public let statedEnd: MediaTime?
}

extension MediaFacts {
  /// The same facts with the ends of all sound streams measured; what cannot be measured is left as it is.
  ///
  /// Reads the file through once without decoding it, and decodes the last seconds of each stream.
  public func measuringSounds(path: String, limits: ReadLimits = .standard) -> MediaFacts {
    var facts = self
    guard !sounds.isEmpty, let scan = try? SoundScan(path: path, limits: limits) else {
      return facts
    }
    for place in facts.sounds.indices {
      facts.sounds[place].measured = try? scan.measure(stream: place, limits: limits)
    }
    return facts
  }
}

/// A file's packets, read through once without decoding: when its streams end.
struct SoundScan {
  private let path: String
  /// Of each sound stream, when its last packet begins after the file's origin.
  private var lastStarts: [MediaTime?]
  /// The end that the container states for each sound stream.
  private var statedEnds: [MediaTime?]
  /// When the last packet of any stream ends.
  private var end = MediaTime.zero
  /// The stated ends are those of the file, not of its streams.
  private let statesFileOnly: Bool
  private let isMovie: Bool
  /// The bytes that the file states, where its form states no length.
  private let bytes: StatedBytes?

  /// Ends that are stated less than this too late are not damage: containers count padding, and round.
  private static let tolerance = MediaTime(milliseconds: 500)

  /// A stream that ends so much before the others ends where it was meant to.
  private static let companionTolerance = MediaTime(seconds: 2)

  init(path: String, limits: ReadLimits) throws(FFmpegError) {
    self.path = path
    bytes = StatedBytes(path: path)
    let demuxer = try Demuxer(path: path, limits: limits, analysis: .withoutPictures)
    let sounds = demuxer.soundStreams
    let origin = demuxer.origin
    isMovie = demuxer.containerName.hasPrefix("mov,")
    statesFileOnly = !isMovie && demuxer.streamCount > 1
    lastStarts = sounds.map { _ in nil }
    statedEnds = sounds.map { demuxer.statedEnd(of: $0, origin: origin) }
    // The index of a movie leads past its pictures.
    if isMovie { demuxer.keepOnly(sounds) }
    let packet = try Packet()
    while demuxer.read(packet) {
      let index = unsafe Int(packet.native.pointee.stream_index)
      guard let stream = unsafe demuxer.stream(index),
        unsafe packet.native.pointee.pts != roughcut_AV_NOPTS_VALUE
      else { continue }
      let tick = unsafe Ratio(stream.pointee.time_base)
      let start = unsafe MediaTime(ticks: packet.native.pointee.pts, of: tick) - origin
      let length = unsafe MediaTime(ticks: max(packet.native.pointee.duration, 0), of: tick)
      end = max(end, start + length)
      if let place = sounds.firstIndex(of: index) {
        lastStarts[place] = max(lastStarts[place] ?? start, start)
      }
    }
  }

  /// Decodes the last part of a sound stream.
  func measure(stream place: Int, limits: ReadLimits) throws(FFmpegError) -> SoundMeasure? {
    guard lastStarts.indices.contains(place) else { return nil }
    var options = AudioReadOptions()
    options.limits = limits
    options.stream = place
    let reader = try AudioReader(path: path, options: options)
    guard let samples = try reader.findEnd(near: lastStarts[place] ?? .zero) else { return nil }
    let decoded = MediaTime(ticks: samples, of: Ratio(1, Int32(Resampler.rate)))
    let end = trimmed(decoded, stream: place)
    let last = statesFileOnly ? max(self.end, end) : end
    let stated = bytes?.end(ofWhole: last) ?? statedEnds[place]
    let isShort =
      stated.map { last + Self.tolerance < $0 } ?? false && end + Self.companionTolerance > last
    return SoundMeasure(end: end, statedEnd: isShort ? stated : nil)
  }
}

extension SoundScan {
  /// The end without what pads the last packet: a movie's edit list says how much of it is heard, and FFmpeg gives
  /// the packet whole.
  private func trimmed(_ decoded: MediaTime, stream place: Int) -> MediaTime {
    guard isMovie, let stated = statedEnds[place], stated < decoded,
      decoded < stated + Self.longestPadding
    else { return decoded }
    let samples = SoundPosition.rounded(stated, rate: Resampler.rate)
    return MediaTime(ticks: samples, of: Ratio(1, Int32(Resampler.rate)))
  }

  /// Two packets of the longest kind, HE-AAC's of 2048 samples, at 22.05 kHz.
  private static let longestPadding = MediaTime(milliseconds: 190)
}

extension Demuxer {
  /// The end of a stream as the container states it, after the file's origin; `nil` for a guess from the bit rate.
  fileprivate func statedEnd(of index: Int, origin: MediaTime) -> MediaTime? {
    guard unsafe native.pointee.duration_estimation_method != AVFMT_DURATION_FROM_BITRATE,
      let stream = unsafe stream(index)
    else { return nil }
    if let length = unsafe MediaTime.duration(of: stream) {
      return unsafe (start(of: stream) ?? origin) + length - origin
    }
    let microseconds = unsafe native.pointee.duration
    guard microseconds != roughcut_AV_NOPTS_VALUE, microseconds > 0 else { return nil }
    return MediaTime(numerator: microseconds, denominator: Int64(AV_TIME_BASE))
  }
}

extension AudioReader {
  /// The first sample after the sound, found by decoding from the block on in which its last packet begins.
  fileprivate func findEnd(near time: MediaTime) throws(FFmpegError) -> Int64? {
    var place = max(SoundPosition.rounded(time, rate: Resampler.rate), 0)
    var sample: [Float] = [0, 0]
    // Each turn is a block further; a last packet longer than that is not sound.
    for _ in 0..<4 {
      let outcome = unsafe sample.withUnsafeMutableBufferPointer { buffer in
        Result { () throws(FFmpegError) in try unsafe read(startingAt: place, into: buffer) }
      }
      _ = try outcome.get()
      if let endOfSound { return endOfSound }
      place += Int64(Self.blockFrames)
    }
    return nil
  }
}
