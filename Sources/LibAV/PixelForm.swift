internal import CFFmpeg

/// A form of pixels as FFmpeg describes it, so that a test can visit every one that it names.
package struct PixelForm: Hashable, Sendable {
  /// FFmpeg's name of it, such as `yuv420p`.
  package let name: String
  /// Bits of each component.
  package let depths: [Int]
  /// Chroma samples are this many times halved in width.
  package let chromaLog2Width: Int
  /// Chroma samples are this many times halved in height.
  package let chromaLog2Height: Int
  let flags: UInt64
  let format: AVPixelFormat

  /// Pixels are elsewhere than in memory.
  package var isHardware: Bool { has(AV_PIX_FMT_FLAG_HWACCEL) }
  /// Each pixel has one of three colours.
  package var isMosaic: Bool { has(AV_PIX_FMT_FLAG_BAYER) }
  /// Pixels are numbers of colours in a table.
  package var isPalette: Bool { has(AV_PIX_FMT_FLAG_PAL) }
  /// Components are red, green and blue, and not luma and chroma.
  package var isRGB: Bool { has(AV_PIX_FMT_FLAG_RGB) }
  /// The last component is an opacity.
  package var hasAlpha: Bool { has(AV_PIX_FMT_FLAG_ALPHA) }
  /// Components are floating-point numbers, 1 being the most.
  package var isFloat: Bool { has(AV_PIX_FMT_FLAG_FLOAT) }
  /// Several pixels share a byte.
  package var isBitstream: Bool { has(AV_PIX_FMT_FLAG_BITSTREAM) }
  /// Components are X, Y and Z of CIE 1931.
  package var isXYZ: Bool { name.hasPrefix("xyz") }

  private func has(_ flag: Int32) -> Bool { flags & UInt64(flag) != 0 }

  /// All that this FFmpeg names, in the order of its numbers.
  package static let all: [PixelForm] = {
    var forms: [PixelForm] = []
    var place: UnsafePointer<AVPixFmtDescriptor>?
    while let form = unsafe av_pix_fmt_desc_next(place) {
      unsafe forms.append(PixelForm(form))
      unsafe place = unsafe form
    }
    return forms
  }()

  private init(_ form: UnsafePointer<AVPixFmtDescriptor>) {
    name = unsafe String(cString: form.pointee.name)
    let components = unsafe [
      form.pointee.comp.0, form.pointee.comp.1, form.pointee.comp.2, form.pointee.comp.3,
    ]
    let stated = unsafe components.prefix(Int(form.pointee.nb_components)).map { Int($0.depth) }
    // Of a mosaic, FFmpeg states what part of a sample's bits each colour has on average.
    depths =
      unsafe form.pointee.flags & UInt64(AV_PIX_FMT_FLAG_BAYER) == 0
      ? stated : stated.map { _ in stated.reduce(0, +) }
    chromaLog2Width = unsafe Int(form.pointee.log2_chroma_w)
    chromaLog2Height = unsafe Int(form.pointee.log2_chroma_h)
    flags = unsafe form.pointee.flags
    format = unsafe av_pix_fmt_desc_get_id(form)
  }
}

extension VideoFrame {
  /// A picture of given pixels.
  ///
  /// - Parameters:
  ///   - form: How its pixels are stored.
  ///   - width: Its width in pixels.
  ///   - height: Its height in pixels.
  ///   - color: What its numbers mean, by FFmpeg's names.
  ///   - components: For each component a code for each sample, line by line; floating-point numbers as their bits.
  ///   - palette: Colours as `0xAARRGGBB`, for a form that has a table of them.
  /// - Throws: ``FFmpegError`` if memory runs out or the form is not one in memory.
  package convenience init(
    _ form: PixelForm, width: Int, height: Int, color: ColorFacts, components: [[UInt32]],
    palette: [UInt32] = []
  ) throws(FFmpegError) {
    let frame = try Frame()
    unsafe frame.native.pointee.format = form.format.rawValue
    unsafe frame.native.pointee.width = CInt(width)
    unsafe frame.native.pointee.height = CInt(height)
    unsafe frame.native.pointee.colorspace = AVColorSpace(
      UInt32(max(0, av_color_space_from_name(color.matrix))))
    unsafe frame.native.pointee.color_primaries = AVColorPrimaries(
      UInt32(max(0, av_color_primaries_from_name(color.primaries))))
    unsafe frame.native.pointee.color_trc = AVColorTransferCharacteristic(
      UInt32(max(0, av_color_transfer_from_name(color.transfer))))
    unsafe frame.native.pointee.color_range = AVColorRange(
      UInt32(max(0, av_color_range_from_name(color.range))))
    try unsafe checked(av_frame_get_buffer(frame.native, 0), "av_frame_get_buffer")
    unsafe Self.write(components, form, to: frame.native)
    if form.isPalette, let table = unsafe frame.native.pointee.data.1 {
      unsafe table.withMemoryRebound(to: UInt32.self, capacity: 256) { table in
        for (index, color) in palette.prefix(256).enumerated() { unsafe table[index] = color }
      }
    }
    try self.init(moving: frame, ticks: 0, durationTicks: 0, tick: Ratio(1, 1), origin: .zero)
  }

  private static func write(
    _ components: [[UInt32]], _ form: PixelForm, to frame: UnsafeMutablePointer<AVFrame>
  ) {
    let descriptor = unsafe av_pix_fmt_desc_get(form.format)
    let (data, lines) = unsafe (frame.pointee.data, frame.pointee.linesize)
    var planes: InlineArray<4, UnsafeMutablePointer<UInt8>?> = unsafe [
      data.0, data.1, data.2, data.3,
    ]
    let strides: InlineArray<4, CInt> = [lines.0, lines.1, lines.2, lines.3]
    let height = unsafe Int(frame.pointee.height)
    // Writing sets bits, and clears none.
    let buffers = unsafe frame.pointee.buf
    let list = unsafe [buffers.0, buffers.1, buffers.2, buffers.3]
    for index in 0..<4 {
      guard let buffer = unsafe list[index], let bytes = unsafe buffer.pointee.data else {
        continue
      }
      unsafe bytes.update(repeating: 0, count: Int(buffer.pointee.size))
    }
    if form.isMosaic { return unsafe writeMosaic(components, form, to: frame) }
    if form.name == "uyyvyy411" { return unsafe writeUnevenly(components, to: frame) }
    for (component, codes) in components.enumerated() {
      let isChroma = !form.isRGB && form.depths.count >= 3 && (component == 1 || component == 2)
      let rows = isChroma ? -(-height >> form.chromaLog2Height) : height
      let columns = codes.count / max(rows, 1)
      for row in 0..<rows {
        unsafe codes[(row * columns)..<((row + 1) * columns)].withUnsafeBufferPointer { codes in
          var mutable = unsafe planes.mutableSpan
          unsafe mutable.withUnsafeMutableBufferPointer { planes in
            unsafe strides.span.withUnsafeBufferPointer { strides in
              unsafe av_write_image_line2(
                codes.baseAddress, planes.baseAddress, strides.baseAddress, descriptor, 0,
                CInt(row), CInt(component), CInt(columns), 4)
            }
          }
        }
      }
    }
  }

  /// Writes of each pixel the one colour that the form's name has for its place: `bggr` is blue, green in even lines
  /// and green, red in odd ones.
  private static func writeMosaic(
    _ components: [[UInt32]], _ form: PixelForm, to frame: UnsafeMutablePointer<AVFrame>
  ) {
    let names: [Character] = ["r", "g", "b"]
    let colors = form.name.dropFirst("bayer_".count).prefix(4).map { names.firstIndex(of: $0) }
    guard colors.count == 4, let plane = unsafe frame.pointee.data.0 else { return }
    let (width, stride) = unsafe (Int(frame.pointee.width), Int(frame.pointee.linesize.0))
    for row in 0..<(unsafe Int(frame.pointee.height)) {
      for column in 0..<width {
        guard let color = colors[row % 2 * 2 + column % 2] else { continue }
        let code = components[color][row * width + column]
        if form.depths[0] == 8 {
          unsafe plane[row * stride + column] = UInt8(truncatingIfNeeded: code)
        } else {
          let isBig = form.name.hasSuffix("be")
          let (low, high) = (UInt8(truncatingIfNeeded: code), UInt8(truncatingIfNeeded: code >> 8))
          unsafe plane[row * stride + column * 2] = isBig ? high : low
          unsafe plane[row * stride + column * 2 + 1] = isBig ? low : high
        }
      }
    }
  }

  /// Writes `uyyvyy411`: four pixels in six bytes, in the order Cb, Y, Y, Cr, Y, Y.
  private static func writeUnevenly(
    _ components: [[UInt32]], to frame: UnsafeMutablePointer<AVFrame>
  ) {
    guard components.count == 3, let plane = unsafe frame.pointee.data.0 else { return }
    let (width, stride) = unsafe (Int(frame.pointee.width), Int(frame.pointee.linesize.0))
    for row in 0..<(unsafe Int(frame.pointee.height)) {
      for group in 0..<width / 4 {
        let luma = components[0][(row * width + group * 4)..<(row * width + group * 4 + 4)]
        let y = luma.map { UInt8(truncatingIfNeeded: $0) }
        let u = UInt8(truncatingIfNeeded: components[1][row * (width / 4) + group])
        let v = UInt8(truncatingIfNeeded: components[2][row * (width / 4) + group])
        for (offset, byte) in [u, y[0], y[1], v, y[2], y[3]].enumerated() {
          unsafe plane[row * stride + group * 6 + offset] = byte
        }
      }
    }
  }
}
