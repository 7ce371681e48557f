internal import CFFmpeg

/// A scaler from one form and size of picture to another; the corresponding C type is `SwsContext`.
@safe
struct ScalerContext: ~Copyable {
  /// Everything that a scaler is made for.
  struct Key: Hashable {
    var source: Side
    var target: Side
    var quality: PictureScaler.Quality
  }

  /// One side of it.
  struct Side: Hashable {
    var format: Int32
    var width: Int
    var height: Int
    var matrix: Int32
    var isFullRange: Bool
  }

  let native: OpaquePointer

  init(_ key: Key) throws(FFmpegError) {
    FFmpegLog.begin()
    let context = try unsafe allocated(sws_alloc_context(), "sws_alloc_context")
    do throws(FFmpegError) {
      try unsafe Self.configure(context, key)
    } catch {
      unsafe sws_freeContext(context)
      throw error
    }
    unsafe native = unsafe context
  }

  private static func configure(_ native: OpaquePointer, _ key: Key) throws(FFmpegError) {
    let options: [(String, Int64)] = [
      ("srcw", Int64(key.source.width)), ("srch", Int64(key.source.height)),
      ("src_format", Int64(key.source.format)),
      ("dstw", Int64(key.target.width)), ("dsth", Int64(key.target.height)),
      ("dst_format", Int64(key.target.format)),
      ("src_range", key.source.isFullRange ? 1 : 0), ("dst_range", key.target.isFullRange ? 1 : 0),
      ("sws_flags", Int64(key.flags)),
    ]
    for (name, value) in options { try unsafe set(native, name, value) }
    // As FFmpeg's own scale filter: chroma of 4:2:0 sits between two lines.
    for (name, side) in [("src_v_chr_pos", key.source), ("dst_v_chr_pos", key.target)] {
      let descriptor = unsafe av_pix_fmt_desc_get(AVPixelFormat(side.format))
      if unsafe descriptor?.pointee.log2_chroma_h == 1 { try unsafe set(native, name, 128) }
    }
    try unsafe checked(sws_init_context(native, nil, nil), "sws_init_context")
    // A form without a matrix (gray to gray) has nothing to set, which is what the status would
    // say.
    let whole: CInt = 1 << 16
    unsafe sws_setColorspaceDetails(
      native,
      sws_getCoefficients(key.source.matrix), key.source.isFullRange ? 1 : 0,
      sws_getCoefficients(key.target.matrix), key.target.isFullRange ? 1 : 0,
      0, whole, whole)
  }

  private static func set(
    _ native: OpaquePointer, _ name: String, _ value: Int64
  ) throws(FFmpegError) {
    try unsafe checked(
      av_opt_set_int(UnsafeMutableRawPointer(native), name, value, 0), "av_opt_set_int")
  }

  /// Scales a whole picture.
  func scale(
    from source: UnsafePointer<AVFrame>, to target: UnsafePointer<AVFrame>
  ) throws(FFmpegError) {
    let (from, to) = unsafe (source.pointee.data, target.pointee.data)
    let (fromLines, toLines) = unsafe (source.pointee.linesize, target.pointee.linesize)
    let sources: InlineArray<4, UnsafePointer<UInt8>?> = unsafe [
      UnsafePointer(from.0), UnsafePointer(from.1), UnsafePointer(from.2), UnsafePointer(from.3),
    ]
    let targets: InlineArray<4, UnsafeMutablePointer<UInt8>?> = unsafe [to.0, to.1, to.2, to.3]
    let sourceLines: InlineArray<4, CInt> = [fromLines.0, fromLines.1, fromLines.2, fromLines.3]
    let targetLines: InlineArray<4, CInt> = [toLines.0, toLines.1, toLines.2, toLines.3]
    let status = unsafe sources.span.withUnsafeBufferPointer { sources in
      unsafe targets.span.withUnsafeBufferPointer { targets in
        unsafe sourceLines.span.withUnsafeBufferPointer { sourceLines in
          unsafe targetLines.span.withUnsafeBufferPointer { targetLines in
            unsafe sws_scale(
              native, sources.baseAddress, sourceLines.baseAddress, 0, source.pointee.height,
              targets.baseAddress, targetLines.baseAddress)
          }
        }
      }
    }
    try checked(status, "sws_scale")
  }

  deinit { unsafe sws_freeContext(native) }
}

extension ScalerContext.Key {
  /// FFmpeg's flags.
  ///
  /// Of a picture made much smaller, `SWS_AREA` reads each pixel about once, `SWS_BILINEAR` four times.
  fileprivate var flags: CInt {
    // Without it chroma of half the width makes colours of RGB darker by up to four levels.
    let forRGB = target.format == AV_PIX_FMT_RGBA.rawValue ? SWS_FULL_CHR_H_INT : 0
    switch quality {
    case .fast:
      return forRGB
        | (source.width >= 2 * target.width && source.height >= 2 * target.height
          ? SWS_AREA : SWS_BILINEAR)
    case .good: return SWS_BICUBIC | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INT | SWS_FULL_CHR_H_INP
    }
  }
}
