internal import CFFmpeg

/// Encodes pictures to H.264 with x264, so that pieces encoded apart can be joined.
///
/// Groups of pictures are closed, key frames come at fixed distances, and the same pictures give
/// the same bytes. Equal settings give equal parameter sets. Not for use by two tasks at once.
public final class VideoEncoder {
  /// How pictures are encoded.
  public let settings: VideoEncoderSettings
  /// The decoder's configuration: the sequence and picture parameter sets (ISO/IEC 14496-15, 5.3.3.1).
  public let parameterSets: [UInt8]
  private let context: EncoderContext
  private let frame: Frame

  /// Opens x264.
  ///
  /// - Throws: ``FFmpegError`` when a setting is out of its range, or this FFmpeg has no x264.
  public init(settings: VideoEncoderSettings) throws(FFmpegError) {
    try settings.validate()
    var options = [
      ("preset", settings.preset),
      (settings.rateControl == .rateFactor ? "crf" : "qp", String(settings.quality)),
      // Key frames only where the length says: a cut's place must not depend on what is in the
      // pictures.
      ("x264-params", "scenecut=0:open-gop=0:force-cfr=1:sliced-threads=0"),
    ]
    if let profile = settings.profile { options.append(("profile", profile)) }
    context = try unsafe EncoderContext("libx264", options: options) { context in
      unsafe context.pointee.width = CInt(settings.width)
      unsafe context.pointee.height = CInt(settings.height)
      unsafe context.pointee.time_base = settings.rate.inverse.native
      unsafe context.pointee.framerate = settings.rate.native
      unsafe context.pointee.sample_aspect_ratio = AVRational(num: 1, den: 1)
      unsafe context.pointee.pix_fmt = AV_PIX_FMT_YUV420P
      unsafe context.pointee.gop_size = CInt(settings.gopLength)
      unsafe context.pointee.keyint_min = CInt(settings.gopLength)
      unsafe context.pointee.max_b_frames = CInt(settings.bFrames)
      unsafe context.pointee.thread_count = CInt(settings.threads)
      unsafe context.pointee.flags |=
        AV_CODEC_FLAG_GLOBAL_HEADER | CInt(bitPattern: AV_CODEC_FLAG_CLOSED_GOP)
      unsafe context.pointee.color_primaries = AVCOL_PRI_BT709
      unsafe context.pointee.color_trc = AVCOL_TRC_BT709
      unsafe context.pointee.colorspace = AVCOL_SPC_BT709
      unsafe context.pointee.color_range = AVCOL_RANGE_MPEG
      unsafe context.pointee.chroma_sample_location = AVCHROMA_LOC_LEFT
    }
    frame = try Frame()
    self.settings = settings
    parameterSets = try H264Units.configuration(context.parameterSets)
  }

  /// Encodes one picture, and gives the packets that are ready.
  ///
  /// - Parameters:
  ///   - picture: Of form `yuv420p` and the settings' size.
  ///   - index: Its number, from any start, rising by 1 from call to call.
  public func encode(_ picture: PictureBuffer, at index: Int64) throws(FFmpegError)
    -> [EncodedPacket]
  {
    guard picture.format == .yuv420p, picture.width == settings.width,
      picture.height == settings.height
    else {
      throw FFmpegError(
        .badSetting(
          "a picture of form \(picture.format.rawValue) and \(picture.width)x\(picture.height) "
            + "for an encoder of yuv420p and \(settings.width)x\(settings.height)"),
        operation: "VideoEncoder.encode")
    }
    picture.describe(in: frame)
    unsafe frame.native.pointee.pts = index
    unsafe frame.native.pointee.pict_type = AV_PICTURE_TYPE_NONE
    return try unsafe packets(from: frame.native)
  }

  /// Gives the packets still held; nothing can be encoded after it.
  public func finish() throws(FFmpegError) -> [EncodedPacket] { try unsafe packets(from: nil) }

  private func packets(from frame: UnsafePointer<AVFrame>?) throws(FFmpegError) -> [EncodedPacket] {
    try unsafe context.encode(frame).map { packet in
      var packet = packet
      packet.bytes = H264Units.withLengths(packet.bytes)
      packet.duration = 1
      return packet
    }
  }
}
