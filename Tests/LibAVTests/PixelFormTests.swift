import Foundation
import LibAV
import TestSupport
import Testing

/// Every form of pixels that FFmpeg names, in every matrix and range, against arithmetic.
///
/// The oracle is ITU-T H.273, 8.3, over the codes that were written: it shares nothing with FFmpeg's scaler but the
/// description of where each component's bits are.
@Suite("Every form of pixels")
struct PixelFormTests {
  /// Red, green, blue and opacity, 0 to 1: what patches of the source hold.
  private static let patches: [[Double]] = [
    [0, 0, 0, 1], [1, 1, 1, 1], [0.5, 0.5, 0.5, 1], [0.8, 0.1, 0.1, 1], [0.1, 0.7, 0.2, 1],
    [0.15, 0.2, 0.9, 1], [0.9, 0.8, 0.1, 0.5], [0.2, 0.6, 0.7, 0.25], [0.25, 0.25, 0.25, 0],
    [0.75, 0.75, 0.75, 0.75],
  ]
  private static let side = 16

  /// A matrix by FFmpeg's name, and what red and blue count for in luma (ITU-T H.273, table 4).
  struct Matrix: Sendable, CustomTestStringConvertible {
    let name: String
    let red: Double
    let blue: Double
    var testDescription: String { name }
  }

  static let matrices = [
    Matrix(name: "bt709", red: 0.2126, blue: 0.0722),
    Matrix(name: "smpte170m", red: 0.299, blue: 0.114),
    Matrix(name: "bt470bg", red: 0.299, blue: 0.114),
    Matrix(name: "fcc", red: 0.30, blue: 0.11),
    Matrix(name: "smpte240m", red: 0.212, blue: 0.087),
    Matrix(name: "bt2020nc", red: 0.2627, blue: 0.0593),
    // Small pictures that state none are of BT.601, as players have it.
    Matrix(name: "unknown", red: 0.299, blue: 0.114),
  ]

  /// One source of flat patches, and the colours that its codes mean.
  private struct Source {
    let frame: VideoFrame
    let colors: [[Double]]

    init(_ form: PixelForm, _ matrix: Matrix, range: String) throws {
      // A form that states no range is limited in luma and chroma, and full in luma alone.
      let isColor =
        !form.isRGB && !form.isPalette && !form.isXYZ && form.depths.count >= 3
      let isLimited = range == "tv" || range == "unknown" && isColor && !form.name.hasPrefix("yuvj")
      let written = PixelFormTests.patches.map { color in
        form.depths.indices.map { component in
          PixelFormTests.code(component, of: color, form, matrix, isLimited: isLimited)
        }
      }
      let side = PixelFormTests.side
      let (columns, rows) = (PixelFormTests.patches.count * side, side)
      let components = form.depths.indices.map { component -> [UInt32] in
        let isChroma = isColor && (component == 1 || component == 2)
        let across = isChroma ? form.chromaLog2Width : 0
        let down = isChroma ? form.chromaLog2Height : 0
        return (0..<rows >> down).flatMap { _ in
          (0..<columns >> across).map { written[($0 << across) / side][component] }
        }
      }
      let palette = PixelFormTests.patches.map { color -> UInt32 in
        let bytes = color.map { UInt32(($0 * 255).rounded()) }
        return bytes[3] << 24 | bytes[0] << 16 | bytes[1] << 8 | bytes[2]
      }
      frame = try VideoFrame(
        form, width: columns, height: rows,
        color: ColorFacts(
          primaries: "unknown", transfer: "unknown", matrix: matrix.name, range: range),
        components: form.isPalette
          ? [(0..<rows * columns).map { UInt32($0 % columns / side) }] : components,
        palette: palette)
      colors = zip(written, PixelFormTests.patches).map { codes, color in
        form.isPalette
          ? color.map { ($0 * 255).rounded() / 255 }
          : PixelFormTests.color(of: codes, form, matrix, isLimited: isLimited)
      }
    }
  }

  /// The code of a component of a colour.
  private static func code(
    _ component: Int, of color: [Double], _ form: PixelForm, _ matrix: Matrix, isLimited: Bool
  ) -> UInt32 {
    let depth = form.depths[component]
    let most = Double((UInt64(1) << depth) - 1)
    let isLast = component == form.depths.count - 1
    func full(_ value: Double) -> UInt32 {
      form.isFloat ? Float(value).bitPattern : UInt32((value * most).rounded())
    }
    if form.hasAlpha && isLast { return full(color[3]) }
    if form.isXYZ { return full(xyz(of: color)[component]) }
    if form.isRGB { return full(color[component]) }
    let luma =
      matrix.red * color[0] + (1 - matrix.red - matrix.blue) * color[1]
      + matrix.blue * color[2]
    if form.depths.count < 3 && !isLimited {
      // One bit is the nearer of black and white, and white is 0 in one of the two forms.
      let code = full(luma)
      return form.name == "monow" ? 1 - code : code
    }
    let unit = Double(UInt64(1) << max(depth - 8, 0))
    switch component {
    case 0: return UInt32((isLimited ? (219 * luma + 16) * unit : luma * most).rounded())
    default:
      let chroma =
        component == 1
        ? (color[2] - luma) / (2 * (1 - matrix.blue)) : (color[0] - luma) / (2 * (1 - matrix.red))
      let middle = Double(UInt64(1) << (depth - 1))
      let value = isLimited ? (224 * chroma + 128) * unit : chroma * most + middle
      return UInt32(min(max(value.rounded(), 0), most))
    }
  }

  /// The colour that codes mean.
  private static func color(
    of codes: [UInt32], _ form: PixelForm, _ matrix: Matrix, isLimited: Bool
  ) -> [Double] {
    func full(_ component: Int) -> Double {
      form.isFloat
        ? Double(Float(bitPattern: codes[component]))
        : Double(codes[component]) / Double((UInt64(1) << form.depths[component]) - 1)
    }
    let alpha = form.hasAlpha ? full(form.depths.count - 1) : 1
    if form.isXYZ { return rgb(of: [full(0), full(1), full(2)]) + [1] }
    if form.isRGB { return [full(0), full(1), full(2), alpha] }
    let unit = Double(UInt64(1) << max(form.depths[0] - 8, 0))
    var luma = isLimited ? (Double(codes[0]) / unit - 16) / 219 : full(0)
    if form.name == "monow" { luma = 1 - luma }
    guard form.depths.count >= 3 else { return [luma, luma, luma, alpha] }
    let chroma = [1, 2].map { component -> Double in
      let code = Double(codes[component])
      let depth = form.depths[component]
      return isLimited
        ? (code / unit - 128) / 224
        : (code - Double(UInt64(1) << (depth - 1))) / Double((UInt64(1) << depth) - 1)
    }
    let blue = luma + 2 * (1 - matrix.blue) * chroma[0]
    let red = luma + 2 * (1 - matrix.red) * chroma[1]
    let green =
      (luma - matrix.red * red - matrix.blue * blue) / (1 - matrix.red - matrix.blue)
    return [red, green, blue, alpha]
  }

  /// X, Y and Z of CIE 1931 with the curve of digital cinema (SMPTE ST 428-1: a power of 2.6), for a colour of
  /// BT.709's primaries with a curve of 2.2 (IEC 61966-2-1, the matrix).
  private static func xyz(of color: [Double]) -> [Double] {
    let light = color.prefix(3).map { pow($0, 2.2) }
    return [
      [0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750],
      [0.0193339, 0.1191920, 0.9503041],
    ].map { row in min(pow(zip(row, light).map(*).reduce(0, +), 1 / 2.6), 1) }
  }
  /// The inverse.
  private static func rgb(of xyz: [Double]) -> [Double] {
    let light = xyz.map { pow($0, 2.6) }
    return [
      [3.2404542, -1.5371385, -0.4985314], [-0.9692660, 1.8760108, 0.0415560],
      [0.0556434, -0.2040259, 1.0572252],
    ].map { row in pow(min(max(zip(row, light).map(*).reduce(0, +), 0), 1), 1 / 2.2) }
  }

  /// The bytes of a target in the middle of each patch: of `rgba`, or luma and chroma of BT.709 in limited range.
  private static func bytes(
    of color: [Double], in format: PictureFormat
  ) -> [Double] {
    let clipped = color.map { min(max($0, 0), 1) }
    if format == .rgba { return clipped.map { $0 * 255 } }
    let luma = 0.2126 * color[0] + 0.7152 * color[1] + 0.0722 * color[2]
    return [
      16 + 219 * luma, 128 + 224 * (color[2] - luma) / 1.8556,
      128 + 224 * (color[0] - luma) / 1.5748,
    ].map { min(max($0, 0), 255) }
  }

  /// The farthest that a scaled picture is from what its colours are to be, in 255ths, and in which patch.
  private static func distance(
    _ source: Source, in format: PictureFormat, _ quality: PictureScaler.Quality
  ) throws -> (farthest: Double, text: String) {
    let (width, height) = (patches.count * side, side)
    let buffer = try PictureBuffer(format: format, width: width, height: height)
    try PictureScaler().scale(source.frame, to: buffer, quality: quality)
    var farthest = (0.0, "")
    for (index, color) in source.colors.enumerated() {
      // The colour of what is clear is not seen.
      if format == .rgba, color[3] == 0 {
        let alpha = buffer.plane(0)[8 * buffer.stride(0) + (index * side + 8) * 4 + 3]
        if Double(alpha) > farthest.0 { farthest = (Double(alpha), "patch \(index): alpha") }
        continue
      }
      let wanted = bytes(of: color, in: format)
      let found = wanted.indices.map { component -> Double in
        switch format {
        case .rgba:
          return Double(buffer.plane(0)[8 * buffer.stride(0) + (index * side + 8) * 4 + component])
        case .yuv420p where component > 0:
          return Double(
            buffer.plane(component)[4 * buffer.stride(component) + index * side / 2 + 4])
        default:
          return Double(buffer.plane(component)[8 * buffer.stride(component) + index * side + 8])
        }
      }
      let distance = zip(wanted, found).map { abs($0 - $1) }.max() ?? 0
      if distance > farthest.0 {
        farthest = (distance, "patch \(index): \(found) for \(wanted.map { Int($0.rounded()) })")
      }
    }
    return farthest
  }

  /// Forms that no file can be drawn from, and why.
  private static func reasonToSkip(_ form: PixelForm) -> String? {
    if form.isHardware { return "not in memory" }
    return nil
  }

  @Test("The colours of every form come through every matrix and range", arguments: matrices)
  func colors(matrix: Matrix) throws {
    var (visited, skipped) = (0, [String: Int]())
    var wrong: [String] = []
    for form in PixelForm.all {
      if let reason = Self.reasonToSkip(form) {
        skipped[reason, default: 0] += 1
        continue
      }
      visited += 1
      for range in ["tv", "pc", "unknown"] where !(range == "tv" && form.name.hasPrefix("yuvj")) {
        if range == "tv", form.isFloat || form.isBitstream { continue }
        let source = try Source(form, matrix, range: range)
        for format in [PictureFormat.yuv420p, .yuv444p, .rgba] {
          for quality in [PictureScaler.Quality.fast, .good] {
            let (distance, text) = try Self.distance(source, in: format, quality)
            if distance > 3 {
              wrong.append("\(form.name) \(range) to \(format.rawValue) \(quality): \(text)")
            }
          }
        }
      }
    }
    #expect(wrong.isEmpty, "\(wrong.count): \(wrong.prefix(12).joined(separator: "; "))")
    print("forms of pixels: \(visited) visited, skipped \(skipped)")
    #expect(visited >= 190)
    #expect(visited + skipped.values.reduce(0, +) == PixelForm.all.count)
  }

  @Test("The arithmetic is zscale's", arguments: matrices)
  func arithmeticIsZscale(matrix: Matrix) throws {
    let numbers = [
      "bt709": 1, "smpte170m": 6, "bt470bg": 5, "fcc": 4, "smpte240m": 7, "bt2020nc": 9,
      "unknown": 6,
    ]
    for name in ["yuv444p", "yuv444p10le", "yuv444p12le", "yuv422p16le", "yuva444p10le"] {
      let form = try #require(PixelForm.all.first { $0.name == name })
      for range in ["tv", "pc"] {
        let colors = Self.patches.map { color in
          Self.color(
            of: form.depths.indices.map {
              Self.code($0, of: color, form, matrix, isLimited: range == "tv")
            }, form, matrix, isLimited: range == "tv")
        }
        // The same codes, plane after plane.
        var bytes: [UInt8] = []
        for component in form.depths.indices {
          let isChroma = component == 1 || component == 2
          let across = isChroma ? form.chromaLog2Width : 0
          for _ in 0..<Self.side {
            for column in 0..<(Self.patches.count * Self.side) >> across {
              let code = Self.code(
                component, of: Self.patches[(column << across) / Self.side], form, matrix,
                isLimited: range == "tv")
              bytes.append(UInt8(truncatingIfNeeded: code))
              if form.depths[component] > 8 { bytes.append(UInt8(truncatingIfNeeded: code >> 8)) }
            }
          }
        }
        let width = Self.patches.count * Self.side
        let number = numbers[matrix.name] ?? 6
        let made = [UInt8](
          try Shell.output(
            of: "ffmpeg",
            ["-nostdin", "-v", "error", "-f", "rawvideo", "-pix_fmt", name, "-s"]
              + ["\(width)x\(Self.side)", "-i", "-", "-vf"]
              + ["zscale=min=\(number):rin=\(range):m=709:r=tv:d=none,format=yuv444p"]
              + ["-f", "rawvideo", "-"], input: Data(bytes)))
        for (index, color) in colors.enumerated() {
          let wanted = Self.bytes(of: color, in: .yuv444p)
          for plane in 0..<3 {
            let found = Double(
              made[plane * width * Self.side + 8 * width + index * Self.side + 8])
            #expect(
              abs(found - wanted[plane]) <= 1,
              "\(name) \(matrix.name) \(range) patch \(index) plane \(plane): \(found), \(wanted)")
          }
        }
      }
    }
  }
}
