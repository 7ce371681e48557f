internal import CFFmpeg

/// Reads the sizes of pictures in the headers of key frames, without decoding them.
@safe
struct KeyframeSizes: ~Copyable {
  private let codec: AVCodecID
  private var parser: UnsafeMutablePointer<AVCodecParserContext>?
  private var context: UnsafeMutablePointer<AVCodecContext>?

  /// Codecs whose size can change with a key frame, and whose headers FFmpeg's parsers read.
  private static let parsed: Set<UInt32> = [
    AV_CODEC_ID_H264.rawValue, AV_CODEC_ID_HEVC.rawValue, AV_CODEC_ID_AV1.rawValue,
    AV_CODEC_ID_MPEG1VIDEO.rawValue, AV_CODEC_ID_MPEG2VIDEO.rawValue, AV_CODEC_ID_MPEG4.rawValue,
  ]

  init(parameters: UnsafePointer<AVCodecParameters>) {
    codec = unsafe parameters.pointee.codec_id
    guard Self.parsed.contains(codec.rawValue) else { return }
    unsafe parser = unsafe av_parser_init(CInt(codec.rawValue))
    unsafe context = unsafe avcodec_alloc_context3(nil)
    if let parser = unsafe parser { unsafe parser.pointee.flags |= PARSER_FLAG_COMPLETE_FRAMES }
    if let context = unsafe context {
      unsafe avcodec_parameters_to_context(context, parameters)
    }
  }

  /// The size that a key frame's packet states; `nil` if it states none or this codec's headers are not read.
  mutating func size(of packet: borrowing Packet) -> (width: Int32, height: Int32)? {
    let native = unsafe packet.native.pointee
    guard let data = unsafe native.data, unsafe native.size > 0 else { return nil }
    let bytes = unsafe UnsafeRawBufferPointer(start: data, count: Int(native.size))
    switch codec {
    case AV_CODEC_ID_VP8: return unsafe Self.vp8Size(bytes)
    case AV_CODEC_ID_VP9: return unsafe Self.vp9Size(bytes)
    case AV_CODEC_ID_MJPEG: return unsafe Self.jpegSize(bytes)
    default: break
    }
    guard let parser = unsafe parser, let context = unsafe context else { return nil }
    var output: UnsafeMutablePointer<UInt8>?
    var count: CInt = 0
    unsafe av_parser_parse2(
      parser, context, &output, &count, data, native.size, native.pts, native.dts, native.pos)
    let size = unsafe (parser.pointee.width, parser.pointee.height)
    return size.0 > 0 && size.1 > 0 ? size : nil
  }

  /// The size in a VP8 key frame (RFC 6386, 9.1).
  private static func vp8Size(_ bytes: UnsafeRawBufferPointer) -> (Int32, Int32)? {
    guard bytes.count >= 10, unsafe bytes[0] & 1 == 0,
      unsafe bytes[3] == 0x9D && bytes[4] == 0x01 && bytes[5] == 0x2A
    else { return nil }
    return unsafe (
      (Int32(bytes[6]) | Int32(bytes[7]) << 8) & 0x3FFF,
      (Int32(bytes[8]) | Int32(bytes[9]) << 8) & 0x3FFF
    )
  }

  /// The size in a VP9 key frame (VP9 bitstream specification 0.6, 6.2).
  private static func vp9Size(_ bytes: UnsafeRawBufferPointer) -> (Int32, Int32)? {
    var place = 0
    func bits(_ count: Int) -> Int32 {
      var value: Int32 = 0
      for _ in 0..<count {
        let byte = unsafe place / 8 < bytes.count ? bytes[place / 8] : 0
        value = value << 1 | Int32(byte >> (7 - place % 8) & 1)
        place += 1
      }
      return value
    }
    guard bits(2) == 2 else { return nil }
    let profile = bits(1) | bits(1) << 1
    if profile == 3 { _ = bits(1) }
    // Shown again, or no key frame.
    guard bits(1) == 0, bits(1) == 0 else { return nil }
    _ = bits(2)
    guard bits(24) == 0x498342 else { return nil }
    if profile >= 2 { _ = bits(1) }
    let isRGB = bits(3) == 7
    if !isRGB { _ = bits(1) }
    if profile & 1 == 1 { _ = bits(isRGB ? 1 : 3) }
    return (bits(16) + 1, bits(16) + 1)
  }

  /// The size in a JPEG picture's frame header (ITU-T T.81, B.2.2).
  private static func jpegSize(_ bytes: UnsafeRawBufferPointer) -> (Int32, Int32)? {
    var place = 2
    while place + 9 <= bytes.count, unsafe bytes[place] == 0xFF {
      let marker = unsafe bytes[place + 1]
      // Any number of fill bytes may stand before a marker.
      guard marker != 0xFF else {
        place += 1
        continue
      }
      let isFrame = marker & 0xF0 == 0xC0 && ![0xC4, 0xC8, 0xCC].contains(marker)
      if isFrame {
        let height = unsafe Int32(bytes[place + 5]) << 8 | Int32(bytes[place + 6])
        let width = unsafe Int32(bytes[place + 7]) << 8 | Int32(bytes[place + 8])
        return width > 0 && height > 0 ? (width, height) : nil
      }
      place += unsafe 2 + (Int(bytes[place + 2]) << 8 | Int(bytes[place + 3]))
    }
    return nil
  }

  deinit {
    unsafe av_parser_close(parser)
    var freed = unsafe context
    unsafe avcodec_free_context(&freed)
  }
}
