import Foundation
import RenderPlanning
import TestSupport
import Testing

/// A preview is the export made small (format section 5, *Preview size*).
@Suite("The scale law")
struct ScaleLawTests {
  private let stage: Stage

  init() throws {
    stage = try Stage()
    try stage.makeClip("clip.mkv", "testsrc2=size=640x360:rate=30")
    try stage.makeClip("other.mkv", "mandelbrot=size=640x360:rate=30:start_scale=1")
    try stage.makePicture("disc.png", width: 400, height: 400, hasAlpha: true) { x, y in
      let distance = ((x - 200) * (x - 200) + (y - 200) * (y - 200))
      return [250, UInt8(x / 2), UInt8(y / 2), distance < 190 * 190 ? 230 : 0]
    }
  }

  /// Something of everything that has a size, a place or a turn.
  private static let rich = """
    {"m":{"width":1920,"height":1080,"background":"#204060"},"t":[
      {"tt":0,"sg":[
        {"d":1000,"m":{"src":"clip.mkv","crop":{"l":0.1,"t":0.05,"r":0.2,"b":0.1}}},
        {"d":1000,"m":{"src":"other.mkv","in":1000,"fit":"cover","transition":{"type":"slide_left","d":600}}}]},
      {"tt":0,"sg":[
        {"d":2000,"m":{"src":"clip.mkv","x":0.75,"y":0.3,"scale":0.3,"rotation":20,"opacity":0.8}}]},
      {"tt":0,"sg":[
        {"d":2000,"m":{"src":"disc.png","scale":0.4,"keyframes":[
          {"at":0,"x":0.2,"y":0.7,"rotation":0},{"at":2000,"x":0.5,"y":0.4,"rotation":200,"scale":0.6}]}}]},
      {"tt":7,"sg":[{"d":2000,"m":{"text":"The scale law\\nholds for words","y":0.75,"rotation":-8,
        "style":{"size":96,"weight":700,"color":"#ffe080","background":"#000000a0",
          "stroke":{"color":"#802010","width":8},"shadow":{"color":"#000000","dx":14,"dy":14,"blur":10}}}}]},
      {"tt":7,"sg":[{"d":2000,"m":{"text":"slides","y":0.12,"style":{"size":80},"animation":"slide_up"}}]},
      {"tt":0,"sg":[{"s":1200,"d":500,"m":{"src":"no-such-file.mp4","scale":0.25,"x":0.15,"y":0.2}}]}]}
    """

  private static let frames = [4, 24, 36, 59]

  @Test("A frame at 360 or 180 lines is the frame at 1080 lines made small")
  func madeSmall() throws {
    let large = try stage.pictures(
      Self.rich, at: Self.frames, size: .shortSide(1080), quality: .good)
    for (lines, quality) in [(360, .draft), (180, .draft), (360, .good)]
      as [(Int, OutputFormat.Quality)]
    {
      let small = try stage.pictures(
        Self.rich, at: Self.frames, size: .shortSide(lines), quality: quality)
      for (number, (whole, found)) in zip(large, small).enumerated() {
        let (width, height) = (lines * 16 / 9, lines)
        let bytes = try Shell.output(
          of: "ffmpeg",
          ["-v", "error", "-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", "1920x1080", "-i", "-"]
            + ["-vf", "scale=\(width):\(height):flags=area", "-f", "rawvideo", "-"],
          input: Data(whole.bytes))
        let expected = Picture(bytes: bytes, width: width, height: height)
        #expect(found.width == width && found.height == height)
        // Edges fall on other pixels and filters differ; a place, size or blur that does not follow the scale
        // moves whole areas, which costs several levels in the mean.
        let luma = found.meanDifference(from: expected)
        #expect(luma < (lines == 360 ? 2.2 : 3), "frame \(Self.frames[number]): \(luma)")
        for plane in 1...2 {
          let chroma = found.meanDifference(from: expected, plane: plane)
          // A slide moves chroma by whole samples, of which a small picture has few.
          #expect(
            chroma < (lines == 360 ? 2.5 : 3.5),
            "frame \(Self.frames[number]), plane \(plane): \(chroma)")
        }
        let similarity = try structuralSimilarity(found, expected)
        #expect(similarity > 0.9, "frame \(Self.frames[number]): \(similarity)")
      }
    }
  }

  /// The structural similarity of two lumas, by FFmpeg's `ssim` filter.
  private func structuralSimilarity(_ one: Picture, _ other: Picture) throws -> Double {
    let folder = try TemporaryFolder()
    let files = try [one, other].enumerated().map {
      try folder.write($0.element.planes[0], to: "\($0.offset).gray").path
    }
    let input = ["-f", "rawvideo", "-pix_fmt", "gray", "-s", "\(one.width)x\(one.height)", "-i"]
    let outcome = try Shell.run(
      "ffmpeg",
      input + [files[0]] + input + [files[1]] + ["-lavfi", "ssim", "-f", "null", "-"])
    let text = try #require(outcome.errors.firstMatch(of: #/All:([0-9.]+)/#))
    return Double(text.1) ?? 0
  }
}
