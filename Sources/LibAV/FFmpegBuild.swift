internal import CFFmpeg

/// What the FFmpeg that this program runs with is and can do.
public enum FFmpegBuild {
  /// Its release, as it names itself: `5.1.6-0+deb12u1`.
  public static var release: String {
    unsafe av_version_info().map { unsafe String(cString: $0) } ?? "unknown"
  }

  /// The major version of libavformat; 59 came with FFmpeg 5.
  public static var formatVersion: Int { Int(avformat_version() >> 16) }

  /// Whether it has an encoder of this name, such as `libx264`.
  public static func hasEncoder(_ name: String) -> Bool {
    unsafe avcodec_find_encoder_by_name(name) != nil
  }
}
