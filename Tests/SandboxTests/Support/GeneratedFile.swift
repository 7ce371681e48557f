import Foundation
import TestSupport

/// Small media, made by the `ffmpeg` command.
enum GeneratedFile {
  /// A picture of 64x36.
  static func picture(in folder: TemporaryFolder, named name: String = "picture.png") throws -> URL
  {
    try made(["-f", "lavfi", "-i", "color=red:size=64x36", "-frames:v", "1"], folder, name)
  }

  /// A clip of 160x90 at 25 frames a second.
  static func clip(
    in folder: TemporaryFolder, named name: String = "clip.mp4", seconds: Int = 1
  ) throws -> URL {
    try made(
      ["-f", "lavfi", "-i", "testsrc=size=160x90:rate=25:duration=\(seconds)"], folder, name)
  }

  private static func made(_ arguments: [String], _ folder: TemporaryFolder, _ name: String) throws
    -> URL
  {
    let file = folder.file(name)
    _ = try Shell.output(of: "ffmpeg", ["-v", "error", "-y"] + arguments + [file.path])
    return file
  }
}
