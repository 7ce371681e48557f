internal import CFFmpeg
internal import CWebP

/// An animated WebP file, which FFmpeg 5.1 can't read; the corresponding C type is
/// `WebPAnimDecoder`.
@safe
struct AnimatedWebP: ~Copyable {
  /// What its header says.
  struct Facts {
    let width: Int
    let height: Int
    /// When each picture is first shown, in milliseconds, and when the last one ends.
    let times: [Int64]
    /// Some pixels can be clear.
    let hasAlpha: Bool
  }

  let path: String
  let facts: Facts
  private let decoder: OpaquePointer
  /// The whole file, to which the decoder points.
  private let bytes: UnsafeMutableBufferPointer<UInt8>

  /// The memory it holds, in bytes: the file, two canvases of the decoder, and the picture given last.
  var heldBytes: Int { unsafe bytes.count + 3 * 4 * facts.width * facts.height }

  /// Opens a regular local file.
  ///
  /// - Throws: ``FFmpegError`` naming the file, when it is larger or longer than `limits` allow, or
  ///   isn't whole.
  init(path: String, limits: ReadLimits) throws(FFmpegError) {
    let bytes = try unsafe onFile(path) { () throws(FFmpegError) in
      try unsafe FileInput(path: path).contents(atMost: limits.animationBytes)
    }
    let opened: (facts: Facts, decoder: OpaquePointer)
    do throws(FFmpegError) {
      unsafe opened = try unsafe Self.opened(bytes, limits: limits)
    } catch {
      unsafe bytes.deallocate()
      throw error.on(path)
    }
    unsafe decoder = unsafe opened.decoder
    unsafe self.bytes = unsafe bytes
    facts = unsafe opened.facts
    self.path = path
  }

  /// A decoder of a file's bytes.
  private static func opened(
    _ bytes: UnsafeMutableBufferPointer<UInt8>, limits: ReadLimits
  ) throws(FFmpegError) -> (facts: Facts, decoder: OpaquePointer) {
    var data = unsafe WebPData(bytes: bytes.baseAddress, size: bytes.count)
    // The decoder allocates its canvas at once: its size is held to the limits before.
    let facts = try unsafe facts(of: &data, limits: limits)
    return unsafe (facts, try allocated(WebPAnimDecoderNew(&data, nil), "WebPAnimDecoderNew"))
  }

  /// Reads the sizes and times of all pictures, and none of the pictures.
  private static func facts(
    of data: inout WebPData, limits: ReadLimits
  ) throws(FFmpegError) -> Facts {
    guard let demuxer = unsafe WebPDemux(&data) else {
      throw FFmpegError(.nothingDecodes, operation: "WebPDemux")
    }
    defer { unsafe WebPDemuxDelete(demuxer) }
    let width = unsafe Int(WebPDemuxGetI(demuxer, WEBP_FF_CANVAS_WIDTH))
    let height = unsafe Int(WebPDemuxGetI(demuxer, WEBP_FF_CANVAS_HEIGHT))
    let count = unsafe Int(WebPDemuxGetI(demuxer, WEBP_FF_FRAME_COUNT))
    guard width > 0, height > 0, Int64(width) * Int64(height) <= limits.pixels else {
      throw FFmpegError(
        .badSetting("a picture of \(width)x\(height) is too large"), operation: "WebPDemux")
    }
    guard (1...limits.animationFrames).contains(count) else {
      throw FFmpegError(
        .badSetting("an animation of \(count) pictures is not opened"), operation: "WebPDemux")
    }
    var times: [Int64] = [0]
    var hasAlpha = unsafe WebPDemuxGetI(demuxer, WEBP_FF_FORMAT_FLAGS) & ALPHA_FLAG.rawValue != 0
    var iterator = unsafe WebPIterator()
    defer { unsafe WebPDemuxReleaseIterator(&iterator) }
    var isOpen = unsafe WebPDemuxGetFrame(demuxer, 1, &iterator) != 0
    var startsClear = true
    while isOpen, times.count <= count {
      times.append(unsafe (times.last ?? 0) + shownMilliseconds(iterator.duration))
      let covers = unsafe iterator.width >= width && iterator.height >= height
      hasAlpha = unsafe hasAlpha || iterator.has_alpha != 0 || startsClear && !covers
      startsClear = unsafe iterator.dispose_method == WEBP_MUX_DISPOSE_BACKGROUND
      isOpen = unsafe WebPDemuxNextFrame(&iterator) != 0
    }
    guard times.count > 1 else { throw FFmpegError(.nothingDecodes, operation: "WebPDemux") }
    return Facts(width: width, height: height, times: times, hasAlpha: hasAlpha)
  }

  /// How long a picture of a stated duration is shown.
  ///
  /// The format leaves 10 ms and less to readers; browsers take it for 100 ms.
  private static func shownMilliseconds(_ stated: CInt) -> Int64 {
    stated > 10 ? Int64(stated) : 100
  }

  /// Decodes the next picture into `frame`; `false` when none is left or it doesn't decode.
  func next(into frame: borrowing Frame) throws(FFmpegError) -> Bool {
    var pixels: UnsafeMutablePointer<UInt8>?
    var end: CInt = 0
    guard unsafe WebPAnimDecoderGetNext(decoder, &pixels, &end) != 0, let pixels = unsafe pixels
    else { return false }
    frame.clear()
    unsafe frame.native.pointee.format = AV_PIX_FMT_RGBA.rawValue
    unsafe frame.native.pointee.width = CInt(facts.width)
    unsafe frame.native.pointee.height = CInt(facts.height)
    unsafe frame.native.pointee.colorspace = AVCOL_SPC_RGB
    unsafe frame.native.pointee.color_range = AVCOL_RANGE_JPEG
    try unsafe checked(av_frame_get_buffer(frame.native, 0), "av_frame_get_buffer")
    unsafe av_image_copy_plane(
      frame.native.pointee.data.0, frame.native.pointee.linesize.0, pixels, CInt(facts.width * 4),
      CInt(facts.width * 4), CInt(facts.height))
    return true
  }

  /// Goes back to before the first picture.
  func rewind() { unsafe WebPAnimDecoderReset(decoder) }

  deinit {
    unsafe WebPAnimDecoderDelete(decoder)
    unsafe bytes.deallocate()
  }
}

extension AnimatedWebP {
  /// Whether a file says in its extended header that it is an animated WebP.
  ///
  /// WebP container specification: `RIFF`, a size, `WEBP`, then the chunk `VP8X`, whose flags have
  /// animation as their second bit.
  static func isAnimated(path: String) -> Bool {
    guard let input = try? FileInput(path: path) else { return false }
    let header = unsafe [UInt8](unsafeUninitializedCapacity: 21) { buffer, count in
      count = unsafe max(0, Int(avio_read(input.context, buffer.baseAddress, CInt(buffer.count))))
    }
    guard header.count == 21 else { return false }
    return Array(header[0..<4]) == Array("RIFF".utf8)
      && Array(header[8..<16]) == Array("WEBPVP8X".utf8)
      && header[20] & 0b10 != 0
  }

  /// Times are in milliseconds.
  static let tick = Ratio(1, 1000)
}

extension FileInput {
  /// All bytes of the file, in memory that the caller frees.
  fileprivate consuming func contents(
    atMost limit: Int64
  ) throws(FFmpegError) -> UnsafeMutableBufferPointer<UInt8> {
    let size = try unsafe checkedSize(avio_size(context))
    guard size <= limit else {
      throw FFmpegError(
        .badSetting("a file of \(size) bytes is too large for an animation"),
        operation: "avio_size")
    }
    let bytes = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: Int(size))
    var place = 0
    while place < bytes.count {
      let piece = CInt(clamping: min(bytes.count - place, 1 << 20))
      let received = unsafe avio_read(context, bytes.baseAddress?.advanced(by: place), piece)
      guard received > 0 else {
        unsafe bytes.deallocate()
        throw FFmpegError(.nothingDecodes, operation: "avio_read")
      }
      place += Int(received)
    }
    return unsafe bytes
  }

  private func checkedSize(_ size: Int64) throws(FFmpegError) -> Int64 {
    guard size > 0 else { throw FFmpegError(.nothingDecodes, operation: "avio_size") }
    return size
  }
}
