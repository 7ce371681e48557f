internal import CFFmpeg

/// Looks for the zeros that a hole leaves in a file: a download that was not finished, a disk that lost a block.
///
/// Coded pictures hold no long runs of zeros: H.264 and HEVC forbid more than two in a row (ITU-T H.264, 7.4.1), and
/// what an arithmetic or Huffman coder writes looks random. Some codecs pad with zeros or store pixels as they are;
/// of those only decoding tells.
struct ZeroRun {
  /// What a run of zeros means.
  enum Finding {
    /// There is none.
    case none
    /// It may be damage.
    case possible
    /// It is damage.
    case certain
  }

  private enum Coding {
    /// No run is allowed.
    case dense
    /// Runs can be padding.
    case padded
    /// Pixels are stored as they are.
    case plain
  }

  private let coding: Coding

  init(codec: AVCodecID) {
    switch codec {
    case AV_CODEC_ID_H264, AV_CODEC_ID_HEVC, AV_CODEC_ID_VP8, AV_CODEC_ID_VP9, AV_CODEC_ID_AV1,
      AV_CODEC_ID_WEBP:
      coding = .dense
    case AV_CODEC_ID_RAWVIDEO, AV_CODEC_ID_V210, AV_CODEC_ID_V410, AV_CODEC_ID_R210,
      AV_CODEC_ID_BMP, AV_CODEC_ID_PGM, AV_CODEC_ID_PPM, AV_CODEC_ID_PAM, AV_CODEC_ID_PBM,
      AV_CODEC_ID_DPX, AV_CODEC_ID_TIFF, AV_CODEC_ID_QOI, AV_CODEC_ID_WRAPPED_AVFRAME,
      AV_CODEC_ID_TARGA, AV_CODEC_ID_DDS, AV_CODEC_ID_EXR, AV_CODEC_ID_PSD, AV_CODEC_ID_YUV4:
      coding = .plain
    default: coding = .padded
    }
  }

  /// Bytes of a block that is all zeros in any run of twice as many.
  private static let block = 128

  /// What the zeros of a packet mean.
  func find(in bytes: UnsafeRawBufferPointer) -> Finding {
    guard coding != .plain, bytes.count >= 16 else { return .none }
    if bytes.count < 2 * Self.block {
      return unsafe bytes.allSatisfy { $0 == 0 } ? .certain : .none
    }
    var start = 0
    while start + Self.block <= bytes.count {
      if unsafe bytes[start] == 0 && bytes[start + Self.block / 2] == 0,
        unsafe bytes[start..<start + Self.block].allSatisfy({ $0 == 0 })
      {
        // Zeros up to the end of a packet can be padding.
        let isFollowed = unsafe bytes[(start + Self.block)...].contains { $0 != 0 }
        return coding == .dense && isFollowed || coding == .dense && start < bytes.count / 2
          ? .certain : .possible
      }
      start += Self.block
    }
    return .none
  }
}
