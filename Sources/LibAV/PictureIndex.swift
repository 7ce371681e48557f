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
    self = try PictureSurvey(of: path, limits: limits).index
  }

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
