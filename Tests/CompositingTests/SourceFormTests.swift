import Foundation
import RenderPlanning
import TestSupport
import Testing

/// Sources with opacity, and still pictures of every make.
@Suite("Forms of sources")
struct SourceFormTests {
  private func over(_ color: String, _ source: String, in stage: Stage) throws -> Picture {
    try stage.picture(
      draft(
        canvas: (64, 64), background: color,
        tracks: [#"{"d":200,"m":{"src":"\#(source)","fit":"fill"}}"#]))
  }

  /// Files of one half clear colour, and how far their coding lets it stray.
  private static let clear = [
    ("a.png", "-pix_fmt rgba", 1.5), ("16-bit.png", "-pix_fmt rgba64be", 2),
    ("a.webp", "-c:v libwebp -lossless 1 -pix_fmt rgba", 1.5),
    ("lossy.webp", "-c:v libwebp -quality 90 -pix_fmt yuva420p", 4),
    ("vp8.webm", "-c:v libvpx -b:v 1M -auto-alt-ref 0 -pix_fmt yuva420p", 4),
    ("vp9.webm", "-c:v libvpx-vp9 -b:v 1M -auto-alt-ref 0 -pix_fmt yuva420p", 4),
    ("4444.mov", "-c:v prores_ks -profile:v 4444 -pix_fmt yuva444p10le", 4),
    ("rle.mov", "-c:v qtrle -pix_fmt argb", 1.5), ("a.apng", "-f apng -pix_fmt rgba", 1.5),
  ]

  @Test("Half clear lies half over what is below it", arguments: clear)
  func opacity(name: String, coding: String, tolerance: Double) throws {
    let stage = try Stage()
    let count = name.hasSuffix("png") && !name.hasSuffix("apng") || name.hasSuffix("webp") ? 1 : 4
    try stage.make(
      name,
      "-f lavfi -i color=0x3264c8@0.6:size=64x64:rate=25,format=rgba -frames:v \(count) \(coding)")
    // 0.6 of 255 is 153.
    let share = 153.0 / 255
    for (color, below) in [("#000000", 0.0), ("#ffffff", 255)] {
      let drawn = try over(color, name, in: stage).signal(32, 32)
      let top = signal(50, 100, 200)
      let ground = signal(below, below, below)
      for plane in 0..<3 {
        let wanted = top[plane] * share + ground[plane] * (1 - share)
        #expect(abs(Double(drawn[plane]) - wanted) <= tolerance, "plane \(plane) over \(color)")
      }
    }
  }

  /// Forms of still pictures, whatever ffmpeg gives back of them.
  private static let forms = [
    ("palette.png", "-vf split[a][b];[a]palettegen[p];[b][p]paletteuse"),
    ("16-bit.png", "-pix_fmt rgb48be"), ("gray.png", "-pix_fmt gray"),
    ("gray-alpha.png", "-pix_fmt ya8"), ("gray16.png", "-pix_fmt gray16be"),
    ("mono.png", "-pix_fmt monob"), ("444.jpg", "-pix_fmt yuvj444p -q:v 2"),
    ("gray.jpg", "-pix_fmt gray -q:v 2"), ("a.bmp", "-pix_fmt bgr24"), ("a.tiff", "-pix_fmt rgb24"),
    ("a.gif", ""), ("still.webp", "-c:v libwebp -quality 90"),
  ]

  @Test("Still pictures of other forms are as ffmpeg shows them", arguments: forms)
  func stills(name: String, coding: String) throws {
    let stage = try Stage()
    // Smooth, so that how chroma is halved does not tell.
    try stage.make(
      name,
      "-f lavfi -i gradients=size=64x64:c0=red:c1=blue:c2=white:n=3:seed=4:d=0.04:rate=25 -frames:v 1 "
        + coding)
    try expectAsFFmpeg(stage.path(name), width: 64, height: 64, in: stage)
  }

  @Test(
    "Pictures of other makers are as ffmpeg shows them",
    .enabled(if: Repository.hasSharedTestData, "\(Repository.sharedTestDataIsMissing)"),
    arguments: [
      "image/jpg/Channel_digital_image_CMYK_color.jpg",
      "image/jpg/Channel_digital_image_CMYK_color_no_profile.jpg", "alpha/grey-8bit-alpha.png",
      "alpha/with-alpha.png", "image/png/tbbn3p08.png", "image/png/tp0n0g08.png",
      "image/png/tm3n3p02.png", "image/png/basi0g16.png", "image/png/basn2c16.png",
      "image/webp/lossy_alpha.webp", "image/webp/4_webp_a.webp",
    ])
  func others(name: String) throws {
    let path = Repository.sharedTestData.appending(path: "media/\(name)").path
    let told = try Shell.output(
      of: "ffprobe",
      ["-v", "error", "-show_entries", "stream=width,height", "-of", "csv=p=0", path])
    let sides = String(decoding: told, as: UTF8.self).split { !$0.isNumber }.compactMap { Int($0) }
    try #require(sides.count == 2)
    try expectAsFFmpeg(path, width: sides[0], height: sides[1], in: try Stage())
  }

  /// At its own size over orange, by ffmpeg's overlay.
  private func expectAsFFmpeg(_ path: String, width: Int, height: Int, in stage: Stage) throws {
    // A canvas has even sides: what is odd is left a line short on both sides.
    let (wide, high) = (width / 2 * 2, height / 2 * 2)
    let crop =
      #""crop":{"l":0,"t":0,"r":\#(Double(width - wide) / Double(width)),"#
      + #""b":\#(Double(height - high) / Double(height))}"#
    let drawn = try stage.picture(
      draft(
        canvas: (wide, high), background: "#ff8000",
        tracks: [#"{"d":200,"m":{"src":"\#(path)","fit":"fill",\#(crop)}}"#]))
    let wanted = try Picture.made(
      [
        "-f", "lavfi", "-i", "color=0xff8000:size=\(wide)x\(high),format=gbrp", "-i", path,
        "-frames:v", "1", "-filter_complex",
        "[1]format=gbrap[p];[0][p]overlay=format=gbrp,format=gbrp,"
          + "scale=out_color_matrix=bt709:out_range=tv:flags=accurate_rnd+full_chroma_int",
      ], width: wide, height: high)[0]
    // Theirs goes through red, green and blue of 8 bits; fine chroma is halved in another way.
    #expect(drawn.meanDifference(from: wanted) < 2)
    for plane in 1...2 { #expect(drawn.meanDifference(from: wanted, plane: plane) < 3) }
  }

  @Test("Interlaced and high-range sources reach the canvas converted")
  func converted() throws {
    let stage = try Stage()
    try stage.make(
      "hdr.mkv",
      "-f lavfi -i testsrc2=size=64x64:rate=5:d=0.2 -pix_fmt yuv420p10le -c:v ffv1 "
        + "-color_trc smpte2084 -color_primaries bt2020 -colorspace bt2020nc -color_range tv")
    let drawn = try over("#000000", "hdr.mkv", in: stage)
    let wanted = try Picture.made(
      [
        "-i", stage.path("hdr.mkv"), "-vf",
        "zscale=t=linear:npl=100,format=gbrpf32le,zscale=p=bt709,tonemap=hable:desat=0,"
          + "zscale=t=bt709:m=bt709:r=tv,format=yuv420p",
      ], width: 64, height: 64)[0]
    #expect(drawn.largestDifference(from: wanted) <= 1)
  }
}
