internal import CFFmpeg

/// Gives the picture of an AVIF file with the opacity that lies in an item of its own, which FFmpeg 5.1 passes over.
///
/// Not for use by two tasks at once.
final class AlphaItemReader: PictureReader {
  private let colors: any PictureReader
  private let alpha: Frame
  private var made: VideoFrame?

  /// Bytes of the item, at most.
  private static let mostBytes: Int64 = 64_000_000

  /// Opens a file.
  ///
  /// - Parameters:
  ///   - colors: What reads the picture itself.
  ///   - place: Where the bytes of the opacity are.
  /// - Throws: ``FFmpegError`` if they cannot be decoded.
  init(
    _ colors: any PictureReader, path: String, alphaAt place: Range<Int64>, limits: ReadLimits
  ) throws(FFmpegError) {
    self.colors = colors
    guard place.upperBound - place.lowerBound <= Self.mostBytes else {
      throw FFmpegError(.badSetting("an opacity of so many bytes"), operation: "AlphaItemReader")
    }
    let input = try FileInput(path: path)
    let count = Int(place.upperBound - place.lowerBound)
    guard unsafe avio_seek(input.context, place.lowerBound, SEEK_SET) >= 0 else {
      throw FFmpegError(.nothingDecodes, operation: "avio_seek", file: path)
    }
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, read in
      read = unsafe max(0, Int(avio_read(input.context, buffer.baseAddress, CInt(count))))
    }
    alpha = try Frame()
    try onFile(path) { () throws(FFmpegError) in
      try Self.decode(bytes, limits: limits, into: alpha)
    }
  }

  private static func decode(
    _ bytes: [UInt8], limits: ReadLimits, into frame: borrowing Frame
  ) throws(FFmpegError) {
    let parameters = try CodecParameters(av1: ())
    let decoder = try unsafe StreamDecoder(
      parameters: parameters.native, tick: AVRational(num: 1, den: 1), threads: 1,
      maximumPixels: limits.pixels)
    let packet = try Packet()
    try packet.fill(
      with: EncodedPacket(
        bytes: bytes, presentationTicks: 0, decodingTicks: 0, duration: 1, isKey: true))
    guard try decoder.send(packet) else {
      throw FFmpegError(.nothingDecodes, operation: "avcodec_send_packet")
    }
    decoder.sendEnd()
    guard try decoder.receive(into: frame) == .frame else {
      throw FFmpegError(.nothingDecodes, operation: "avcodec_receive_frame")
    }
  }

  var work: ReadingWork { colors.work }

  /// The picture without its opacity, the opacity, and the two joined.
  var heldBytes: Int {
    let count = unsafe Int(alpha.native.pointee.width) * Int(alpha.native.pointee.height)
    return colors.heldBytes + (made == nil ? 2 : 10) * count
  }

  func frame(at time: MediaTime, step: MediaTime?) throws(FFmpegError) -> VideoFrame {
    if let made { return made }
    let plain = try colors.frame(at: time, step: step)
    // A form without a sibling that has an opacity is drawn opaque.
    let whole = try joined(plain) ?? plain
    made = whole
    return whole
  }

  /// The forms that take an opacity, and the same with one.
  private static let siblings: [Int32: AVPixelFormat] = [
    AV_PIX_FMT_YUV420P.rawValue: AV_PIX_FMT_YUVA420P,
    AV_PIX_FMT_YUV422P.rawValue: AV_PIX_FMT_YUVA422P,
    AV_PIX_FMT_YUV444P.rawValue: AV_PIX_FMT_YUVA444P,
    AV_PIX_FMT_YUV420P10LE.rawValue: AV_PIX_FMT_YUVA420P10LE,
    AV_PIX_FMT_YUV422P10LE.rawValue: AV_PIX_FMT_YUVA422P10LE,
    AV_PIX_FMT_YUV444P10LE.rawValue: AV_PIX_FMT_YUVA444P10LE,
    AV_PIX_FMT_YUV422P12LE.rawValue: AV_PIX_FMT_YUVA422P12LE,
    AV_PIX_FMT_YUV444P12LE.rawValue: AV_PIX_FMT_YUVA444P12LE,
    AV_PIX_FMT_GBRP.rawValue: AV_PIX_FMT_GBRAP,
    AV_PIX_FMT_GBRP10LE.rawValue: AV_PIX_FMT_GBRAP10LE,
    AV_PIX_FMT_GBRP12LE.rawValue: AV_PIX_FMT_GBRAP12LE,
  ]

  /// Whether pictures of a form by FFmpeg's name get their opacity.
  static func takes(_ pixelFormat: String) -> Bool {
    unsafe siblings[av_get_pix_fmt(pixelFormat).rawValue] != nil
  }

  private func joined(_ plain: VideoFrame) throws(FFmpegError) -> VideoFrame? {
    let source = unsafe plain.frame.native
    guard let format = unsafe Self.siblings[source.pointee.format],
      unsafe alpha.native.pointee.width == source.pointee.width,
      unsafe alpha.native.pointee.height == source.pointee.height
    else { return nil }
    let target = try Frame()
    unsafe target.native.pointee.format = format.rawValue
    unsafe target.native.pointee.width = source.pointee.width
    unsafe target.native.pointee.height = source.pointee.height
    try unsafe checked(av_frame_get_buffer(target.native, 0), "av_frame_get_buffer")
    try unsafe checked(av_frame_copy_props(target.native, source), "av_frame_copy_props")
    let (from, fromLines) = unsafe (source.pointee.data, source.pointee.linesize)
    let (to, toLines) = unsafe (target.native.pointee.data, target.native.pointee.linesize)
    let form = unsafe av_pix_fmt_desc_get(AVPixelFormat(source.pointee.format))
    let isRGB = unsafe (form?.pointee.flags ?? 0) & UInt64(AV_PIX_FMT_FLAG_RGB) != 0
    let down = unsafe isRGB ? 0 : Int32(form?.pointee.log2_chroma_h ?? 0)
    for plane in 0..<3 {
      let (source, stride, destination, pitch) =
        switch plane {
        case 0: unsafe (from.0, fromLines.0, to.0, toLines.0)
        case 1: unsafe (from.1, fromLines.1, to.1, toLines.1)
        default: unsafe (from.2, fromLines.2, to.2, toLines.2)
        }
      let width = unsafe av_image_get_linesize(
        AVPixelFormat(plain.frame.native.pointee.format), CInt(plain.width), CInt(plane))
      let height = plane == 0 ? CInt(plain.height) : -(-CInt(plain.height) >> down)
      unsafe av_image_copy_plane(destination, pitch, source, stride, width, height)
    }
    unsafe writeAlpha(to: target.native)
    return try VideoFrame(moving: target, inPlaceOf: plain)
  }

  /// Writes the item's luma as the opacity, in the bits of the picture.
  private func writeAlpha(to target: UnsafeMutablePointer<AVFrame>) {
    let source = unsafe alpha.native
    guard let from = unsafe source.pointee.data.0, let to = unsafe target.pointee.data.3 else {
      return
    }
    let depth = unsafe Self.depth(of: source)
    let wanted = unsafe Self.depth(of: target)
    let isLimited = unsafe source.pointee.color_range == AVCOL_RANGE_MPEG
    let most = (1 << depth) - 1
    let (least, span) = isLimited ? (16 << (depth - 8), 219 << (depth - 8)) : (0, most)
    let top = (1 << wanted) - 1
    for row in 0..<(unsafe Int(source.pointee.height)) {
      let line = unsafe from + row * Int(source.pointee.linesize.0)
      let out = unsafe to + row * Int(target.pointee.linesize.3)
      for column in 0..<(unsafe Int(source.pointee.width)) {
        let code =
          depth > 8
          ? unsafe Int(line[2 * column]) | Int(line[2 * column + 1]) << 8 : unsafe Int(line[column])
        let value = min(max(((code - least) * top + span / 2) / span, 0), top)
        if wanted > 8 {
          unsafe out[2 * column] = UInt8(truncatingIfNeeded: value)
          unsafe out[2 * column + 1] = UInt8(truncatingIfNeeded: value >> 8)
        } else {
          unsafe out[column] = UInt8(truncatingIfNeeded: value)
        }
      }
    }
  }

  private static func depth(of frame: UnsafePointer<AVFrame>) -> Int {
    unsafe av_pix_fmt_desc_get(AVPixelFormat(frame.pointee.format))
      .map { unsafe Int($0.pointee.comp.0.depth) } ?? 8
  }
}

extension CodecParameters {
  /// Describes AV1 whose headers are among its packets.
  fileprivate init(av1: Void) throws(FFmpegError) {
    let parameters = try unsafe allocated(avcodec_parameters_alloc(), "avcodec_parameters_alloc")
    unsafe parameters.pointee.codec_type = AVMEDIA_TYPE_VIDEO
    unsafe parameters.pointee.codec_id = AV_CODEC_ID_AV1
    unsafe self.init(owning: parameters)
  }
}
