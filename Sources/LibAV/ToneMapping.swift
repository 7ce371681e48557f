internal import CFFmpeg

/// How a picture that swscale does not convert rightly becomes one of BT.709, by FFmpeg's `zscale`.
///
/// PQ and HLG (ITU-R BT.2100) are brought to light of which 1 is 100 cd/m², the primaries are changed, and John
/// Hable's curve brings the highlights into the range of BT.709: FFmpeg's `zscale` and `tonemap`, as its documentation
/// has them. A wide gamut of standard range has its primaries changed and keeps its curve, so that grays stay as they
/// are. Matrices that swscale does not know (YCgCo, constant luminance, ICtCp and those derived from the primaries) are
/// undone. Opacity passes unchanged.
struct ToneMapping: Hashable {
  let form: PictureFilter.Form
  /// The filters, as for FFmpeg's `-vf`.
  let chain: String

  /// How `picture` becomes that of a buffer; `nil` if the scaler alone does it right.
  init?(
    of picture: UnsafePointer<AVFrame>, to buffer: PictureBuffer, quality: PictureScaler.Quality
  ) {
    let transfer = unsafe picture.pointee.color_trc
    let isHighRange =
      transfer == AVCOL_TRC_SMPTE2084 || transfer == AVCOL_TRC_ARIB_STD_B67
    guard
      unsafe isHighRange || Self.wideGamuts.contains(picture.pointee.color_primaries)
        || Self.hasRareMatrix(picture)
    else { return nil }
    var form = unsafe PictureFilter.Form(of: picture)
    let descriptor = unsafe av_pix_fmt_desc_get(AVPixelFormat(form.format))
    // The filter takes no half samples of chroma: an odd last line or column is left out.
    form.width &= unsafe ~((1 << Int32(descriptor?.pointee.log2_chroma_w ?? 0)) - 1)
    form.height &= unsafe ~((1 << Int32(descriptor?.pointee.log2_chroma_h ?? 0)) - 1)
    guard form.width > 0, form.height > 0 else { return nil }
    self.form = form
    let flags = unsafe descriptor?.pointee.flags ?? 0
    let keepsAlpha = flags & UInt64(AV_PIX_FMT_FLAG_ALPHA) != 0 && buffer.format.hasAlpha
    let source = unsafe Self.source(picture, isHighRange: isHighRange)
    // The size first: what is left out need not be mapped.
    let entry =
      "zscale=w=\(buffer.width):h=\(buffer.height)"
      + ":f=\(quality == .fast ? "bilinear" : "bicubic"):\(source.text)"
    let isHalved = buffer.format == .yuv420p && (buffer.width | buffer.height) & 1 == 0
    let exit =
      keepsAlpha
      ? "m=gbr:r=pc,format=gbrap" : "m=bt709:r=tv,format=\(isHalved ? "yuv420p" : "yuv444p")"
    chain =
      isHighRange
      ? "\(entry):t=linear:npl=100,format=gbr\(keepsAlpha ? "a" : "")pf32le,zscale=p=bt709,"
        + "tonemap=hable:desat=0,zscale=t=bt709:\(exit)"
      : "\(entry):p=bt709:t=\(source.transfer):\(exit)"
  }

  /// Primaries that reach beyond BT.709's far enough to be seen.
  private static let wideGamuts = [AVCOL_PRI_BT2020, AVCOL_PRI_SMPTE431, AVCOL_PRI_SMPTE432]

  /// Matrices that zimg knows and swscale does not.
  private static let rareMatrices = [
    AVCOL_SPC_YCGCO, AVCOL_SPC_BT2020_CL, AVCOL_SPC_CHROMA_DERIVED_NCL,
    AVCOL_SPC_CHROMA_DERIVED_CL, AVCOL_SPC_ICTCP,
  ]

  /// Curves that zimg knows; each keeps FFmpeg's number, which is that of ITU-T H.273.
  private static let knownTransfers = [
    AVCOL_TRC_BT709, AVCOL_TRC_GAMMA22, AVCOL_TRC_GAMMA28, AVCOL_TRC_SMPTE170M,
    AVCOL_TRC_SMPTE240M, AVCOL_TRC_LINEAR, AVCOL_TRC_LOG, AVCOL_TRC_LOG_SQRT,
    AVCOL_TRC_IEC61966_2_4, AVCOL_TRC_IEC61966_2_1, AVCOL_TRC_BT2020_10, AVCOL_TRC_BT2020_12,
    AVCOL_TRC_SMPTE2084, AVCOL_TRC_ARIB_STD_B67,
  ]

  /// Primaries that zimg knows; each keeps FFmpeg's number, which is that of ITU-T H.273.
  private static let knownPrimaries = [
    AVCOL_PRI_BT709, AVCOL_PRI_BT470M, AVCOL_PRI_BT470BG, AVCOL_PRI_SMPTE170M,
    AVCOL_PRI_SMPTE240M, AVCOL_PRI_FILM, AVCOL_PRI_BT2020, AVCOL_PRI_SMPTE428,
    AVCOL_PRI_SMPTE431, AVCOL_PRI_SMPTE432, AVCOL_PRI_JEDEC_P22,
  ]

  private static func hasRareMatrix(_ picture: UnsafePointer<AVFrame>) -> Bool {
    guard let form = unsafe av_pix_fmt_desc_get(AVPixelFormat(picture.pointee.format)) else {
      return false
    }
    // Red, green and blue have no matrix, and neither has gray.
    return unsafe form.pointee.flags & UInt64(AV_PIX_FMT_FLAG_RGB | AV_PIX_FMT_FLAG_PAL) == 0
      && form.pointee.nb_components >= 3 && rareMatrices.contains(picture.pointee.colorspace)
  }

  /// What the picture's numbers mean; what it doesn't state is what such pictures usually are.
  private static func source(
    _ picture: UnsafePointer<AVFrame>, isHighRange: Bool
  ) -> (text: String, transfer: UInt32) {
    let descriptor = unsafe av_pix_fmt_desc_get(AVPixelFormat(picture.pointee.format))
    let flags = unsafe descriptor?.pointee.flags ?? 0
    let isRGB = flags & UInt64(AV_PIX_FMT_FLAG_RGB | AV_PIX_FMT_FLAG_PAL) != 0
    let color = unsafe SignalColor(of: picture)
    let stated = unsafe picture.pointee.color_primaries
    let primaries =
      knownPrimaries.contains(stated) ? stated : isHighRange ? AVCOL_PRI_BT2020 : AVCOL_PRI_BT709
    let space = unsafe picture.pointee.colorspace
    let matrix =
      if isRGB {
        AVCOL_SPC_RGB
      } else if color.statesMatrix || rareMatrices.contains(space) {
        space
      } else {
        primaries == AVCOL_PRI_BT2020 ? AVCOL_SPC_BT2020_NCL : color.space
      }
    let curve = unsafe picture.pointee.color_trc
    let transfer = knownTransfers.contains(curve) ? curve : AVCOL_TRC_BT709
    let isFullRange = isRGB || color.isFullRange
    return (
      "min=\(matrix.rawValue):tin=\(transfer.rawValue):pin=\(primaries.rawValue)"
        + ":rin=\(isFullRange ? "pc" : "tv")", transfer.rawValue
    )
  }
}

/// Maps pictures, and keeps what it prepared from picture to picture.
struct ToneMapper {
  /// Chains kept, at most: one for each form and size that is on screen, and a few that were.
  private var kept = WorkingSet<(mapping: ToneMapping, filter: KeptPictureFilter)>(
    bound: 64, idleBound: 4)

  /// Begins the next picture, or the next batch of pictures, that others are scaled for.
  mutating func beginRound() { kept.beginRound() }

  /// Makes the mapped picture, of BT.709 in limited range and 8 bits.
  mutating func map(
    _ picture: UnsafePointer<AVFrame>, by mapping: ToneMapping, into target: borrowing Frame
  ) throws(FFmpegError) {
    let kept = try filter(for: mapping)
    let source = try Frame()
    try unsafe checked(av_frame_ref(source.native, picture), "av_frame_ref")
    unsafe source.native.pointee.width = mapping.form.width
    unsafe source.native.pointee.height = mapping.form.height
    try unsafe kept.filter.send(source.native)
    guard try kept.filter.receive(into: target) else {
      throw FFmpegError(.nothingDecodes, operation: "av_buffersink_get_frame")
    }
  }

  private mutating func filter(for mapping: ToneMapping) throws(FFmpegError) -> KeptPictureFilter {
    if let found = kept.value(where: { $0.mapping == mapping }) { return found.filter }
    let made = try KeptPictureFilter(mapping.chain, for: mapping.form)
    kept.insert((mapping, made), size: 1)
    return made
  }
}
