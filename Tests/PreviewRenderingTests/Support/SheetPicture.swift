import Foundation
import LibAV
import PreviewRendering
import TestSupport

/// The pixels of a sheet, as the `ffmpeg` command decodes them.
struct SheetPicture {
  typealias Pixel = SIMD3<Int32>

  let layout: SheetLayout
  private let bytes: Data

  /// Draws a sheet and decodes it.
  init(_ sheet: ContactSheet, jobs: Int = 2) async throws {
    let folder = try TemporaryFolder()
    let image = try await sheet.picture(as: .png, jobs: jobs)
    let file = try folder.write(image, to: "sheet.png")
    layout = sheet.layout
    bytes = try Shell.output(
      of: "ffmpeg",
      ["-v", "error", "-i", file.path, "-f", "rawvideo", "-pix_fmt", "rgb24", "-"])
  }

  /// Whether the picture has the size that the layout says.
  var isWhole: Bool { bytes.count == layout.width * layout.height * 3 }

  subscript(x: Int, y: Int) -> Pixel {
    let at = bytes.startIndex + (y * layout.width + x) * 3
    return Pixel(Int32(bytes[at]), Int32(bytes[at + 1]), Int32(bytes[at + 2]))
  }

  /// The pixels of a column of a box, from the top.
  func column(_ x: Int, of box: SheetBox) -> [Pixel] {
    (box.y..<(box.y + box.height)).map { self[x, $0] }
  }
}

extension SIMD3<Int32> {
  /// Whether no channel differs by more than the noise of a conversion to YUV and back.
  func isNear(_ other: Self, within noise: Int32 = 6) -> Bool {
    let difference = self &- other
    return abs(difference.x) <= noise && abs(difference.y) <= noise && abs(difference.z) <= noise
  }
}
