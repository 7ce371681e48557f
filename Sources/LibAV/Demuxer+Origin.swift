internal import CFFmpeg

extension Demuxer {
  /// The instant of the container's clock at which the file begins: time zero of everything read
  /// from it.
  ///
  /// FFmpeg gives the earliest start of a stream in whole microseconds, which would put a frame of
  /// 1001/30000 s beside its own time; so the stream that it was taken from is asked again,
  /// exactly. A codec's priming (Opus and AAC in Matroska begin a few milliseconds before zero) is
  /// not heard and doesn't count.
  var origin: MediaTime {
    var earliest: MediaTime?
    for index in 0..<streamCount {
      guard let stream = unsafe stream(index), let start = unsafe start(of: stream) else {
        continue
      }
      earliest = min(earliest ?? start, start)
    }
    return earliest ?? .zero
  }

  /// Sound that begins no further before zero than this is a codec's priming.
  private static let longestPriming = MediaTime(milliseconds: -250)

  /// The start of a stream that is seen or heard.
  func start(of stream: UnsafeMutablePointer<AVStream>) -> MediaTime? {
    let parameters = unsafe stream.pointee.codecpar.pointee
    let isAudio = unsafe parameters.codec_type == AVMEDIA_TYPE_AUDIO
    guard unsafe isAudio || parameters.codec_type == AVMEDIA_TYPE_VIDEO,
      unsafe stream.pointee.disposition & AV_DISPOSITION_ATTACHED_PIC == 0
    else { return nil }
    let skipped = unsafe Self.skippedByDecoder(of: stream)
    // WAVE states no start, and begins at zero.
    guard unsafe stream.pointee.start_time != roughcut_AV_NOPTS_VALUE else { return skipped }
    let tick = unsafe Ratio(stream.pointee.time_base)
    let start = unsafe MediaTime(ticks: stream.pointee.start_time, of: tick)
    guard start.isPlausible else { return nil }
    guard isAudio else { return start }
    if let skipped { return start + skipped }
    guard start < .zero else { return start }
    guard unsafe parameters.initial_padding > 0,
      let padding = unsafe MediaTime(
        numerator: Int64(parameters.initial_padding), denominator: Int64(parameters.sample_rate))
    else {
      // Vorbis states no padding, and gives no samples for its first packet, whose time is before zero.
      let isVorbis = unsafe parameters.codec_id == AV_CODEC_ID_VORBIS
      return isVorbis && start > Self.longestPriming ? .zero : start
    }
    return min(start + padding + MediaTime(ticks: 1, of: tick), .zero)
  }

  /// How much sound FFmpeg's decoder leaves out at the beginning of a stream, although no container states it.
  ///
  /// Windows Media Audio 1 and 2 begin with two frames of priming (`wma_decode_init` of FFmpeg 5.1); how long a frame
  /// is follows from the sample rate (`ff_wma_get_frame_len_bits`).
  static func skippedByDecoder(of stream: UnsafeMutablePointer<AVStream>) -> MediaTime? {
    let parameters = unsafe stream.pointee.codecpar.pointee
    let codec = unsafe parameters.codec_id
    guard codec == AV_CODEC_ID_WMAV1 || codec == AV_CODEC_ID_WMAV2 else { return nil }
    let rate = unsafe Int64(parameters.sample_rate)
    let frame: Int64 =
      switch rate {
      case ...16_000: 512
      case ...22_050: 1024
      case ...32_000 where codec == AV_CODEC_ID_WMAV1: 1024
      default: 2048
      }
    return MediaTime(numerator: 2 * frame, denominator: rate)
  }
}
