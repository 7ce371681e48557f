internal import CFFmpeg

/// How a picture of high dynamic range or wide gamut becomes one of BT.709.
///
/// PQ and HLG (ITU-R BT.2100) are brought to light of which 1 is 100 cd/m², the primaries are
/// changed, and John Hable's curve lays the highlights into the range of BT.709: FFmpeg's `zscale`
/// and `tonemap`, as its documentation has them. A wide gamut of standard range has its primaries
/// changed alone.
struct ToneMapping: Hashable {
  let form: PictureFilter.Form
  /// The filters, as for FFmpeg's `-vf`.
  let chain: String

  /// How `picture` becomes that of a buffer; nothing where the scaler alone does it right.
  init?(
    of picture: UnsafePointer<AVFrame>, to buffer: PictureBuffer, quality: PictureScaler.Quality
  ) {
    let transfer = unsafe picture.pointee.color_trc
    let isHighRange =
      transfer == AVCOL_TRC_SMPTE2084 || transfer == AVCOL_TRC_ARIB_STD_B67
    guard unsafe isHighRange || Self.wideGamuts.contains(picture.pointee.color_primaries) else {
      return nil
    }
    var form = unsafe PictureFilter.Form(of: picture)
    let descriptor = unsafe av_pix_fmt_desc_get(AVPixelFormat(form.format))
    // The filter takes no half samples of chroma: an odd last line or column is left out.
    form.width &= unsafe ~((1 << Int32(descriptor?.pointee.log2_chroma_w ?? 0)) - 1)
    form.height &= unsafe ~((1 << Int32(descriptor?.pointee.log2_chroma_h ?? 0)) - 1)
    guard form.width > 0, form.height > 0 else { return nil }
    self.form = form
    let source = unsafe Self.source(picture, isHighRange: isHighRange)
    // The size first: what is left out need not be mapped.
    let entry =
      "zscale=w=\(buffer.width):h=\(buffer.height)"
      + ":f=\(quality == .fast ? "bilinear" : "bicubic"):\(source)"
    let isHalved = buffer.format == .yuv420p && (buffer.width | buffer.height) & 1 == 0
    let target = isHalved ? "yuv420p" : "yuv444p"
    let exit = "t=bt709:m=bt709:r=tv,format=\(target)"
    chain =
      isHighRange
      ? "\(entry):t=linear:npl=100,format=gbrpf32le,zscale=p=bt709,tonemap=hable:desat=0,zscale=\(exit)"
      : "\(entry):p=bt709:\(exit)"
  }

  /// Primaries that reach beyond BT.709's far enough to be seen.
  private static let wideGamuts = [AVCOL_PRI_BT2020, AVCOL_PRI_SMPTE431, AVCOL_PRI_SMPTE432]

  /// What the picture's numbers mean; what it doesn't say is what such pictures usually are.
  private static func source(_ picture: UnsafePointer<AVFrame>, isHighRange: Bool) -> String {
    let descriptor = unsafe av_pix_fmt_desc_get(AVPixelFormat(picture.pointee.format))
    let flags = unsafe descriptor?.pointee.flags ?? 0
    let isRGB = flags & UInt64(AV_PIX_FMT_FLAG_RGB) != 0
    let matrix =
      switch unsafe picture.pointee.colorspace {
      case AVCOL_SPC_BT709: "bt709"
      case AVCOL_SPC_BT470BG, AVCOL_SPC_SMPTE170M: "smpte170m"
      case AVCOL_SPC_BT2020_CL: "bt2020c"
      case AVCOL_SPC_ICTCP: "ictcp"
      default: "bt2020nc"
      }
    let transfer =
      switch unsafe picture.pointee.color_trc {
      case AVCOL_TRC_SMPTE2084: "smpte2084"
      case AVCOL_TRC_ARIB_STD_B67: "arib-std-b67"
      case AVCOL_TRC_IEC61966_2_1: "iec61966-2-1"
      case AVCOL_TRC_LINEAR: "linear"
      default: "bt709"
      }
    let primaries =
      switch unsafe picture.pointee.color_primaries {
      case AVCOL_PRI_BT709: "bt709"
      case AVCOL_PRI_SMPTE431: "smpte431"
      case AVCOL_PRI_SMPTE432: "smpte432"
      default: "bt2020"
      }
    let isFullRange = unsafe isRGB || SignalColor(of: picture).isFullRange
    return "min=\(isRGB ? "gbr" : matrix):tin=\(transfer):pin=\(primaries)"
      + ":rin=\(isFullRange ? "pc" : "tv")"
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
