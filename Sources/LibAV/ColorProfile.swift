internal import CFFmpeg

/// What is needed of an ICC colour profile: whether pictures under it are drawn as they are meant.
///
/// ICC.1:2010, 7.2 and 7.3: a header of 128 bytes with the colour space at 16, then a table of tags of twelve bytes
/// each. The columns of a matrix profile are `XYZ` tags, in 16.16 and relative to D50.
struct ColorProfile {
  /// The primaries of a display that a profile is for.
  enum Primaries {
    /// sRGB's, which are BT.709's.
    case standard
    /// Display P3's.
    case displayP3
    /// Gray, which has none.
    case gray
    /// Others, or not to be told.
    case other
  }

  let primaries: Primaries

  /// Pictures under it are drawn as they are meant.
  var isDrawn: Bool { primaries != .other }

  init(_ bytes: UnsafeRawBufferPointer) {
    unsafe primaries = Self.primaries(bytes)
  }

  private static let tags = 128
  private static let mostTags = 200
  /// The columns of sRGB and of Display P3, red, green and blue, adapted to D50.
  private static let standard: [[Double]] = [
    [0.4361, 0.2225, 0.0139], [0.3851, 0.7169, 0.0971], [0.1431, 0.0606, 0.7141],
  ]
  private static let displayP3: [[Double]] = [
    [0.5151, 0.2412, -0.0011], [0.2919, 0.6922, 0.0419], [0.1572, 0.0666, 0.7841],
  ]

  private static func primaries(_ bytes: UnsafeRawBufferPointer) -> Primaries {
    func number(_ place: Int) -> UInt32? {
      guard place >= 0, place + 4 <= bytes.count else { return nil }
      return unsafe UInt32(
        bigEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self))
    }
    // "GRAY" and "RGB ".
    if number(16) == 0x4752_4159 { return .gray }
    guard number(16) == 0x5247_4220, let count = number(tags) else { return .other }
    var columns: [UInt32: [Double]] = [:]
    for tag in 0..<min(Int(count), mostTags) {
      let entry = tags + 4 + 12 * tag
      guard let name = number(entry), let offset = number(entry + 4).map({ Int($0) }) else {
        break
      }
      let values = (0..<3).compactMap { number(offset + 8 + 4 * $0) }
      guard values.count == 3 else { continue }
      columns[name] = values.map { Double(Int32(bitPattern: $0)) / 65_536 }
    }
    // "rXYZ", "gXYZ", "bXYZ".
    let found = [0x7258_595A, 0x6758_595A, 0x6258_595A].compactMap { columns[$0] }
    guard found.count == 3 else { return .other }
    func isNear(_ wanted: [[Double]]) -> Bool {
      zip(found, wanted).allSatisfy { zip($0, $1).allSatisfy { abs($0 - $1) < 0.012 } }
    }
    return isNear(standard) ? .standard : isNear(displayP3) ? .displayP3 : .other
  }
}

extension ColorProfile {
  /// The profile that came with a decoded picture.
  init?(of frame: UnsafePointer<AVFrame>) {
    guard let data = unsafe av_frame_get_side_data(frame, AV_FRAME_DATA_ICC_PROFILE),
      let bytes = unsafe data.pointee.data
    else { return nil }
    unsafe self.init(UnsafeRawBufferPointer(start: bytes, count: data.pointee.size))
  }

  /// Says of a picture without stated primaries that it has those of its profile.
  func describe(_ frame: UnsafeMutablePointer<AVFrame>) {
    guard primaries == .displayP3 else { return }
    unsafe frame.pointee.color_primaries = AVCOL_PRI_SMPTE432
    if unsafe frame.pointee.color_trc == AVCOL_TRC_UNSPECIFIED {
      unsafe frame.pointee.color_trc = AVCOL_TRC_IEC61966_2_1
    }
  }
}
