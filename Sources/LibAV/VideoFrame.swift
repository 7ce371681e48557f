internal import CFFmpeg

/// One decoded picture, which never changes.
///
/// Sendable although it holds a pointer: after `init` nothing writes to the frame or its planes,
/// and FFmpeg counts references to the planes atomically.
public final class VideoFrame: @unchecked Sendable {
  let frame: Frame
  /// The picture's place on the stream's own clock, in its ticks.
  public let ticks: Int64

  /// Width in pixels, as decoded.
  public let width: Int
  /// Height in pixels, as decoded.
  public let height: Int
  /// FFmpeg's name of the pixel format.
  public let pixelFormat: String
  /// When it is first shown, after the file's origin.
  public let presentationTime: MediaTime
  /// How long it is shown, where known.
  public let duration: MediaTime?
  /// The width of a pixel over its height.
  public let sampleAspect: Ratio
  /// It is a small stand-in for the file's own picture, so that its size is not the file's.
  public let isReduced: Bool

  /// Tells the pictures of one reader apart; the same picture read twice has the same.
  public var identity: UInt64 { UInt64(bitPattern: ticks) }

  /// A picture that was made of `original` and takes its place.
  init(moving made: borrowing Frame, inPlaceOf original: VideoFrame) throws(FFmpegError) {
    frame = try Frame(moving: made)
    ticks = original.ticks
    width = unsafe Int(frame.native.pointee.width)
    height = unsafe Int(frame.native.pointee.height)
    pixelFormat = Self.formatName(of: frame)
    presentationTime = original.presentationTime
    duration = original.duration
    sampleAspect = original.sampleAspect
    isReduced = original.isReduced
  }

  init(
    moving decoded: borrowing Frame, ticks: Int64, durationTicks: Int64, tick: Ratio,
    origin: MediaTime, sampleAspect: Ratio = Ratio(1, 1), isReduced: Bool = false
  ) throws(FFmpegError) {
    frame = try Frame(moving: decoded)
    self.ticks = ticks
    width = unsafe Int(frame.native.pointee.width)
    height = unsafe Int(frame.native.pointee.height)
    pixelFormat = Self.formatName(of: frame)
    presentationTime = MediaTime(ticks: ticks, of: tick) - origin
    duration = durationTicks > 0 ? MediaTime(ticks: durationTicks, of: tick) : nil
    self.sampleAspect = sampleAspect.isPositive ? sampleAspect : Ratio(1, 1)
    self.isReduced = isReduced
  }

  private static func formatName(of frame: borrowing Frame) -> String {
    let format = unsafe AVPixelFormat(frame.native.pointee.format)
    return unsafe av_get_pix_fmt_name(format).map(String.init(cString:)) ?? "unknown"
  }
}
