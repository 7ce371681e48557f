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

  /// Tells the pictures of one reader apart; the same picture read twice has the same.
  public var identity: UInt64 { UInt64(bitPattern: ticks) }

  init(
    moving decoded: borrowing Frame, ticks: Int64, durationTicks: Int64, tick: Ratio,
    origin: MediaTime
  ) throws(FFmpegError) {
    frame = try Frame(moving: decoded)
    self.ticks = ticks
    let native = unsafe frame.native.pointee
    width = unsafe Int(native.width)
    height = unsafe Int(native.height)
    pixelFormat =
      unsafe av_get_pix_fmt_name(AVPixelFormat(native.format)).map(String.init(cString:))
      ?? "unknown"
    presentationTime = MediaTime(ticks: ticks, of: tick) - origin
    duration = durationTicks > 0 ? MediaTime(ticks: durationTicks, of: tick) : nil
  }
}
