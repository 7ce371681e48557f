import Compositing
import DraftModel
import Foundation
import MediaLibrary
import RenderPlanning
import TestSupport

/// A place to compose drafts in: a folder of media made for the test, and pictures straight from the compositor.
struct Stage {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A file's path.
  func path(_ name: String) -> String { folder.file(name).path }

  /// Has the `ffmpeg` command make a file; arguments go before its name.
  func make(_ name: String, _ arguments: String) throws {
    _ = try Shell.output(
      of: "ffmpeg",
      ["-nostdin", "-v", "error", "-y"] + arguments.split(separator: " ").map(String.init)
        + ["-fflags", "+bitexact", path(name)])
  }

  /// Makes a clip whose pictures are kept to the bit: `yuv420p`, said to be BT.709.
  func makeClip(_ name: String, _ source: String, seconds: Double = 3) throws {
    try make(
      name,
      "-f lavfi -i \(source) -t \(seconds) -c:v ffv1 -pix_fmt yuv420p -colorspace bt709 -color_range tv"
    )
  }

  /// Makes a PNG from its pixels: red, green, blue, and opacity where there is any.
  func makePicture(
    _ name: String, width: Int, height: Int, hasAlpha: Bool = false,
    _ pixel: (_ x: Int, _ y: Int) -> [UInt8]
  ) throws {
    var bytes: [UInt8] = []
    for y in 0..<height { for x in 0..<width { bytes += pixel(x, y) } }
    _ = try Shell.output(
      of: "ffmpeg",
      ["-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", hasAlpha ? "rgba" : "rgb24"]
        + ["-s", "\(width)x\(height)", "-i", "-", path(name)], input: Data(bytes))
  }

  /// Makes a PNG of one colour, `size` pixels a side.
  func makeSolid(_ name: String, _ color: [UInt8], size: Int = 16) throws {
    try makePicture(name, width: size, height: size, hasAlpha: color.count == 4) { _, _ in color }
  }

  /// Plans a draft from its text.
  func plan(
    _ draft: String, size: RenderRequest.Size = .canvas,
    quality: OutputFormat.Quality = .draft
  ) throws -> RenderPlan {
    let resolution = try Draft(parsing: Array(draft.utf8)).resolved()
    let shelf = MediaShelf(finder: MediaFinder(folder: folder.url.path), cache: nil)
    return RenderPlan(
      resolution.timeline, media: shelf.catalog(for: resolution.timeline),
      request: RenderRequest(size: size, quality: quality), findings: resolution.findings)
  }

  /// The composed pictures of some frames of a draft, at the canvas's own size unless asked otherwise.
  func pictures(
    _ draft: String, at frames: some Sequence<Int>, size: RenderRequest.Size = .canvas,
    quality: OutputFormat.Quality = .draft
  ) throws -> [Picture] {
    let compositor = try Compositor(plan: try plan(draft, size: size, quality: quality))
    return try frames.map { Picture(try compositor.picture(at: FrameIndex(Int64($0)))) }
  }

  /// The composed picture of one frame.
  func picture(
    _ draft: String, at frame: Int = 0, size: RenderRequest.Size = .canvas,
    quality: OutputFormat.Quality = .draft
  ) throws -> Picture {
    try pictures(draft, at: [frame], size: size, quality: quality)[0]
  }
}

/// A draft of picture tracks over a canvas, each track given by its segments.
func draft(
  canvas: (width: Int, height: Int), background: String = "#000000", fps: String = "30",
  tracks: [String]
) -> String {
  let lanes = tracks.map { #"{"tt":0,"sg":[\#($0)]}"# }
  return
    #"{"m":{"width":\#(canvas.width),"height":\#(canvas.height),"fps":\#(fps),"#
    + #""background":"\#(background)"},"t":[\#(lanes.joined(separator: ","))]}"#
}
