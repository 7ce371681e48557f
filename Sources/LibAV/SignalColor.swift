internal import CFFmpeg

/// How the numbers of a picture mean colours, as the scaler needs it.
struct SignalColor: Hashable {
  /// swscale's number of the matrix, one of `SWS_CS_*`.
  let matrix: Int32
  let isFullRange: Bool

  /// What pictures are composed in: BT.709 of limited range.
  static let standard = SignalColor(matrix: SWS_CS_ITU709, isFullRange: false)

  /// What JPEG files hold (JFIF 1.02): BT.601 of full range.
  static let jpeg = SignalColor(matrix: SWS_CS_ITU601, isFullRange: true)

  /// Lines from which a picture without a matrix is taken for BT.709.
  private static let highDefinitionLines: Int32 = 720

  init(matrix: Int32, isFullRange: Bool) {
    self.matrix = matrix
    self.isFullRange = isFullRange
  }

  /// What a decoded picture declares.
  init(of frame: UnsafePointer<AVFrame>) {
    let space = unsafe frame.pointee.colorspace
    switch space {
    case AVCOL_SPC_BT709: matrix = SWS_CS_ITU709
    case AVCOL_SPC_FCC: matrix = SWS_CS_FCC
    case AVCOL_SPC_BT470BG, AVCOL_SPC_SMPTE170M: matrix = SWS_CS_ITU601
    case AVCOL_SPC_SMPTE240M: matrix = SWS_CS_SMPTE240M
    case AVCOL_SPC_BT2020_NCL, AVCOL_SPC_BT2020_CL: matrix = SWS_CS_BT2020
    default:
      matrix =
        unsafe frame.pointee.height >= Self.highDefinitionLines ? SWS_CS_ITU709 : SWS_CS_ITU601
    }
    isFullRange =
      unsafe frame.pointee.color_range == AVCOL_RANGE_JPEG
      || Self.fullRangeFormats[frame.pointee.format] != nil
  }

  /// Old pixel formats that say full range by their name, and the present ones.
  private static let fullRangeFormats: [Int32: AVPixelFormat] = [
    AV_PIX_FMT_YUVJ420P.rawValue: AV_PIX_FMT_YUV420P,
    AV_PIX_FMT_YUVJ422P.rawValue: AV_PIX_FMT_YUV422P,
    AV_PIX_FMT_YUVJ444P.rawValue: AV_PIX_FMT_YUV444P,
    AV_PIX_FMT_YUVJ440P.rawValue: AV_PIX_FMT_YUV440P,
    AV_PIX_FMT_YUVJ411P.rawValue: AV_PIX_FMT_YUV411P,
  ]

  /// A picture of one bit a pixel.
  static func isBitmap(_ frame: UnsafePointer<AVFrame>) -> Bool {
    let format = unsafe frame.pointee.format
    return format == AV_PIX_FMT_MONOBLACK.rawValue || format == AV_PIX_FMT_MONOWHITE.rawValue
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
