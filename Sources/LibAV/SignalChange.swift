internal import CFFmpeg

/// The change of a small picture's matrix and range after it was scaled.
///
/// swscale changes a matrix by making the whole picture RGB and YUV again, which was a sixth of a render of such footage.
/// The way from one YUV to the other is a product of two matrices (ITU-R BT.601-7, 2.5; BT.709-6, 3.2 to 3.5),
/// which leaves grays as they are.
struct SignalChange {
  /// What scales the picture without changing its signal.
  let scaling: ScalerContext.Key
  private let factors: roughcut_signal_change

  /// How to do what `key` asks for; nothing where the signal stays, or where swscale is to change it.
  init?(_ key: ScalerContext.Key) {
    let (source, target) = (key.source, key.target)
    guard
      key.quality == .fast, target.format == AV_PIX_FMT_YUV420P.rawValue, !target.isFullRange,
      source.matrix != target.matrix || source.isFullRange != target.isFullRange,
      Self.hasChroma(source.format),
      let old = LumaWeights(source.matrix), let new = LumaWeights(target.matrix)
    else { return nil }
    var scaling = key
    scaling.source.matrix = target.matrix
    scaling.source.isFullRange = target.isFullRange
    self.scaling = scaling
    factors = Self.factors(from: old, to: new, isFullRange: source.isFullRange)
  }

  /// Whether pixels are YUV, and not gray.
  private static func hasChroma(_ format: Int32) -> Bool {
    guard let form = unsafe av_pix_fmt_desc_get(AVPixelFormat(format)) else { return false }
    let others = UInt64(
      AV_PIX_FMT_FLAG_RGB | AV_PIX_FMT_FLAG_PAL | AV_PIX_FMT_FLAG_BAYER | AV_PIX_FMT_FLAG_HWACCEL)
    return unsafe format != AV_PIX_FMT_XYZ12LE.rawValue && format != AV_PIX_FMT_XYZ12BE.rawValue
      && form.pointee.nb_components >= 3 && form.pointee.flags & others == 0
  }

  /// Changes the signal of a scaled picture in place.
  func apply(to picture: UnsafePointer<AVFrame>) {
    let (data, lines) = unsafe (picture.pointee.data, picture.pointee.linesize)
    let planes: InlineArray<3, UnsafeMutablePointer<UInt8>?> = unsafe [data.0, data.1, data.2]
    let strides: InlineArray<3, Int> = [Int(lines.0), Int(lines.1), Int(lines.2)]
    unsafe planes.span.withUnsafeBufferPointer { planes in
      unsafe strides.span.withUnsafeBufferPointer { strides in
        unsafe withUnsafePointer(to: factors) { factors in
          unsafe roughcut_change_signal(
            planes.baseAddress, strides.baseAddress, Int(picture.pointee.width),
            Int(picture.pointee.height), factors)
        }
      }
    }
  }

  /// The factors from the signal of one matrix, in full or limited range, to that of another in limited range.
  ///
  /// With the weights K of red, green and blue, B = Y + 2(1 − Kb)·Cb, R = Y + 2(1 − Kr)·Cr, and G follows from
  /// Y = Kr·R + Kg·G + Kb·B. Limited range has 219 steps of luma from 16 and 224 of chroma; full range has 255.
  private static func factors(
    from old: LumaWeights, to new: LumaWeights, isFullRange: Bool
  ) -> roughcut_signal_change {
    let (oldBlue, oldRed) = (2 * (1 - old.blue), 2 * (1 - old.red))
    let lumaOfBlue = oldBlue * (new.blue - new.green * old.blue / old.green)
    let lumaOfRed = oldRed * (new.red - new.green * old.red / old.green)
    let (newBlue, newRed) = (2 * (1 - new.blue), 2 * (1 - new.red))
    let luma = isFullRange ? 219.0 / 255 : 1
    let chroma = isFullRange ? 224.0 / 255 : 1
    let one = Double(1 << ROUGHCUT_SIGNAL_PLACES)
    func fixed(_ factor: Double) -> Int32 { Int32((factor * one).rounded()) }
    var factors = roughcut_signal_change()
    factors.luma_of_luma = fixed(luma)
    factors.luma_of_blue = fixed(lumaOfBlue * chroma * 219 / 224)
    factors.luma_of_red = fixed(lumaOfRed * chroma * 219 / 224)
    factors.luma_offset = fixed((isFullRange ? 16 : 0) + 0.5)
    factors.blue_of_blue = fixed((oldBlue - lumaOfBlue) / newBlue * chroma)
    factors.blue_of_red = fixed(-lumaOfRed / newBlue * chroma)
    factors.red_of_blue = fixed(-lumaOfBlue / newRed * chroma)
    factors.red_of_red = fixed((oldRed - lumaOfRed) / newRed * chroma)
    return factors
  }
}

/// What red, green and blue count for in luma.
private struct LumaWeights {
  let red: Double
  let blue: Double
  var green: Double { 1 - red - blue }

  /// The weights of swscale's number of a matrix (ITU-T H.273, table 4).
  init?(_ matrix: Int32) {
    switch matrix {
    case SWS_CS_ITU709: (red, blue) = (0.2126, 0.0722)
    case SWS_CS_ITU601: (red, blue) = (0.299, 0.114)
    case SWS_CS_FCC: (red, blue) = (0.30, 0.11)
    case SWS_CS_SMPTE240M: (red, blue) = (0.212, 0.087)
    case SWS_CS_BT2020: (red, blue) = (0.2627, 0.0593)
    default: return nil
    }
  }
}
