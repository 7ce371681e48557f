internal import CFFmpeg

/// Where the packets of a bare stream (MP3, ADTS) are, found by reading it through once without
/// decoding.
///
/// Such files have no times; FFmpeg guesses them from the bit rate after a jump, which can be
/// seconds off. Read from its start, every packet's time is the sum of those before it.
struct SoundPacketIndex {
  /// A packet.
  struct Entry {
    let ticks: Int64
    let bytePosition: Int64
  }

  /// Packets in order, about two in a second.
  let entries: [Entry]
  /// The end of the sound that is heard, without what pads the last packet.
  let endTicks: Int64?

  /// Reads the best audio stream of a file through.
  init(path: String, limits: ReadLimits) throws(FFmpegError) {
    let demuxer = try Demuxer(path: path, limits: limits, analysis: .withoutPictures)
    guard let index = demuxer.mainSound,
      let stream = unsafe demuxer.stream(index)
    else {
      throw FFmpegError(.streamMissing(.audio), operation: "av_find_best_stream")
    }
    demuxer.keepOnly(index)
    let packet = try Packet()
    let tick = unsafe Ratio(stream.pointee.time_base)
    let spacing = MediaTime(milliseconds: 500).ticks(of: tick)
    var entries: [Entry] = []
    var next: Int64?
    var end: Int64?
    while demuxer.read(packet, of: index) {
      let native = unsafe packet.native.pointee
      let ticks = unsafe native.pts != roughcut_AV_NOPTS_VALUE ? native.pts : (end ?? 0)
      if unsafe native.pos >= 0, next.map({ ticks >= $0 }) ?? true {
        unsafe entries.append(Entry(ticks: ticks, bytePosition: native.pos))
        next = ticks.addingReportingOverflow(spacing).partialValue
      }
      let heard = unsafe max(0, native.duration)
        .subtractingReportingOverflow(Self.padding(of: packet, stream: stream)).partialValue
      end = ticks.addingReportingOverflow(max(0, heard)).partialValue
    }
    self.entries = entries
    endTicks = end
  }

  /// How much of the packet's end is padding, in ticks (AV_PKT_DATA_SKIP_SAMPLES: its second number
  /// of 32 bits).
  private static func padding(
    of packet: borrowing Packet, stream: UnsafeMutablePointer<AVStream>
  ) -> Int64 {
    var size = 0
    guard
      let bytes = unsafe av_packet_get_side_data(packet.native, AV_PKT_DATA_SKIP_SAMPLES, &size),
      size >= 8
    else { return 0 }
    let samples = unsafe UnsafeRawBufferPointer(start: bytes, count: size)
      .loadUnaligned(fromByteOffset: 4, as: UInt32.self)
    let rate = unsafe Int64(stream.pointee.codecpar.pointee.sample_rate)
    let time =
      MediaTime(numerator: Int64(UInt32(littleEndian: samples)), denominator: rate) ?? .zero
    return unsafe time.ticks(of: Ratio(stream.pointee.time_base))
  }

  /// The last packet that begins at or before `ticks`.
  func entry(atOrBefore ticks: Int64) -> Entry? {
    var (low, high) = (0, entries.count)
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].ticks <= ticks { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? nil : entries[low - 1]
  }
}
