internal import CFFmpeg

/// Where the pictures of a video stream are: when each is shown, and which are key frames.
///
/// Made once for a file and kept, it spares every later reader the search (containers such as MPEG-TS
/// have no index of their own, and Matroska files may lack theirs), and it tells which picture is on
/// screen at a time before anything is decoded.
public struct PictureIndex: Hashable, Sendable {
  /// One key frame.
  public struct Keyframe: Hashable, Sendable {
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
  public let keyframes: [Keyframe]
  /// When each picture is shown, in ticks, in order; empty where some packet does not tell.
  public let pictures: [Int64]
  /// How many pictures a decoder holds back, at most, until one comes that is shown before them.
  public let reorderDepth: Int

  init(timeBase: Ratio, keyframes: [Keyframe], pictures: [Int64], reorderDepth: Int) {
    self.timeBase = timeBase
    self.keyframes = keyframes
    self.pictures = pictures
    self.reorderDepth = reorderDepth
  }

  /// Reads the main video stream of a local file through, without decoding it.
  ///
  /// - Throws: ``FFmpegError`` naming the file, when it is refused or has no video.
  public init(scanning path: String, limits: ReadLimits = .standard) throws(FFmpegError) {
    let demuxer = try Demuxer(path: path, limits: limits, analysis: .withoutPictures)
    guard let index = demuxer.bestStream(AVMEDIA_TYPE_VIDEO),
      let stream = unsafe demuxer.stream(index)
    else {
      throw FFmpegError(.streamMissing(.video), operation: "av_find_best_stream", file: path)
    }
    demuxer.keepOnly(index)
    let packet = try Packet()
    var keyframes: [Keyframe] = []
    var pictures: [Int64] = []
    var order = ReorderDepth()
    var tellsAll = true
    while try onFile(path, { () throws(FFmpegError) in try demuxer.read(packet, of: index) }) {
      let native = unsafe packet.native.pointee
      guard unsafe native.pts != roughcut_AV_NOPTS_VALUE else {
        tellsAll = false
        continue
      }
      unsafe order.add(native.pts)
      // What an edit list cuts away is decoded and not shown.
      if unsafe native.flags & AV_PKT_FLAG_DISCARD == 0 { unsafe pictures.append(native.pts) }
      guard unsafe native.flags & AV_PKT_FLAG_KEY != 0 else { continue }
      let hasDecodingTime = unsafe native.dts != roughcut_AV_NOPTS_VALUE
      unsafe keyframes.append(
        Keyframe(
          presentationTicks: native.pts,
          decodingTicks: hasDecodingTime ? native.dts : native.pts,
          bytePosition: native.pos >= 0 ? native.pos : nil))
    }
    // Codecs with packets that show nothing (VP8's, AV1's) are left out: nothing could be told from
    // their times.
    let codec = unsafe stream.pointee.codecpar.pointee.codec_id
    if !Self.codecs.contains(codec.rawValue) { tellsAll = false }
    timeBase = unsafe Ratio(stream.pointee.time_base)
    self.keyframes = keyframes.sorted { $0.presentationTicks < $1.presentationTicks }
    self.pictures = tellsAll ? pictures.sorted() : []
    reorderDepth = order.depth
  }

  /// Counts how many packets, at most, come before one that is shown before them.
  private struct ReorderDepth {
    private(set) var depth = 0
    /// The latest times so far, in order.
    private var latest: [Int64] = []

    /// The longest that any codec reorders (H.264 and HEVC, 16 pictures).
    private static let limit = 16

    mutating func add(_ ticks: Int64) {
      let later = latest.count - (latest.firstIndex { $0 > ticks } ?? latest.count)
      depth = max(depth, later)
      latest.insert(ticks, at: latest.count - later)
      if latest.count > Self.limit { latest.removeFirst() }
    }
  }

  /// Codecs of which every packet is one picture.
  private static let codecs: Set<UInt32> = [
    AV_CODEC_ID_H264.rawValue, AV_CODEC_ID_HEVC.rawValue, AV_CODEC_ID_MPEG4.rawValue,
    AV_CODEC_ID_MPEG2VIDEO.rawValue, AV_CODEC_ID_PRORES.rawValue, AV_CODEC_ID_MJPEG.rawValue,
  ]

  /// The last key frame shown at or before `ticks`.
  func keyframe(atOrBefore ticks: Int64) -> Keyframe? {
    var (low, high) = (0, keyframes.count)
    while low < high {
      let middle = (low + high) / 2
      if keyframes[middle].presentationTicks <= ticks { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? nil : keyframes[low - 1]
  }

  /// The place in ``pictures`` of the one on screen at `ticks`, the first before it; nothing where
  /// the pictures are not known.
  func position(at ticks: Int64) -> Int? {
    var (low, high) = (0, pictures.count)
    while low < high {
      let middle = (low + high) / 2
      if pictures[middle] <= ticks { low = middle + 1 } else { high = middle }
    }
    return pictures.isEmpty ? nil : max(low - 1, 0)
  }

  /// Pictures from the key frame that the one on screen at `time` is decoded from to that one; 0 where
  /// nothing is known.
  ///
  /// - Parameter time: After the first picture; an estimate takes no harm where the file's origin lies
  ///   before that.
  public func picturesFromKeyframe(at time: MediaTime) -> Int {
    guard let first = pictures.first else { return 0 }
    let (ticks, overflows) = first.addingReportingOverflow(time.ticks(of: timeBase))
    guard !overflows, let key = keyframe(atOrBefore: ticks), let place = position(at: ticks),
      let start = position(at: key.presentationTicks)
    else { return 0 }
    return max(place - start, 0)
  }
}
