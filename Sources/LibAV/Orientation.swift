internal import CFFmpeg

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// How a decoded picture must be turned to stand upright: mirrored first, then rotated.
public struct Orientation: Hashable, Sendable, Codable {
  /// The rotation clockwise, in whole degrees from 0 through 359.
  public let clockwiseDegrees: Int
  /// The picture is mirrored left to right before it is rotated.
  public let isMirrored: Bool

  /// As decoded.
  public static let upright = Orientation(clockwiseDegrees: 0, isMirrored: false)

  /// A turn; degrees outside 0 through 359 are brought into it.
  public init(clockwiseDegrees: Int, isMirrored: Bool) {
    self.clockwiseDegrees = ((clockwiseDegrees % 360) + 360) % 360
    self.isMirrored = isMirrored
  }

  /// Width and height change places: the nearest turn by quarters is one or three of them.
  ///
  /// Of a turn between quarters at most 45 degrees are left, which turn the picture within its place.
  public var swapsSides: Bool { (clockwiseDegrees + 44) / 90 % 2 == 1 }

  /// The same, then turned clockwise by quarters.
  func turned(quarters: Int) -> Orientation {
    Orientation(clockwiseDegrees: clockwiseDegrees + 90 * quarters, isMirrored: isMirrored)
  }

  /// The same, then mirrored left to right: a turn before is one back after.
  func mirrored() -> Orientation {
    Orientation(clockwiseDegrees: -clockwiseDegrees, isMirrored: !isMirrored)
  }

  /// The turn that a display matrix means (libavutil/display.h): nine numbers, the first four of
  /// which are a, b, and, after one, c, d in x' = ax + cy, y' = bx + dy with y downwards.
  init(displayMatrix matrix: [Int32]) {
    guard matrix.count >= 5 else {
      self = .upright
      return
    }
    let (a, b) = (Double(matrix[0]), Double(matrix[1]))
    let (c, d) = (Double(matrix[3]), Double(matrix[4]))
    // Numbers of nothing turn nothing.
    guard a != 0 || b != 0 else {
      self = .upright
      return
    }
    let isMirrored = a * d - b * c < 0
    let radians = isMirrored ? atan2(-b, -a) : atan2(b, a)
    self.init(
      clockwiseDegrees: Int((radians * 180 / Double.pi).rounded()), isMirrored: isMirrored)
  }

  /// The turn that an Exif orientation means (Exif 2.32, tag 0x0112); upright for unknown numbers.
  init(exif orientation: Int) {
    switch orientation {
    case 2: self.init(clockwiseDegrees: 0, isMirrored: true)
    case 3: self.init(clockwiseDegrees: 180, isMirrored: false)
    case 4: self.init(clockwiseDegrees: 180, isMirrored: true)
    case 5: self.init(clockwiseDegrees: 270, isMirrored: true)
    case 6: self.init(clockwiseDegrees: 90, isMirrored: false)
    case 7: self.init(clockwiseDegrees: 90, isMirrored: true)
    case 8: self.init(clockwiseDegrees: 270, isMirrored: false)
    default: self = .upright
    }
  }
}
