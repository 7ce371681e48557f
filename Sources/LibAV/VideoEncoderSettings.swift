/// How pictures are encoded to H.264.
public struct VideoEncoderSettings: Hashable, Sendable {
  /// Width in pixels; even.
  public var width: Int
  /// Height in pixels; even.
  public var height: Int
  /// Frames per second.
  public var rate: Ratio
  /// How x264 spends bits from picture to picture.
  public enum RateControl: Hashable, Sendable {
    /// By a constant rate factor: fewer where movement hides the loss.
    ///
    /// x264 looks at a reduced copy of each picture for it.
    case rateFactor
    /// By a constant quantizer: the same everywhere, and nothing is looked at beforehand.
    case quantizer
  }

  /// How bits are spent.
  public var rateControl = RateControl.rateFactor
  /// The rate factor or the quantizer, from 0 (lossless) through 51 (worst).
  public var quality = 28
  /// x264's preset: what time is spent on compression, from `ultrafast` through `placebo`.
  public var preset = "ultrafast"
  /// Frames from one key frame to the next, at most.
  public var gopLength = 60
  /// Frames in a row that are made from a later one; 0 keeps decoding order and presentation order
  /// the same.
  public var bFrames = 0
  /// Threads; the bytes depend on it, so more than 1 is only for what is not joined from pieces.
  public var threads = 1
  /// H.264 profile such as `main`, `high`; x264's own choice without one.
  public var profile: String?

  /// Settings of a preview: fast, and good enough to judge a cut by.
  public init(width: Int, height: Int, rate: Ratio) {
    self.width = width
    self.height = height
    self.rate = rate
  }

  func validate() throws(FFmpegError) {
    func require(_ isMet: Bool, _ text: String) throws(FFmpegError) {
      if !isMet { throw FFmpegError(.badSetting(text), operation: "VideoEncoder") }
    }
    try require(
      width > 0 && height > 0 && width % 2 == 0 && height % 2 == 0
        && max(width, height) <= PictureBuffer.longestSide,
      "a picture of \(width)x\(height): both sides of H.264 4:2:0 are even and at most \(PictureBuffer.longestSide)"
    )
    try require(rate.isPositive, "a rate of \(rate) frames per second")
    try require((0...51).contains(quality), "a quality of \(quality) is outside 0 through 51")
    try require(
      (1...10_000).contains(gopLength),
      "a key frame every \(gopLength) frames is outside 1 through 10000")
    try require((0...16).contains(bFrames), "\(bFrames) B-frames are outside 0 through 16")
    try require((1...64).contains(threads), "\(threads) threads are outside 1 through 64")
  }
}
