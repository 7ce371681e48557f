internal import CFFmpeg

extension StreamDecoder {
  /// The memory that the decoder and those it gives pictures to hold, in bytes, estimated.
  ///
  /// For H.264 of 1080 lines and one thread the estimate is 28 MB; 27 MB were measured.
  var heldBytes: Int { pictureBytes * picturesHeld }

  /// Pictures alive at once: those that others are predicted from, those that wait for their turn, the one being
  /// decoded, two with the reader, and two more for each further thread.
  private var picturesHeld: Int {
    let context = unsafe native.pointee
    let isThreaded = unsafe context.active_thread_type & FF_THREAD_FRAME != 0
    let further = unsafe isThreaded ? Int(context.thread_count) - 1 : 0
    guard unsafe !Self.isIntraOnly(context.codec_id) else { return 2 + further }
    // Formats that do not state their references keep eight, and one being written.
    let slots = unsafe [AV_CODEC_ID_VP9, AV_CODEC_ID_AV1].contains(context.codec_id) ? 9 : 0
    return unsafe max(Int(context.refs), slots, 4) + Int(context.has_b_frames) + 3 + 2 * further
  }

  private static func isIntraOnly(_ codec: AVCodecID) -> Bool {
    let properties = unsafe avcodec_descriptor_get(codec)?.pointee.props ?? 0
    return properties & AV_CODEC_PROP_INTRA_ONLY != 0
  }

  private var pictureBytes: Int {
    let (width, height) = unsafe (max(native.pointee.width, 0), max(native.pointee.height, 0))
    let format = unsafe native.pointee.pix_fmt
    // FFmpeg says less than zero of what it doesn't know yet.
    let known =
      format == AV_PIX_FMT_NONE ? 0 : av_image_get_buffer_size(format, width, height, 1)
    return known > 0 ? Int(known) : Int(width) * Int(height) * 3 / 2
  }
}
