internal import CFFmpeg

/// A picture's components side by side, one sample of 16 bits for each pixel.
///
/// This is for the forms that swscale does not read (`nv16`, `uyyvyy411`, `y210be`, `ayuv64be` and others), and for
/// those that it reads wrongly: of less than a byte per pixel (white is 255 in any range, and they cannot be cropped),
/// of less than eight bits per colour (white is not white), of a palette and of mosaics (the matrix is always BT.601's),
/// and gray of limited range.
enum UnpackedPicture {
  /// Whether the pixels of a picture have to be unpacked before they can be scaled.
  static func isNeeded(for picture: UnsafePointer<AVFrame>) -> Bool {
    let format = unsafe picture.pointee.format
    guard let form = unsafe av_pix_fmt_desc_get(AVPixelFormat(format)) else { return false }
    let flags = unsafe form.pointee.flags
    guard flags & UInt64(AV_PIX_FMT_FLAG_HWACCEL) == 0 else { return false }
    if flags & UInt64(AV_PIX_FMT_FLAG_BAYER) != 0 { return true }
    let isCoarse =
      unsafe flags & UInt64(AV_PIX_FMT_FLAG_RGB) != 0 && form.pointee.comp.0.depth < 8
    let isLimitedGray =
      unsafe format == AV_PIX_FMT_GRAY8.rawValue && picture.pointee.color_range == AVCOL_RANGE_MPEG
    let isDeepGrayWithAlpha =
      format == AV_PIX_FMT_YA16LE.rawValue || format == AV_PIX_FMT_YA16BE.rawValue
    return flags & UInt64(AV_PIX_FMT_FLAG_BITSTREAM | AV_PIX_FMT_FLAG_PAL) != 0 || isCoarse
      || isLimitedGray || isDeepGrayWithAlpha || sws_isSupportedInput(AVPixelFormat(format)) == 0
  }

  /// Makes the unpacked picture, its colour described as that of the original.
  ///
  /// Luma and chroma of limited range are shifted up, and all else is stretched to the new maximum (ITU-T H.273,
  /// 8.3: limited range scales with powers of two, full range with the largest code).
  static func unpack(
    _ picture: UnsafePointer<AVFrame>, into target: borrowing Frame
  ) throws(FFmpegError) {
    guard let form = unsafe av_pix_fmt_desc_get(AVPixelFormat(picture.pointee.format)) else {
      throw FFmpegError(.badSetting("no such form of pixels"), operation: "av_pix_fmt_desc_get")
    }
    let flags = unsafe form.pointee.flags
    if flags & UInt64(AV_PIX_FMT_FLAG_BAYER) != 0 {
      return try unsafe fillIn(
        mosaic: picture, isDeep: av_get_bits_per_pixel(form) > 8, into: target)
    }
    let isPalette = flags & UInt64(AV_PIX_FMT_FLAG_PAL) != 0
    let isRGB = flags & UInt64(AV_PIX_FMT_FLAG_RGB) != 0 || isPalette
    let count = isPalette ? 4 : unsafe Int(form.pointee.nb_components)
    unsafe target.native.pointee.format = Self.format(isRGB: isRGB, components: count).rawValue
    unsafe target.native.pointee.width = picture.pointee.width
    unsafe target.native.pointee.height = picture.pointee.height
    try unsafe checked(av_frame_get_buffer(target.native, 0), "av_frame_get_buffer")
    try unsafe checked(av_frame_copy_props(target.native, picture), "av_frame_copy_props")
    let isLimited = unsafe !isRGB && !SignalColor(of: picture).isFullRange
    // Planar RGB has its planes as green, blue, red; a palette has blue, green, red. Gray with an opacity has that second.
    let order =
      isPalette ? [1, 0, 2, 3] : isRGB ? [2, 0, 1, 3] : count == 2 ? [0, 3] : [0, 1, 2, 3]
    // Gray that has become luma and chroma would be taken for limited range, and for having a matrix.
    unsafe target.native.pointee.color_range = isLimited ? AVCOL_RANGE_MPEG : AVCOL_RANGE_JPEG
    if count == 2 {
      unsafe target.native.pointee.colorspace = AVCOL_SPC_UNSPECIFIED
      unsafe fillChroma(of: target.native)
    }
    for component in 0..<count {
      let isAlpha = flags & UInt64(AV_PIX_FMT_FLAG_ALPHA) != 0 && component == count - 1
      let depth = isPalette ? 8 : unsafe Self.component(component, of: form).depth
      let values = Values(
        depth: Int(depth), isShifted: isLimited && !isAlpha && depth >= 8,
        isInverted: unsafe picture.pointee.format == AV_PIX_FMT_MONOWHITE.rawValue)
      unsafe Self.copy(
        component, of: picture, form, to: target.native, plane: order[component], values)
    }
  }

  /// Makes red, green and blue of each pixel of a mosaic, of which the picture has one.
  ///
  /// swscale does this rightly. On its way to luma and chroma it uses BT.601's matrix whichever was asked for.
  private static func fillIn(
    mosaic picture: UnsafePointer<AVFrame>, isDeep: Bool, into target: borrowing Frame
  ) throws(FFmpegError) {
    let native = unsafe target.native
    unsafe native.pointee.format =
      isDeep ? AV_PIX_FMT_RGB48LE.rawValue : AV_PIX_FMT_RGB24.rawValue
    unsafe native.pointee.width = picture.pointee.width
    unsafe native.pointee.height = picture.pointee.height
    try unsafe checked(av_frame_get_buffer(native, 0), "av_frame_get_buffer")
    try unsafe checked(av_frame_copy_props(native, picture), "av_frame_copy_props")
    unsafe native.pointee.colorspace = AVCOL_SPC_RGB
    unsafe native.pointee.color_range = AVCOL_RANGE_JPEG
    let context = try unsafe ScalerContext(
      ScalerContext.Key(
        source: SignalColor.jpeg.side(of: picture), target: SignalColor.jpeg.side(of: native),
        quality: .good))
    try unsafe context.scale(from: picture, to: native)
  }

  /// A form that swscale reads, with as many components.
  private static func format(isRGB: Bool, components: Int) -> AVPixelFormat {
    switch (isRGB, components) {
    case (_, 1): AV_PIX_FMT_GRAY16LE
    case (_, 2): AV_PIX_FMT_YUVA444P16LE
    case (true, 4): AV_PIX_FMT_GBRAP16LE
    case (true, _): AV_PIX_FMT_GBRP16LE
    case (false, 4): AV_PIX_FMT_YUVA444P16LE
    default: AV_PIX_FMT_YUV444P16LE
    }
  }

  private static func component(
    _ index: Int, of form: UnsafePointer<AVPixFmtDescriptor>
  ) -> AVComponentDescriptor {
    let all = unsafe form.pointee.comp
    return switch index {
    case 0: all.0
    case 1: all.1
    case 2: all.2
    default: all.3
    }
  }

  /// Makes both planes of chroma colourless.
  private static func fillChroma(of picture: UnsafeMutablePointer<AVFrame>) {
    let (data, lines) = unsafe (picture.pointee.data, picture.pointee.linesize)
    let planes = unsafe [(data.1, lines.1), (data.2, lines.2)]
    for index in 0..<2 {
      let (plane, stride) = unsafe planes[index]
      guard let plane = unsafe plane else { continue }
      let count = unsafe Int(stride) / 2 * Int(picture.pointee.height)
      unsafe plane.withMemoryRebound(to: UInt16.self, capacity: count) {
        unsafe $0.update(repeating: UInt16(32_768).littleEndian, count: count)
      }
    }
  }

  /// How codes of some bits become codes of 16.
  private struct Values {
    let depth: Int
    let isShifted: Bool
    let isInverted: Bool

    func of(_ code: UInt16) -> UInt16 {
      let most = (1 << depth) - 1
      let code = isInverted ? most - Int(code) : Int(code)
      let wide = isShifted ? code << (16 - depth) : (code * 65_535 + most / 2) / most
      return UInt16(truncatingIfNeeded: min(max(wide, 0), 65_535)).littleEndian
    }
  }

  private static func copy(
    _ component: Int, of picture: UnsafePointer<AVFrame>,
    _ form: UnsafePointer<AVPixFmtDescriptor>, to target: UnsafeMutablePointer<AVFrame>,
    plane: Int, _ values: Values
  ) {
    let isChroma =
      unsafe (component == 1 || component == 2)
      && form.pointee.flags & UInt64(AV_PIX_FMT_FLAG_RGB) == 0 && form.pointee.nb_components >= 3
    let (across, down) =
      unsafe isChroma
      ? (Int(form.pointee.log2_chroma_w), Int(form.pointee.log2_chroma_h)) : (0, 0)
    // Of a palette the one component is the number of a colour, whose four bytes are in the second plane.
    let isPalette = unsafe form.pointee.flags & UInt64(AV_PIX_FMT_FLAG_PAL) != 0
    let palette = unsafe isPalette ? picture.pointee.data.1 : nil
    let width = unsafe Int(picture.pointee.width)
    let samples = (width + (1 << across) - 1) >> across
    let (data, lines) = unsafe (picture.pointee.data, picture.pointee.linesize)
    let sources: InlineArray<4, UnsafePointer<UInt8>?> = unsafe [
      UnsafePointer(data.0), UnsafePointer(data.1), UnsafePointer(data.2), UnsafePointer(data.3),
    ]
    let strides: InlineArray<4, CInt> = [lines.0, lines.1, lines.2, lines.3]
    let (targets, targetLines) = unsafe (target.pointee.data, target.pointee.linesize)
    let to: UnsafeMutablePointer<UInt8>?
    let stride: CInt
    switch plane {
    case 0: unsafe (to, stride) = unsafe (targets.0, targetLines.0)
    case 1: unsafe (to, stride) = unsafe (targets.1, targetLines.1)
    case 2: unsafe (to, stride) = unsafe (targets.2, targetLines.2)
    default: unsafe (to, stride) = unsafe (targets.3, targetLines.3)
    }
    guard let to = unsafe to else { return }
    unsafe withUnsafeTemporaryAllocation(of: UInt16.self, capacity: samples) { line in
      for row in 0..<(unsafe Int(picture.pointee.height)) {
        if unsafe picture.pointee.format == AV_PIX_FMT_UYYVYY411.rawValue {
          guard let plane = unsafe data.0 else { return }
          unsafe readUneven(component, of: plane + row * Int(lines.0), into: line)
        } else {
          unsafe sources.span.withUnsafeBufferPointer { sources in
            unsafe strides.span.withUnsafeBufferPointer { strides in
              // The sources are four pointers, which C takes for an array of them.
              guard let first = sources.baseAddress else { return }
              unsafe av_read_image_line2(
                line.baseAddress, UnsafeMutablePointer(mutating: first), strides.baseAddress, form,
                0, CInt(row >> down), isPalette ? 0 : CInt(component),
                CInt(samples), 0, 2)
            }
          }
        }
        let start = unsafe (to + row * Int(stride))
        unsafe start.withMemoryRebound(to: UInt16.self, capacity: width) { start in
          for column in 0..<width {
            let code = unsafe line[column >> across]
            let color = unsafe palette.map { unsafe UInt16($0[4 * Int(code & 255) + component]) }
            unsafe start[column] = values.of(color ?? code)
          }
        }
      }
    }
  }

  /// Reads a line of `uyyvyy411`, of which FFmpeg's description has only one distance from luma to luma: four pixels
  /// are Cb, Y, Y, Cr, Y, Y (`libavutil/pixfmt.h`).
  private static func readUneven(
    _ component: Int, of bytes: UnsafePointer<UInt8>, into line: UnsafeMutableBufferPointer<UInt16>
  ) {
    for index in line.indices {
      let place =
        switch component {
        case 0: index / 4 * 6 + index % 4 + (index % 4 < 2 ? 1 : 2)
        case 1: index * 6
        default: index * 6 + 3
        }
      unsafe line[index] = unsafe UInt16(bytes[place])
    }
  }
}
