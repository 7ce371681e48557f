internal import CFFmpeg

/// An MP4 file in the making; the corresponding C type is `AVFormatContext`.
@safe
struct FormatOutput: ~Copyable {
  private let native: UnsafeMutablePointer<AVFormatContext>

  /// The keys that the MP4 muxer writes as iTunes metadata.
  private static let usualKeys: Set<String> = [
    "title", "artist", "album_artist", "composer", "album", "date", "comment", "genre", "copyright",
    "grouping", "lyrics", "description", "synopsis", "show", "episode_id", "network", "keywords",
  ]

  init(path: String) throws(FFmpegError) {
    var context: UnsafeMutablePointer<AVFormatContext>?
    // The index is moved to the front by reading the file again under this name.
    try unsafe checked(
      avformat_alloc_output_context2(&context, nil, "mp4", "file:" + path),
      "avformat_alloc_output_context2")
    unsafe native = try unsafe allocated(context, "avformat_alloc_output_context2")
    unsafe native.pointee.flags |= AVFMT_FLAG_BITEXACT
  }

  func addVideo(_ video: VideoStreamParameters) throws(FFmpegError) {
    guard video.rate.isPositive, let width = CInt(exactly: video.width),
      let height = CInt(exactly: video.height)
    else {
      throw FFmpegError(.badSetting("a rate of \(video.rate)"), operation: "avformat_new_stream")
    }
    let stream = try unsafe allocated(avformat_new_stream(native, nil), "avformat_new_stream")
    let parameters = try unsafe allocated(stream.pointee.codecpar, "avformat_new_stream")
    unsafe parameters.pointee.codec_type = AVMEDIA_TYPE_VIDEO
    unsafe parameters.pointee.codec_id = AV_CODEC_ID_H264
    unsafe parameters.pointee.format = AV_PIX_FMT_YUV420P.rawValue
    unsafe parameters.pointee.width = width
    unsafe parameters.pointee.height = height
    unsafe parameters.pointee.video_delay = CInt(clamping: video.bFrames > 0 ? 1 : 0)
    unsafe parameters.pointee.sample_aspect_ratio = AVRational(num: 1, den: 1)
    unsafe parameters.pointee.color_primaries = AVCOL_PRI_BT709
    unsafe parameters.pointee.color_trc = AVCOL_TRC_BT709
    unsafe parameters.pointee.color_space = AVCOL_SPC_BT709
    unsafe parameters.pointee.color_range = AVCOL_RANGE_MPEG
    unsafe parameters.pointee.field_order = AV_FIELD_PROGRESSIVE
    unsafe stream.pointee.sample_aspect_ratio = AVRational(num: 1, den: 1)
    unsafe stream.pointee.avg_frame_rate = video.rate.native
    unsafe stream.pointee.time_base = video.rate.inverse.native
    try unsafe Self.setHeader(video.parameterSets, of: parameters)
  }

  func addAudio(_ audio: AudioStreamParameters) throws(FFmpegError) {
    let stream = try unsafe allocated(avformat_new_stream(native, nil), "avformat_new_stream")
    let parameters = try unsafe allocated(stream.pointee.codecpar, "avformat_new_stream")
    unsafe parameters.pointee.codec_type = AVMEDIA_TYPE_AUDIO
    unsafe parameters.pointee.codec_id = AV_CODEC_ID_AAC
    // Low complexity, the only kind that the encoder gives.
    unsafe parameters.pointee.profile = FF_PROFILE_AAC_LOW
    unsafe parameters.pointee.format = AV_SAMPLE_FMT_FLTP.rawValue
    unsafe parameters.pointee.sample_rate = CInt(Resampler.rate)
    unsafe av_channel_layout_default(&parameters.pointee.ch_layout, 2)
    unsafe parameters.pointee.frame_size = CInt(AudioEncoder.frameSize)
    unsafe parameters.pointee.initial_padding = CInt(clamping: audio.initialPadding)
    unsafe stream.pointee.time_base = AVRational(num: 1, den: CInt(Resampler.rate))
    try unsafe Self.setHeader(audio.parameterSets, of: parameters)
  }

  /// Copies a codec's header into memory that FFmpeg frees, with the zeros behind it that its
  /// parsers read.
  static func setHeader(
    _ bytes: [UInt8], of parameters: UnsafeMutablePointer<AVCodecParameters>
  ) throws(FFmpegError) {
    guard !bytes.isEmpty, bytes.count < 1 << 20 else {
      throw FFmpegError(
        .badSetting("a codec header of \(bytes.count) bytes"), operation: "av_mallocz")
    }
    let memory = try unsafe allocated(
      av_mallocz(bytes.count + Int(AV_INPUT_BUFFER_PADDING_SIZE)), "av_mallocz")
    unsafe memory.copyMemory(from: bytes, byteCount: bytes.count)
    unsafe parameters.pointee.extradata = unsafe memory.assumingMemoryBound(to: UInt8.self)
    unsafe parameters.pointee.extradata_size = CInt(bytes.count)
  }

  func writeHeader(
    to output: borrowing FileOutput, rate: Ratio?, metadata: [(key: String, value: String)],
    room: IndexRoom?
  ) throws(FFmpegError) {
    unsafe native.pointee.pb = unsafe output.native
    for (key, value) in metadata {
      try unsafe checked(av_dict_set(&native.pointee.metadata, key, value, 0), "av_dict_set")
    }
    let isUsual = metadata.allSatisfy { Self.usualKeys.contains($0.key) }
    let flags = (room == nil ? ["faststart"] : []) + (isUsual ? [] : ["use_metadata_tags"])
    let words = metadata.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count }
    var settings = flags.isEmpty ? [] : [("movflags", flags.map { "+" + $0 }.joined())]
    settings += [
      ("moov_size", String(room.map { $0.byteCount + 2 * words } ?? 0)),
      // Edit lists count in this scale; with one that both streams' ticks fit, they cut no frame.
      ("movie_timescale", String(Self.movieTimescale(for: rate))),
    ]
    var options = try OptionDictionary(settings)
    try unsafe checked(avformat_write_header(native, &options.native), "avformat_write_header")
    try options.requireAllUsed(by: "avformat_write_header")
  }

  /// The least common multiple of 48,000 and the rate's numerator, or 48,000 where that would not
  /// fit.
  private static func movieTimescale(for rate: Ratio?) -> Int32 {
    guard let rate else { return Int32(Resampler.rate) }
    var (a, b) = (Int64(Resampler.rate), Int64(rate.numerator))
    let product = a * b
    while b != 0 { (a, b) = (b, a % b) }
    return Int32(exactly: product / a) ?? Int32(Resampler.rate)
  }

  /// Writes a packet at once, behind what was written last; its bytes are only looked at.
  func write(_ packet: borrowing Packet, tick: Ratio) throws(FFmpegError) {
    let index = unsafe Int(packet.native.pointee.stream_index)
    guard unsafe index < Int(native.pointee.nb_streams),
      let stream = unsafe native.pointee.streams[index]
    else { return }
    unsafe av_packet_rescale_ts(packet.native, tick.native, stream.pointee.time_base)
    try unsafe checked(av_write_frame(native, packet.native), "av_write_frame")
  }

  func writeTrailer() throws(FFmpegError) {
    try unsafe checked(av_write_trailer(native), "av_write_trailer")
  }

  deinit { unsafe avformat_free_context(native) }
}
