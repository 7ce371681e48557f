import Foundation
import LibAV
import TestSupport

/// A small clip that the `ffmpeg` command makes for one test, in a folder that goes with it.
struct MadeClip {
  let folder: TemporaryFolder
  let file: URL

  var path: String { file.path }

  /// Makes a clip.
  ///
  /// - Parameters:
  ///   - name: The file's name, whose extension decides the container.
  ///   - arguments: Inputs, codecs and settings, separated by spaces.
  init(_ name: String, _ arguments: String) throws {
    folder = try TemporaryFolder()
    file = folder.file(name)
    let words = arguments.split(separator: " ").map(String.init)
    _ = try Shell.output(
      of: "ffmpeg",
      ["-nostdin", "-v", "error", "-y"] + words + ["-fflags", "+bitexact", file.path])
  }

  /// Every picture as ffmpeg decodes it, as the bytes of all planes of `yuv420p`.
  func pictures(width: Int, height: Int) throws -> [[UInt8]] {
    let bytes = try Shell.output(
      of: "ffmpeg",
      ["-nostdin", "-v", "error", "-i", path, "-map", "0:v:0", "-fps_mode", "passthrough"]
        + ["-f", "rawvideo", "-pix_fmt", "yuv420p", "-"])
    let size = width * height * 3 / 2
    return stride(from: 0, to: bytes.count / size * size, by: size).map {
      [UInt8](bytes[$0..<$0 + size])
    }
  }

  /// When ffprobe says that each picture is shown, in ticks, and how long a tick is.
  func times() throws -> (ticks: [Int64], tick: Ratio) {
    let base = try probe("stream=time_base").split { !$0.isNumber }.compactMap { Int32($0) }
    var ticks: [Int64] = []
    for line in try probe("frame=best_effort_timestamp").split(separator: "\n") {
      // A picture without a time follows the one before it at the usual distance.
      let step = ticks.count > 1 ? ticks[1] - ticks[0] : 1
      ticks.append(Int64(line.prefix { $0 != "," }) ?? (ticks.last.map { $0 + step } ?? 0))
    }
    return (ticks, Ratio(base[0], base[1]))
  }

  /// What ffprobe says of the first video stream.
  private func probe(_ entries: String) throws -> String {
    String(
      decoding: try Shell.output(
        of: "ffprobe",
        ["-v", "error", "-select_streams", "v:0", "-show_entries", entries, "-of", "csv=p=0", path]),
      as: UTF8.self
    ).trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// The sound as ffmpeg decodes it: interleaved stereo at 48 kHz.
  func sound(filters: String? = nil) throws -> [Float] {
    let bytes = try Shell.output(
      of: "ffmpeg",
      ["-nostdin", "-v", "error", "-i", path, "-map", "0:a:0"]
        + (filters.map { ["-af", $0] } ?? [])
        + ["-ac", "2", "-ar", "48000", "-f", "f32le", "-"])
    return bytes.withUnsafeBytes { raw in
      (0..<bytes.count / 4).map {
        Float(bitPattern: raw.loadUnaligned(fromByteOffset: 4 * $0, as: UInt32.self))
      }
    }
  }
}

extension PictureBuffer {
  /// The bytes of all planes without what pads their lines.
  var tightBytes: [UInt8] {
    var bytes: [UInt8] = []
    for index in 0..<format.planeCount {
      let size = format.planeSize(index, width: width, height: height)
      let plane = plane(index)
      for row in 0..<size.height {
        bytes += plane[row * stride(index)..<row * stride(index) + size.widthBytes]
      }
    }
    return bytes
  }
}

/// The largest difference between two runs of numbers of equal length.
func largestDifference(_ left: some Collection<UInt8>, _ right: some Collection<UInt8>) -> Int {
  zip(left, right).reduce(0) { max($0, abs(Int($1.0) - Int($1.1))) }
}

/// The mean of the differences between two runs of numbers of equal length.
func meanDifference(_ left: some Collection<UInt8>, _ right: some Collection<UInt8>) -> Double {
  Double(zip(left, right).reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) }) / Double(left.count)
}

/// The level of the difference between two runs of samples, in decibels of full scale.
func differenceLevel(_ left: some Collection<Float>, _ right: some Collection<Float>) -> Double {
  let sum = zip(left, right).reduce(0.0) { $0 + Double(($1.0 - $1.1) * ($1.0 - $1.1)) }
  return 10 * log10(max(sum / Double(max(1, min(left.count, right.count))), 1e-20))
}
