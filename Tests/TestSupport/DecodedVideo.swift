public import Foundation
package import SelfClock

/// What the `ffmpeg` command decodes from a file: an oracle that shares no code with the product's own decoder.
public struct DecodedVideo: Sendable {
  /// The file that is decoded, each time anew.
  public let file: URL
  /// The pictures' width in pixels, once filtered.
  public let width: Int
  /// The pictures' height in pixels, once filtered.
  public let height: Int
  /// A chain of FFmpeg filters that the pictures go through first, such as `scale=320:180`.
  public let filters: String?

  /// Describes what to decode; nothing is read yet.
  public init(file: URL, width: Int, height: Int, filters: String? = nil) {
    self.file = file
    self.width = width
    self.height = height
    self.filters = filters
  }

  /// Hands the limited-range luma of each picture to `body`, each once, whatever their times.
  ///
  /// One picture is in memory at a time. Throws ``Shell/Failure`` where ffmpeg does.
  public func forEachPicture(_ body: (Span<UInt8>) throws -> Void) throws {
    let chain = [filters, "format=yuv420p", "extractplanes=y"].compactMap { $0 }
    let arguments =
      [
        "ffmpeg", "-v", "error", "-i", file.path, "-map", "0:v:0", "-vf",
        chain.joined(separator: ","),
      ]
      + ["-fps_mode", "passthrough", "-f", "rawvideo", "-pix_fmt", "gray", "-"]
    let folder = try TemporaryFolder()
    let complaints = try folder.write([], to: "errors")
    let pictures = Pipe()
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = arguments
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = pictures
    process.standardError = try FileHandle(forWritingTo: complaints)
    try process.run()
    defer { process.terminate() }
    while let picture = try pictures.fileHandleForReading.whole(width * height) {
      try body(picture.span)
    }
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      let outcome = Shell.Outcome(
        status: process.terminationStatus, output: Data(),
        errors: String(decoding: try Data(contentsOf: complaints), as: UTF8.self))
      throw Shell.Failure(command: arguments, outcome: outcome)
    }
  }

  /// The luma of every picture; for short and small ones.
  public func pictures() throws -> [[UInt8]] {
    var pictures: [[UInt8]] = []
    try forEachPicture { luma in pictures.append(luma.indices.map { luma[$0] }) }
    return pictures
  }

  /// The mark of each picture, nil for one that has none.
  package func marks(in region: PictureRegion? = nil) throws -> [FrameMark?] {
    var marks: [FrameMark?] = []
    try forEachPicture { luma in
      marks.append(
        FrameMark(luma: luma, width: width, height: height, stride: width, region: region))
    }
    return marks
  }
}

extension FileHandle {
  /// The next `count` bytes; nil at the end, and for a last piece that is shorter.
  fileprivate func whole(_ count: Int) throws -> [UInt8]? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count)
    while bytes.count < count {
      guard let piece = try read(upToCount: count - bytes.count), !piece.isEmpty else { return nil }
      bytes += piece
    }
    return bytes
  }
}
