internal import CFFmpeg

/// Which containers are opened.
///
/// A draft is untrusted, and so is what it names. FFmpeg knows formats that are lists of other
/// places (`hls`, `dash`, `concat`, `sdp`, `image2`), scripts (`lavfi`, `tedcaptions`) or devices;
/// only formats that hold their media themselves are in this table.
enum ContainerPolicy {
  /// FFmpeg's names of the demuxers that may open a file.
  static let accepted: Set<String> = [
    // Video.
    "mov,mp4,m4a,3gp,3g2,mj2", "matroska,webm", "avi", "mpegts", "mpeg", "mpegvideo", "flv", "asf",
    "mxf", "h264", "hevc", "m4v", "ivf", "obu", "av1", "nut", "yuv4mpegpipe", "dv", "vc1", "gxf",
    "rm",
    // Sound.
    "mp3", "wav", "w64", "aac", "flac", "ogg", "aiff", "ac3", "eac3", "caf", "au", "amr", "tta",
    "wv",
    "ape", "dts", "mpc", "mpc8", "opus",
    // Pictures.
    "gif", "apng", "mjpeg", "png_pipe", "jpeg_pipe", "webp_pipe", "bmp_pipe", "tiff_pipe",
    "jpegls_pipe", "j2k_pipe", "jpegxl_pipe", "qoi_pipe", "psd_pipe", "exr_pipe", "pam_pipe",
    "ppm_pipe",
    "pgm_pipe", "pbm_pipe", "sgi_pipe", "dds_pipe", "dpx_pipe", "hdr_pipe", "ico",
  ]

  /// FFmpeg's name of the demuxer of MP4 and its relatives.
  static let isoMedia = "mov,mp4,m4a,3gp,3g2,mj2"

  /// Containers whose packets need not have a length, so that the last picture's is known from the header alone.
  static let lacksLengths: Set<String> = ["matroska,webm", "flv", "asf", "rm", "nut", "ogg"]

  /// Whether a demuxer of this name reads one picture and no more.
  static func isStillImage(_ name: String) -> Bool { name.hasSuffix("_pipe") || name == "ico" }

  /// Whether a demuxer can begin at the first byte of any packet and then tell true times.
  static func isReadFromAnyByte(_ name: String) -> Bool { name == "mpegts" || name == "mpeg" }

  /// Whether all pictures of an open file are described well enough for decoding them, and timed, by the
  /// container alone.
  ///
  /// MP4 holds sizes, codec headers, and when every packet is decoded and shown. FFmpeg mends the times of
  /// other codecs than these two by how far their decoders lag, which only decoding tells; so it finds the
  /// decoding times that Matroska lacks.
  static func describesPictures(
    _ context: UnsafeMutablePointer<AVFormatContext>, containerName: String
  ) -> Bool {
    guard containerName == isoMedia else { return false }
    for index in 0..<Int(unsafe context.pointee.nb_streams) {
      guard let parameters = unsafe context.pointee.streams[index]?.pointee.codecpar.pointee,
        unsafe parameters.codec_type == AVMEDIA_TYPE_VIDEO
      else { continue }
      guard
        unsafe [AV_CODEC_ID_H264, AV_CODEC_ID_HEVC].contains(parameters.codec_id),
        unsafe parameters.width > 0, unsafe parameters.height > 0,
        unsafe parameters.extradata_size > 0
      else { return false }
    }
    return true
  }

  /// Whether packets of this format carry no timestamps of their own, so that those after a seek
  /// are guesses from the bit rate.
  static func guessesTimeAfterSeek(_ name: String) -> Bool {
    [
      "mp3", "aac", "ac3", "eac3", "amr", "dts", "h264", "hevc", "m4v", "mpegvideo", "mjpeg", "vc1",
      "obu",
    ]
    .contains(name)
  }
}
