import Foundation
import LibAV
import TestSupport
import Testing

@Suite("Tone mapping")
struct ToneMappingTests {
  private static let wide = "-color_primaries bt2020 -colorspace bt2020nc -color_range tv"

  private func expected(_ path: String, _ filters: String, count: Int) throws -> [UInt8] {
    let bytes = [UInt8](
      try Shell.output(
        of: "ffmpeg",
        // In one piece: zscale scales the pieces of several threads each for itself.
        ["-nostdin", "-v", "error", "-filter_threads", "1", "-i", path, "-vf", filters]
          + ["-frames:v", "1"]
          + ["-f", "rawvideo", "-pix_fmt", "yuv420p", "-"]))
    #expect(bytes.count == count)
    return bytes
  }

  private func drawn(
    _ path: String, _ width: Int, _ height: Int, crop: PictureRect? = nil,
    format: PictureFormat = .yuv420p
  ) throws -> PictureBuffer {
    let buffer = try PictureBuffer(format: format, width: width, height: height)
    try PictureScaler().scale(
      PictureFile.open(path).frame(at: .zero, step: nil), to: buffer, crop: crop)
    return buffer
  }

  private static let curve =
    "t=linear:npl=100,format=gbrpf32le,zscale=p=bt709,tonemap=hable:desat=0,"
    + "zscale=t=bt709:m=bt709:r=tv,format=yuv420p"

  @Test("PQ and HLG are ffmpeg's zscale and tonemap", arguments: ["smpte2084", "arib-std-b67"])
  func highRange(transfer: String) throws {
    let clip = try MadeClip(
      "a.mkv",
      "-f lavfi -i testsrc2=size=192x128:rate=5:d=0.2 -pix_fmt yuv420p10le -c:v ffv1 "
        + "-color_trc \(transfer) \(Self.wide)")
    for (width, height) in [(96, 64), (192, 128), (50, 36)] {
      let wanted = try expected(
        clip.path, "zscale=w=\(width):h=\(height):f=bilinear:\(Self.curve)",
        count: width * height * 3 / 2)
      let found = try drawn(clip.path, width, height).tightBytes
      #expect(largestDifference(found, wanted) <= 1, "\(width)x\(height)")
    }
    let cut = try drawn(clip.path, 64, 64, crop: PictureRect(x: 20, y: 30, width: 91, height: 77))
    let wanted = try expected(
      clip.path, "crop=90:76:20:30,zscale=w=64:h=64:f=bilinear:\(Self.curve)", count: 64 * 96)
    #expect(largestDifference(cut.tightBytes, wanted) <= 1)
  }

  @Test("Grays of PQ are where its curve and Hable's put them")
  func knownGrays() throws {
    /// PQ's code for a luminance in cd/m² (ITU-R BT.2100-2, table 4), in 10 bits of limited range.
    func code(_ luminance: Double) -> Int {
      let power = pow(luminance / 10_000, 0.1593017578125)
      let signal = pow((0.8359375 + 18.8515625 * power) / (1 + 18.6875 * power), 78.84375)
      return Int((64 + 876 * signal).rounded())
    }
    /// John Hable's curve for "Uncharted 2".
    func hable(_ x: Double) -> Double {
      (x * (0.15 * x + 0.05) + 0.004) / (x * (0.15 * x + 0.5) + 0.06) - 0.02 / 0.3
    }
    for luminance in [0.0, 1, 10, 100, 400] {
      let clip = try MadeClip(
        "gray.mkv",
        "-f lavfi -i color=gray:size=32x32:rate=5:d=0.2,format=yuv420p10le,"
          + "geq=lum=\(code(luminance)):cb=512:cr=512 -c:v ffv1 -color_trc smpte2084 \(Self.wide)")
      let luma = Double(try drawn(clip.path, 32, 32).tightBytes[5])
      // 1 is 100 cd/m², the peak is taken to be 1000; shown on a screen of BT.1886 (a power of 2.4).
      let light = max(hable(luminance / 100), 0) / hable(10)
      #expect(abs(luma - (16 + 219 * pow(light, 1 / 2.4))) <= 2, "\(luminance) cd/m²: \(luma)")
    }
  }

  @Test("A wide gamut of standard range changes its primaries alone")
  func wideGamut() throws {
    let clip = try MadeClip(
      "a.mkv",
      "-f lavfi -i testsrc2=size=96x64:rate=5:d=0.2 -pix_fmt yuv422p10le -c:v ffv1 "
        + "-color_trc bt2020-10 \(Self.wide)")
    let wanted = try expected(
      clip.path, "zscale=w=96:h=64:f=bilinear:p=bt709:t=bt709:m=bt709:r=tv,format=yuv420p",
      count: 96 * 96)
    #expect(largestDifference(try drawn(clip.path, 96, 64).tightBytes, wanted) <= 2)
  }

  @Test("Other forms of target hold the same picture")
  func forms() throws {
    let clip = try MadeClip(
      "a.mkv",
      "-f lavfi -i testsrc2=size=96x64:rate=5:d=0.2 -pix_fmt yuv420p10le -c:v ffv1 "
        + "-color_trc arib-std-b67 \(Self.wide)")
    let plain = try drawn(clip.path, 48, 32)
    let full = try drawn(clip.path, 48, 32, format: .yuv444p)
    let gray = try drawn(clip.path, 48, 32, format: .gray8)
    let odd = try drawn(clip.path, 47, 31)
    let colored = try drawn(clip.path, 48, 32, format: .rgba)
    #expect(
      largestDifference(plain.tightBytes.prefix(48 * 32), full.tightBytes.prefix(48 * 32)) <= 1)
    #expect(gray.tightBytes.count == 48 * 32 && odd.tightBytes.contains { $0 > 100 })
    let alpha = colored.tightBytes.enumerated().filter { $0.offset % 4 == 3 }
    #expect(alpha.allSatisfy { $0.element == 255 })
  }
}
