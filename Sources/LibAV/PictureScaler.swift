internal import CFFmpeg

/// Scales pictures and turns them into the form that is composed.
///
/// Colour: the matrix and range of the source are those it declares. Without a matrix, a picture of
/// at least 720 lines is taken for BT.709 and a smaller one for BT.601, as players do; without a
/// range, for limited range unless its pixel format says otherwise. YUV targets are BT.709 of
/// limited range. What has a high dynamic range or a wide gamut is brought to BT.709's
/// (``ToneMapping``). Not for use by two tasks at once.
public final class PictureScaler {
  /// What is spent on a picture.
  public enum Quality: Hashable, Sendable {
    /// Bilinear; made smaller, each pixel is the mean of the area it covers.
    case fast
    /// Bicubic with exact rounding and full chroma.
    case good
  }

  /// Scalers kept, at most: two for each of 64 layers on screen, and a few for those that were.
  private var kept = WorkingSet<(key: ScalerContext.Key, scaler: KeptScaler)>(
    bound: 128, idleBound: 8)
  private let cropped: Frame
  private let target: Frame
  private let source: Frame
  private var toneMapper = ToneMapper()

  /// A scaler that has nothing prepared yet.
  public init() throws(FFmpegError) {
    cropped = try Frame()
    target = try Frame()
    source = try Frame()
  }

  /// Begins the next picture, or the next batch of pictures, that others are scaled for.
  ///
  /// What neither it nor the one before needed is no longer kept in number. Without calls, all is one round.
  package func beginRound() {
    kept.beginRound()
    toneMapper.beginRound()
  }

  /// How many scalers were prepared so far.
  package private(set) var preparations = 0

  /// Scales a decoded picture to the size and form of `buffer`, filling it whole.
  ///
  /// - Parameters:
  ///   - crop: The part to take, in pixels as decoded; its corner is moved to the chroma grid, and
  ///     what reaches beyond the picture is cut off. Without one, all of it.
  public func scale(
    _ frame: VideoFrame, to buffer: PictureBuffer, crop: PictureRect? = nil,
    quality: Quality = .fast
  ) throws(FFmpegError) {
    let unpacked = try unsafe Self.unpacked(frame.frame.native)
    let picture = unsafe unpacked?.frame.native ?? frame.frame.native
    let color = unsafe SignalColor(of: picture)
    defer { withExtendedLifetime(unpacked) {} }
    guard let crop else { return try unsafe scale(picture, color, to: buffer, quality: quality) }
    defer { cropped.clear() }
    try unsafe checked(av_frame_ref(cropped.native, picture), "av_frame_ref")
    let descriptor = unsafe av_pix_fmt_desc_get(AVPixelFormat(picture.pointee.format))
    let part = unsafe crop.fitted(
      width: frame.width, height: frame.height,
      chromaLog2Width: Int(descriptor?.pointee.log2_chroma_w ?? 0),
      chromaLog2Height: Int(descriptor?.pointee.log2_chroma_h ?? 0))
    unsafe cropped.native.pointee.crop_left = part.x
    unsafe cropped.native.pointee.crop_top = part.y
    unsafe cropped.native.pointee.crop_right = frame.width - part.x - part.width
    unsafe cropped.native.pointee.crop_bottom = frame.height - part.y - part.height
    try unsafe checked(
      av_frame_apply_cropping(cropped.native, CInt(AV_FRAME_CROP_UNALIGNED)),
      "av_frame_apply_cropping")
    try unsafe scale(cropped.native, color, to: buffer, quality: quality)
  }

  /// The components of a picture that swscale would not read rightly; `nil` for all others.
  private static func unpacked(
    _ picture: UnsafePointer<AVFrame>
  ) throws(FFmpegError) -> KeptFrame? {
    guard unsafe UnpackedPicture.isNeeded(for: picture) else { return nil }
    let made = try Frame()
    try unsafe UnpackedPicture.unpack(picture, into: made)
    return KeptFrame(frame: made)
  }

  /// Scales a picture buffer to the size and form of another; YUV on both sides is BT.709 of
  /// limited range.
  public func scale(
    _ picture: PictureBuffer, to buffer: PictureBuffer, quality: Quality = .fast
  ) throws(FFmpegError) {
    picture.describe(in: source)
    try unsafe scale(source.native, .standard, to: buffer, quality: quality)
  }

  private func scale(
    _ picture: UnsafePointer<AVFrame>, _ color: SignalColor, to buffer: PictureBuffer,
    quality: Quality
  ) throws(FFmpegError) {
    buffer.describe(in: target)
    guard let mapping = unsafe ToneMapping(of: picture, to: buffer, quality: quality) else {
      return try unsafe scale(picture, color, to: target.native, .standard, quality: quality)
    }
    let mapped = try Frame()
    try unsafe toneMapper.map(picture, by: mapping, into: mapped)
    try unsafe scale(mapped.native, .standard, to: target.native, .standard, quality: quality)
  }

  /// Scales between any two pictures that FFmpeg knows.
  func scale(
    _ picture: UnsafePointer<AVFrame>, _ color: SignalColor, to target: UnsafePointer<AVFrame>,
    _ targetColor: SignalColor, quality: Quality
  ) throws(FFmpegError) {
    // Gray and RGB have no matrix, and between two matrices swscale goes a long way round, through 8 bits of RGB.
    let color =
      unsafe SignalColor.isGray(picture) || SignalColor.isRGB(picture)
      ? SignalColor(matrix: targetColor.matrix, isFullRange: color.isFullRange) : color
    let key = unsafe ScalerContext.Key(
      source: color.side(of: picture), target: targetColor.side(of: target), quality: quality)
    let change = SignalChange(key)
    try unsafe scale(picture, to: target, change?.scaling ?? key)
    unsafe change?.apply(to: target)
  }

  private func scale(
    _ picture: UnsafePointer<AVFrame>, to target: UnsafePointer<AVFrame>, _ key: ScalerContext.Key
  ) throws(FFmpegError) {
    if unsafe BoxScaling(key)?.scale(from: picture, to: target) == true { return }
    try unsafe scaler(for: key).context.scale(from: picture, to: target)
  }

  private func scaler(for key: ScalerContext.Key) throws(FFmpegError) -> KeptScaler {
    if let found = kept.value(where: { $0.key == key }) { return found.scaler }
    let made = KeptScaler(context: try ScalerContext(key))
    preparations += 1
    kept.insert((key, made), size: 1)
    return made
  }
}

/// A box around a scaler, because arrays hold no noncopyable values.
private final class KeptScaler {
  let context: ScalerContext
  init(context: consuming ScalerContext) { self.context = context }
}

/// A box around a picture, because optionals of noncopyable values cannot be passed about.
private final class KeptFrame {
  let frame: Frame
  init(frame: consuming Frame) { self.frame = frame }
}

extension PictureBuffer {
  /// Makes `frame` point to the planes; it owns nothing of them.
  func describe(in frame: borrowing Frame) {
    let native = unsafe frame.native
    unsafe native.pointee.format = format.native.rawValue
    unsafe native.pointee.width = CInt(width)
    unsafe native.pointee.height = CInt(height)
    unsafe native.pointee.data = (nil, nil, nil, nil, nil, nil, nil, nil)
    unsafe native.pointee.linesize = (0, 0, 0, 0, 0, 0, 0, 0)
    for index in 0..<format.planeCount {
      let start = unsafe plane(index).baseAddress
      let lines = CInt(stride(index))
      switch index {
      case 0: unsafe (native.pointee.data.0, native.pointee.linesize.0) = unsafe (start, lines)
      case 1: unsafe (native.pointee.data.1, native.pointee.linesize.1) = unsafe (start, lines)
      case 2: unsafe (native.pointee.data.2, native.pointee.linesize.2) = unsafe (start, lines)
      default: unsafe (native.pointee.data.3, native.pointee.linesize.3) = unsafe (start, lines)
      }
    }
  }
}
