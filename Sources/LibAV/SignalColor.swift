internal import CFFmpeg

/// How the numbers of a picture mean colours, as the scaler needs it.
struct SignalColor: Hashable {
  /// swscale's number of the matrix, one of `SWS_CS_*`.
  let matrix: Int32
  let isFullRange: Bool
  /// The picture states a matrix that swscale knows.
  let statesMatrix: Bool

  /// What pictures are composed in: BT.709 of limited range.
  static let standard = SignalColor(matrix: SWS_CS_ITU709, isFullRange: false)

  /// What JPEG files hold (JFIF 1.02): BT.601 of full range.
  static let jpeg = SignalColor(matrix: SWS_CS_ITU601, isFullRange: true)

  /// Lines from which a picture without a matrix is taken for BT.709.
  private static let highDefinitionLines: Int32 = 720

  init(matrix: Int32, isFullRange: Bool) {
    self.matrix = matrix
    self.isFullRange = isFullRange
    statesMatrix = true
  }

  /// FFmpeg's number of the matrix.
  var space: AVColorSpace {
    switch matrix {
    case SWS_CS_ITU709: AVCOL_SPC_BT709
    case SWS_CS_FCC: AVCOL_SPC_FCC
    case SWS_CS_SMPTE240M: AVCOL_SPC_SMPTE240M
    case SWS_CS_BT2020: AVCOL_SPC_BT2020_NCL
    default: AVCOL_SPC_SMPTE170M
    }
  }

  /// What a decoded picture declares.
  ///
  /// Luma alone is of full range unless it is said to be limited: still pictures (JPEG, PNG, TIFF, PGM, JPEG 2000) are,
  /// and their decoders don't say so.
  init(of frame: UnsafePointer<AVFrame>) {
    let known: Int32? =
      switch unsafe frame.pointee.colorspace {
      case AVCOL_SPC_BT709: SWS_CS_ITU709
      case AVCOL_SPC_FCC: SWS_CS_FCC
      case AVCOL_SPC_BT470BG, AVCOL_SPC_SMPTE170M: SWS_CS_ITU601
      case AVCOL_SPC_SMPTE240M: SWS_CS_SMPTE240M
      case AVCOL_SPC_BT2020_NCL, AVCOL_SPC_BT2020_CL: SWS_CS_BT2020
      default: nil
      }
    let isHigh = unsafe frame.pointee.height >= Self.highDefinitionLines
    statesMatrix = known != nil
    matrix = known ?? (isHigh ? SWS_CS_ITU709 : SWS_CS_ITU601)
    let range = unsafe frame.pointee.color_range
    isFullRange =
      unsafe range == AVCOL_RANGE_JPEG || Self.fullRangeFormats[frame.pointee.format] != nil
      || range != AVCOL_RANGE_MPEG && Self.isGray(frame)
  }

  /// Old pixel formats that say full range by their name, and the present ones.
  private static let fullRangeFormats: [Int32: AVPixelFormat] = [
    AV_PIX_FMT_YUVJ420P.rawValue: AV_PIX_FMT_YUV420P,
    AV_PIX_FMT_YUVJ422P.rawValue: AV_PIX_FMT_YUV422P,
    AV_PIX_FMT_YUVJ444P.rawValue: AV_PIX_FMT_YUV444P,
    AV_PIX_FMT_YUVJ440P.rawValue: AV_PIX_FMT_YUV440P,
    AV_PIX_FMT_YUVJ411P.rawValue: AV_PIX_FMT_YUV411P,
  ]

  /// FFmpeg's name of a matrix that neither swscale nor zimg knows; `nil` for all others.
  static func unknownMatrix(_ space: AVColorSpace) -> String? {
    switch space {
    case AVCOL_SPC_SMPTE2085: unsafe av_color_space_name(space).map { unsafe String(cString: $0) }
    case _ where space.rawValue >= AVCOL_SPC_NB.rawValue: "\(space.rawValue)"
    default: nil
    }
  }

  /// A picture of red, green and blue, of X, Y and Z, or of colours in a palette: without a matrix.
  static func isRGB(_ frame: UnsafePointer<AVFrame>) -> Bool {
    let format = unsafe frame.pointee.format
    if format == AV_PIX_FMT_XYZ12LE.rawValue || format == AV_PIX_FMT_XYZ12BE.rawValue {
      return true
    }
    guard let form = unsafe av_pix_fmt_desc_get(AVPixelFormat(frame.pointee.format)) else {
      return false
    }
    return unsafe form.pointee.flags & UInt64(AV_PIX_FMT_FLAG_PAL | AV_PIX_FMT_FLAG_RGB) != 0
  }

  /// A picture of luma alone, or with alpha.
  static func isGray(_ frame: UnsafePointer<AVFrame>) -> Bool {
    guard let form = unsafe av_pix_fmt_desc_get(AVPixelFormat(frame.pointee.format)) else {
      return false
    }
    return unsafe form.pointee.nb_components <= 2
      && form.pointee.flags & UInt64(AV_PIX_FMT_FLAG_PAL | AV_PIX_FMT_FLAG_RGB) == 0
  }

  /// A scaler's side for a picture of this colour.
  func side(of frame: UnsafePointer<AVFrame>) -> ScalerContext.Side {
    let format = unsafe frame.pointee.format
    return unsafe ScalerContext.Side(
      format: Self.fullRangeFormats[format]?.rawValue ?? format,
      width: Int(frame.pointee.width), height: Int(frame.pointee.height),
      matrix: matrix, isFullRange: isFullRange)
  }
}
