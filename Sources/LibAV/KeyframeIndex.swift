internal import CFFmpeg

/// Where the key frames of a video stream are: what a jump needs to know.
///
/// Made once for a file and kept, it spares every later reader the search: containers such as
/// MPEG-TS have no index of their own, and Matroska files may lack theirs.
public struct KeyframeIndex: Hashable, Sendable, Codable {
  /// One key frame.
  public struct Entry: Hashable, Sendable, Codable {
    /// When it is shown, in ticks of the stream's clock.
    public let presentationTicks: Int64
    /// When it is decoded, in ticks of the stream's clock.
    public let decodingTicks: Int64
    /// Where its packet begins in the file, where the container tells.
    public let bytePosition: Int64?
  }

  /// The seconds of one tick.
  public let timeBase: Ratio
  /// The key frames in order of their presentation.
  public let entries: [Entry]

  /// Reads the main video stream of a local file through, without decoding it.
  ///
  /// - Throws: ``FFmpegError`` naming the file, when it is refused or has no video.
  public init(scanning path: String, limits: ReadLimits = .standard) throws(FFmpegError) {
    let demuxer = try Demuxer(path: path, limits: limits)
    guard let index = demuxer.bestStream(AVMEDIA_TYPE_VIDEO),
      let stream = unsafe demuxer.stream(index)
    else {
      throw FFmpegError(.streamMissing(.video), operation: "av_find_best_stream", file: path)
    }
    demuxer.keepOnly(index)
    // Demuxers that can pass over the other packets unread do.
    unsafe stream.pointee.discard = AVDISCARD_NONKEY
    let packet = try Packet()
    var entries: [Entry] = []
    while try onFile(path, { () throws(FFmpegError) in try demuxer.read(packet, of: index) }) {
      let native = unsafe packet.native.pointee
      guard unsafe native.flags & AV_PKT_FLAG_KEY != 0, unsafe native.pts != roughcut_AV_NOPTS_VALUE
      else { continue }
      let hasDecodingTime = unsafe native.dts != roughcut_AV_NOPTS_VALUE
      unsafe entries.append(
        Entry(
          presentationTicks: native.pts,
          decodingTicks: hasDecodingTime ? native.dts : native.pts,
          bytePosition: native.pos >= 0 ? native.pos : nil))
    }
    timeBase = unsafe Ratio(stream.pointee.time_base)
    self.entries = entries.sorted { $0.presentationTicks < $1.presentationTicks }
  }

  /// The last key frame shown at or before `ticks`.
  func entry(atOrBefore ticks: Int64) -> Entry? {
    var (low, high) = (0, entries.count)
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].presentationTicks <= ticks { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? nil : entries[low - 1]
  }
}
