public import Foundation

/// A self-clocking clip of the generated media: what its frames and its sound say, to hold a render to.
///
/// The table is that of `scripts/media/recipes.py`. Every clip ticks on each whole second.
public struct ClockClip: Hashable, Sendable, CustomStringConvertible {
  /// The number that its frames carry.
  public let clip: Int
  /// The file's name in the generated media.
  public let name: String
  /// Frames a second: `rate` over `per`.
  public let rate: Int
  /// 1, or 1001 for the rates of NTSC.
  public let per: Int
  /// How many whole seconds of sound it has; the last frame ends there or just after.
  public var seconds = 6
  /// The picture's width in pixels.
  public var width = 640
  /// The picture's height in pixels.
  public var height = 360

  /// How many frames it has: those that start before its sound ends.
  public var frameCount: Int {
    (seconds * rate + per - 1) / per
  }

  /// The file's name.
  public var description: String { name }

  /// The clip's file, made where it is missing.
  public func file() throws -> URL {
    try GeneratedMedia.file(name)
  }

  /// Closed groups of pictures of one second, no B-frames.
  public static let plain = [
    ClockClip(clip: 1, name: "clock-24.mp4", rate: 24, per: 1),
    ClockClip(clip: 2, name: "clock-25.mp4", rate: 25, per: 1),
    ClockClip(clip: 3, name: "clock-29.97.mp4", rate: 30_000, per: 1_001),
    ClockClip(clip: 4, name: "clock-30.mp4", rate: 30, per: 1),
    ClockClip(clip: 5, name: "clock-60.mp4", rate: 60, per: 1),
  ]

  /// Open groups of 40 pictures, three B-frames, a pyramid.
  public static let withBFrames = [
    ClockClip(clip: 17, name: "clock-24-bframes.mp4", rate: 24, per: 1),
    ClockClip(clip: 18, name: "clock-25-bframes.mp4", rate: 25, per: 1),
    ClockClip(clip: 19, name: "clock-29.97-bframes.mp4", rate: 30_000, per: 1_001),
    ClockClip(clip: 20, name: "clock-30-bframes.mp4", rate: 30, per: 1),
    ClockClip(clip: 21, name: "clock-60-bframes.mp4", rate: 60, per: 1),
    ClockClip(clip: 33, name: "clock-30-long.mp4", rate: 30, per: 1, seconds: 12),
    ClockClip(clip: 34, name: "clock-30-720p.mp4", rate: 30, per: 1, width: 1_280, height: 720),
  ]

  /// Every clip of the generated media.
  public static let all = plain + withBFrames
}
