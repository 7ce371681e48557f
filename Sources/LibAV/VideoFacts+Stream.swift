internal import CFFmpeg

extension VideoFacts {
  /// The facts of a stream whose parameters have been found.
  ///
  /// - Parameters:
  ///   - orientation: How pictures must be turned, if that is not in the stream's display matrix.
  ///   - hasAlphaItem: Whether an opacity is read from elsewhere in the file.
  init(
    stream: UnsafeMutablePointer<AVStream>, origin: MediaTime, orientation: Orientation? = nil,
    hasAlphaItem: Bool = false
  ) {
    let parameters = unsafe stream.pointee.codecpar.pointee
    let tick = unsafe Ratio(stream.pointee.time_base)
    let descriptor = unsafe av_pix_fmt_desc_get(AVPixelFormat(parameters.format))
    codec = unsafe String(cString: avcodec_get_name(parameters.codec_id))
    width = unsafe Int(parameters.width)
    height = unsafe Int(parameters.height)
    // The container's shape wins over the codec's, as it does in FFmpeg's own tools.
    let shape = unsafe Ratio(av_guess_sample_aspect_ratio(nil, stream, nil))
    sampleAspect = shape.isPlausiblePixel ? shape : Ratio(1, 1)
    self.orientation = unsafe orientation ?? Self.orientation(of: stream)
    averageRate = unsafe Ratio(stream.pointee.avg_frame_rate)
    realRate = unsafe Ratio(stream.pointee.r_frame_rate)
    timeBase = tick
    frameCount = unsafe stream.pointee.nb_frames > 0 ? stream.pointee.nb_frames : nil
    duration = unsafe MediaTime.duration(of: stream)
    let start = unsafe stream.pointee.start_time
    startTime = MediaTime.start(at: start, of: tick, origin: origin)
    pixelFormat =
      unsafe av_get_pix_fmt_name(AVPixelFormat(parameters.format)).map(String.init(cString:))
      ?? "unknown"
    bitsPerComponent = unsafe descriptor.map { unsafe Int($0.pointee.comp.0.depth) } ?? 8
    let flags = unsafe descriptor?.pointee.flags ?? 0
    hasAlpha =
      unsafe flags & UInt64(AV_PIX_FMT_FLAG_ALPHA) != 0 || Self.hasSeparateAlpha(stream)
      || hasAlphaItem && AlphaItemReader.takes(pixelFormat)
    chromaLog2Width = unsafe descriptor.map { unsafe Int($0.pointee.log2_chroma_w) } ?? 0
    chromaLog2Height = unsafe descriptor.map { unsafe Int($0.pointee.log2_chroma_h) } ?? 0
    color = unsafe ColorFacts(parameters)
    fieldOrder =
      switch unsafe parameters.field_order {
      case AV_FIELD_PROGRESSIVE: .progressive
      case AV_FIELD_TT, AV_FIELD_TB: .topFirst
      case AV_FIELD_BB, AV_FIELD_BT: .bottomFirst
      default: .unknown
      }
    let properties = unsafe avcodec_descriptor_get(parameters.codec_id)?.pointee.props ?? 0
    isKeyframeOnly = properties & AV_CODEC_PROP_INTRA_ONLY != 0
  }

  /// WebM keeps alpha as a second VP8 or VP9 picture beside the first and says so in a tag.
  static func hasSeparateAlpha(_ stream: UnsafeMutablePointer<AVStream>) -> Bool {
    guard let tag = unsafe av_dict_get(stream.pointee.metadata, "alpha_mode", nil, 0) else {
      return false
    }
    return unsafe tag.pointee.value.map { unsafe String(cString: $0) == "1" } ?? false
  }

  /// The turn that the stream's display matrix asks for.
  static func orientation(of stream: UnsafeMutablePointer<AVStream>) -> Orientation {
    unsafe displayMatrix(of: stream).map { Orientation(displayMatrix: $0) } ?? .upright
  }

  /// Whether the stream's display matrix does more than turn, mirror and stretch: its axes are not at right angles,
  /// or one of them is gone.
  ///
  /// What stretches is a part of the shape of the pixels.
  static func isSheared(_ stream: UnsafeMutablePointer<AVStream>) -> Bool {
    guard let matrix = unsafe displayMatrix(of: stream) else { return false }
    let (a, b) = (Double(matrix[0]), Double(matrix[1]))
    let (c, d) = (Double(matrix[3]), Double(matrix[4]))
    let lengths = ((a * a + b * b) * (c * c + d * d)).squareRoot()
    // Some writers leave a matrix of zeros, which means that there is none.
    guard a != 0 || b != 0 || c != 0 || d != 0 else { return false }
    // Within a degree, whole numbers of 16 bits after the point are exact enough.
    return lengths == 0 || abs(a * c + b * d) > lengths * 0.0175
  }

  private static func displayMatrix(of stream: UnsafeMutablePointer<AVStream>) -> [Int32]? {
    var size = 0
    guard let bytes = unsafe av_stream_get_side_data(stream, AV_PKT_DATA_DISPLAYMATRIX, &size),
      size >= 9 * MemoryLayout<Int32>.size
    else { return nil }
    let raw = unsafe UnsafeRawBufferPointer(start: bytes, count: size)
    return (0..<9).map {
      unsafe raw.loadUnaligned(fromByteOffset: $0 * MemoryLayout<Int32>.size, as: Int32.self)
    }
  }
}

extension ColorFacts {
  init(_ parameters: AVCodecParameters) {
    func name(_ text: UnsafePointer<CChar>?) -> String {
      unsafe text.map(String.init(cString:)) ?? "unknown"
    }
    primaries = unsafe name(av_color_primaries_name(parameters.color_primaries))
    transfer = unsafe name(av_color_transfer_name(parameters.color_trc))
    matrix = unsafe name(av_color_space_name(parameters.color_space))
    range = unsafe name(av_color_range_name(parameters.color_range))
  }
}

extension AudioFacts {
  /// The facts of a stream whose parameters have been found.
  init(stream: UnsafeMutablePointer<AVStream>, origin: MediaTime) {
    let parameters = unsafe stream.pointee.codecpar.pointee
    codec = unsafe String(cString: avcodec_get_name(parameters.codec_id))
    sampleRate = unsafe Int(parameters.sample_rate)
    channels = unsafe Int(parameters.ch_layout.nb_channels)
    layout = unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: 128) { buffer in
      guard let start = buffer.baseAddress,
        unsafe av_channel_layout_describe(
          &stream.pointee.codecpar.pointee.ch_layout, start, buffer.count) > 0
      else { return "unknown" }
      return unsafe String(cString: start)
    }
    duration = unsafe MediaTime.duration(of: stream)
    let start = unsafe stream.pointee.start_time
    startTime = unsafe MediaTime.start(
      at: start, of: Ratio(stream.pointee.time_base), origin: origin)
    name = unsafe Self.name(of: stream)
    measured = nil
    initialPadding = unsafe parameters.initial_padding > 0 ? Int(parameters.initial_padding) : nil
  }
}

extension AudioFacts {
  /// A stream's language and title, where the file has them; `und` is no language.
  private static func name(of stream: UnsafeMutablePointer<AVStream>) -> String? {
    let parts = ["language", "title"].compactMap { key -> String? in
      guard let entry = unsafe av_dict_get(stream.pointee.metadata, key, nil, 0),
        let value = unsafe entry.pointee.value
      else { return nil }
      let text = unsafe String(cString: value)
      return text.isEmpty || text == "und" ? nil : text
    }
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }
}

extension MediaTime {
  /// The length of a stream, where the container says.
  static func duration(of stream: UnsafeMutablePointer<AVStream>) -> MediaTime? {
    guard unsafe stream.pointee.duration != roughcut_AV_NOPTS_VALUE,
      unsafe stream.pointee.duration > 0
    else {
      return nil
    }
    let duration = unsafe MediaTime(
      ticks: stream.pointee.duration, of: Ratio(stream.pointee.time_base))
    return duration.isPlausible ? duration : nil
  }

  /// A stream's start after the file's origin; zero for one that isn't stated, or can't be meant.
  fileprivate static func start(at ticks: Int64, of tick: Ratio, origin: MediaTime) -> MediaTime {
    guard ticks != roughcut_AV_NOPTS_VALUE else { return .zero }
    let start = MediaTime(ticks: ticks, of: tick) - origin
    return start.isPlausible ? start : .zero
  }
}

extension Ratio {
  /// Whether it may be the width of a pixel over its height: none in use is beyond 256 either way.
  package var isPlausiblePixel: Bool {
    isPositive && Int64(numerator) <= 256 * Int64(denominator)
      && Int64(denominator) <= 256 * Int64(numerator)
  }
}
