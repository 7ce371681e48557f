internal import CFFmpeg

/// Collects where the pictures of a stream are, packet by packet.
struct IndexScan {
  private var keyframes: [PictureIndex.Keyframe] = []
  private var pictures: [Int64] = []
  private var order = ReorderDepth()
  private var hasAllTimes = true

  mutating func add(_ packet: borrowing Packet) {
    let native = unsafe packet.native.pointee
    guard unsafe native.pts != roughcut_AV_NOPTS_VALUE else {
      hasAllTimes = false
      return
    }
    unsafe order.add(native.pts)
    // What an edit list cuts away is decoded and not shown.
    if unsafe native.flags & AV_PKT_FLAG_DISCARD == 0 { unsafe pictures.append(native.pts) }
    guard unsafe native.flags & AV_PKT_FLAG_KEY != 0 else { return }
    let hasDecodingTime = unsafe native.dts != roughcut_AV_NOPTS_VALUE
    unsafe keyframes.append(
      PictureIndex.Keyframe(
        presentationTicks: native.pts,
        decodingTicks: hasDecodingTime ? native.dts : native.pts,
        bytePosition: native.pos >= 0 ? native.pos : nil))
  }

  /// The index of what was added.
  func index(timeBase: Ratio, codec: AVCodecID) -> PictureIndex {
    // Codecs with packets that show nothing (VP8's, AV1's) are left out: nothing could be told from
    // their times.
    let isWhole = hasAllTimes && Self.codecs.contains(codec.rawValue)
    return PictureIndex(
      timeBase: timeBase,
      keyframes: keyframes.sorted { $0.presentationTicks < $1.presentationTicks },
      pictures: isWhole ? pictures.sorted() : [], reorderDepth: order.depth)
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
}
