import Foundation
import LibAV
import TestSupport
import Testing

/// Opacity comes through every conversion, and changes nothing of the colours.
@Suite("Opacity and colour")
struct OpacityTests {
  /// What a picture declares of its colours.
  struct Signal: Sendable, CustomTestStringConvertible {
    let primaries: String
    let transfer: String
    let matrix: String
    var testDescription: String { "\(primaries) \(transfer) \(matrix)" }
  }

  static let signals = [
    Signal(primaries: "bt709", transfer: "bt709", matrix: "bt709"),
    Signal(primaries: "smpte432", transfer: "bt709", matrix: "bt709"),
    Signal(primaries: "smpte432", transfer: "iec61966-2-1", matrix: "smpte170m"),
    Signal(primaries: "smpte431", transfer: "bt709", matrix: "unknown"),
    Signal(primaries: "bt2020", transfer: "bt2020-10", matrix: "bt2020nc"),
    Signal(primaries: "bt2020", transfer: "bt2020-10", matrix: "bt2020c"),
    Signal(primaries: "bt2020", transfer: "smpte2084", matrix: "bt2020nc"),
    Signal(primaries: "bt2020", transfer: "smpte2084", matrix: "ictcp"),
    Signal(primaries: "bt2020", transfer: "arib-std-b67", matrix: "bt2020nc"),
    Signal(primaries: "bt709", transfer: "bt709", matrix: "ycgco"),
    Signal(primaries: "smpte432", transfer: "bt709", matrix: "chroma-derived-nc"),
  ]
  /// Forms with an opacity, and the same without one.
  static let siblings = [
    "yuva420p": "yuv420p", "yuva422p": "yuv422p", "yuva444p": "yuv444p",
    "yuva420p10le": "yuv420p10le", "yuva444p10le": "yuv444p10le", "yuva444p12le": "yuv444p12le",
    "yuva444p16le": "yuv444p16le", "gbrap": "gbrp", "gbrap10le": "gbrp10le",
    "gbrap12le": "gbrp12le",
    "gbrap16le": "gbrp16le", "rgba": "rgb24", "rgba64le": "rgb48le", "ya8": "gray",
    "ya16le": "gray16le",
  ]

  private static let (columns, rows) = (64, 16)

  /// Four bands, of which each is more opaque than the one before.
  private func frame(_ form: PixelForm, _ signal: Signal, opacity: [Double]?) throws -> VideoFrame {
    let isColor = form.depths.count >= 3
    let components = form.depths.indices.map { component -> [UInt32] in
      let most = Double((UInt64(1) << form.depths[component]) - 1)
      let isAlpha = form.hasAlpha && component == form.depths.count - 1
      let isChroma = isColor && !form.isRGB && (component == 1 || component == 2)
      let (across, down) = isChroma ? (form.chromaLog2Width, form.chromaLog2Height) : (0, 0)
      // A color that BT.709 has too: others are cut off in RGB with an opacity, and in YUV without.
      let rgb = signal.transfer == "smpte2084" ? [0.5, 0.45, 0.42, 1] : [0.7, 0.4, 0.3, 1]
      let value =
        isChroma ? [0.5, 0.42, 0.6][component] : form.isRGB ? rgb[component] : 0.5
      return (0..<Self.rows >> down).flatMap { _ in
        (0..<Self.columns >> across).map { column in
          let share = isAlpha ? opacity?[column * 4 / Self.columns] ?? 1 : value
          return UInt32((share * most).rounded())
        }
      }
    }
    return try VideoFrame(
      form, width: Self.columns, height: Self.rows,
      color: ColorFacts(
        primaries: signal.primaries, transfer: signal.transfer, matrix: signal.matrix, range: "tv"),
      components: components)
  }

  @Test(
    "Opacity survives every signal, and its colours are those of the opaque sibling",
    arguments: signals)
  func survives(signal: Signal) throws {
    let opacity = [0, 64.0 / 255, 128.0 / 255, 1]
    for (name, plainName) in Self.siblings.sorted(by: { $0.key < $1.key }) {
      let form = try #require(PixelForm.all.first { $0.name == name })
      let plain = try #require(PixelForm.all.first { $0.name == plainName })
      for quality in [PictureScaler.Quality.fast, .good] {
        let clear = try PictureBuffer(format: .rgba, width: Self.columns, height: Self.rows)
        let opaque = try PictureBuffer(format: .rgba, width: Self.columns, height: Self.rows)
        try PictureScaler().scale(
          try frame(form, signal, opacity: opacity), to: clear, quality: quality)
        try PictureScaler().scale(
          try frame(plain, signal, opacity: nil), to: opaque, quality: quality)
        for (band, share) in opacity.enumerated() {
          let place = 8 * clear.stride(0) + (band * 16 + 8) * 4
          let found = (0..<4).map { Int(clear.plane(0)[place + $0]) }
          let wanted = (0..<4).map { Int(opaque.plane(0)[place + $0]) }
          #expect(
            abs(found[3] - Int((share * 255).rounded())) <= 1,
            "\(name) \(signal) \(quality): \(found)")
          #expect(wanted[3] == 255)
          for channel in 0..<3 {
            #expect(
              abs(found[channel] - wanted[channel]) <= 2,
              "\(name) \(signal) \(quality): \(found) for \(wanted)")
          }
        }
      }
    }
  }

  @Test("Grays of a wide gamut stay as they are, whatever their curve")
  func grays() throws {
    let form = try #require(PixelForm.all.first { $0.name == "rgb24" })
    for transfer in ["bt709", "iec61966-2-1", "bt2020-10", "gamma22"] {
      for gray: UInt32 in [20, 64, 128, 200, 250] {
        let frame = try VideoFrame(
          form, width: 16, height: 16,
          color: ColorFacts(primaries: "smpte432", transfer: transfer, matrix: "gbr", range: "pc"),
          components: Array(repeating: Array(repeating: gray, count: 256), count: 3))
        let buffer = try PictureBuffer(format: .yuv444p, width: 16, height: 16)
        try PictureScaler().scale(frame, to: buffer)
        let luma = Double(buffer.plane(0)[buffer.stride(0) * 8 + 8])
        #expect(abs(luma - (16 + 219 * Double(gray) / 255)) <= 1.5, "\(transfer) \(gray): \(luma)")
      }
    }
  }
}
