internal import CFFmpeg

/// The forms in which pictures are composed and encoded, all of 8 bits.
public enum PictureFormat: String, Hashable, Sendable, CaseIterable {
  /// Luma, and chroma of half the width and height.
  case yuv420p
  /// The same with an opacity for each pixel.
  case yuva420p
  /// Luma and chroma of full size.
  case yuv444p
  /// The same with an opacity for each pixel.
  case yuva444p
  /// Red, green, blue and opacity, byte by byte; colours are not multiplied by the opacity.
  case rgba
  /// Luma or a mask alone.
  case gray8

  /// The number of planes.
  public var planeCount: Int {
    switch self {
    case .yuv420p, .yuv444p: 3
    case .yuva420p, .yuva444p: 4
    case .rgba, .gray8: 1
    }
  }

  /// The picture is luma and chroma, not red, green and blue.
  public var isYUV: Bool { self != .rgba }

  /// Pixels have an opacity.
  public var hasAlpha: Bool { self == .yuva420p || self == .yuva444p || self == .rgba }

  /// The width in bytes and the height of plane `plane` of a picture.
  ///
  /// Chroma of an odd side is rounded up.
  public func planeSize(_ plane: Int, width: Int, height: Int) -> (widthBytes: Int, height: Int) {
    switch self {
    case .rgba: (4 * width, height)
    case .yuv420p, .yuva420p:
      plane == 1 || plane == 2 ? ((width + 1) / 2, (height + 1) / 2) : (width, height)
    case .gray8, .yuv444p, .yuva444p: (width, height)
    }
  }

  var native: AVPixelFormat {
    switch self {
    case .yuv420p: AV_PIX_FMT_YUV420P
    case .yuva420p: AV_PIX_FMT_YUVA420P
    case .yuv444p: AV_PIX_FMT_YUV444P
    case .yuva444p: AV_PIX_FMT_YUVA444P
    case .rgba: AV_PIX_FMT_RGBA
    case .gray8: AV_PIX_FMT_GRAY8
    }
  }
}
